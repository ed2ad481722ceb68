package org.gan4j.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A local build of PyTorch's libraries.
 *
 * @param directory where {@code libtorch.so} lies
 * @param version {@code 2.7.1}
 * @param build what stands behind the version, e.g. {@code cu126} or {@code cpu}; empty if nothing does
 * @param cuda whether it is a CUDA build
 */
public record LibTorch(Path directory, String version, String build, boolean cuda) {

    private static final Pattern NUMBER =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:[+-](?:\\d{8}-)?(cpu|cu\\d+)\\S*)?.*");
    private static final Pattern WHEEL = Pattern.compile("__version__ = '([^']*)'");

    /**
     * Looks at a libtorch as PyTorch distributes it, at the {@code torch} folder of a Python wheel, or at DJL's cache.
     *
     * @param given the folder with {@code libtorch.so} in it, or the one above
     * @return what is there
     * @throws IllegalArgumentException if it is none, or its version cannot be told; the message is for a person
     */
    public static LibTorch at(Path given) {
        String name = System.mapLibraryName("torch");
        Path directory = given.toAbsolutePath().normalize();
        if (!Files.isRegularFile(directory.resolve(name))) {
            directory = directory.resolve("lib");
        }
        if (!Files.isRegularFile(directory.resolve(name))) {
            throw new IllegalArgumentException("libtorch (" + given + ") must be a folder with " + name + " or lib/"
                    + name + " in it, e.g. .../site-packages/torch");
        }
        Matcher number = NUMBER.matcher(versionText(directory));
        if (!number.matches()) {
            throw new IllegalArgumentException(
                    "libtorch (" + given + ") does not tell its version; there must be a file"
                            + " build-version (of libtorch) or version.py (of the Python wheel) beside its lib folder");
        }
        boolean cuda = Files.exists(directory.resolve(System.mapLibraryName("torch_cuda")));
        return new LibTorch(directory, number.group(1), number.group(2) == null ? "" : number.group(2), cuda);
    }

    private static String versionText(Path directory) {
        try {
            Path above = directory.getParent();
            Path plain = above.resolve("build-version");
            if (Files.exists(plain)) {
                return Files.readString(plain).strip();
            }
            Path wheel = above.resolve("version.py");
            if (Files.exists(wheel)) {
                Matcher assignment = WHEEL.matcher(Files.readString(wheel));
                return assignment.find() ? assignment.group(1) : "";
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the version of " + directory + " is unreadable: " + e.getMessage(), e);
        }
        return directory.getFileName().toString(); // DJL names the folders of its cache so: 2.7.1-cu128-linux-x86_64
    }

    /**
     * Refuses another version than the one that DJL's native code was built for.
     *
     * @param wanted the version
     * @throws IllegalArgumentException if this is another; the message is for a person
     */
    void requireVersion(String wanted) {
        if (!version.equals(wanted)) {
            throw new IllegalArgumentException("libtorch (" + directory + ") is version " + version + "; it must be "
                    + wanted + ", e.g. pip install torch==" + wanted);
        }
    }

    /** {@code CUDA 12.6}, {@code CUDA} or {@code CPU}. */
    String flavour() {
        if (!cuda) {
            return "CPU";
        }
        return build.matches("cu\\d{3}") ? "CUDA " + build.substring(2, 4) + "." + build.substring(4) : "CUDA";
    }
}

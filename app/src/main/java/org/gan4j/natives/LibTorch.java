package org.gan4j.natives;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A local build of PyTorch's libraries.
 *
 * @param directory where {@code libtorch.so} lies
 * @param version {@code 2.7.1}, or {@code 2.7.1rc1} and the like before its release
 * @param build what stands after the version, e.g. {@code cu126}, {@code rocm6.3} or {@code cpu}; empty if nothing does
 * @param cuda whether it is a CUDA build
 * @param engineLibrary DJL's native code as somebody has built it for this libtorch, which is then used as it is, unchecked; {@code null} for
 *     DJL's own
 */
public record LibTorch(Path directory, String version, String build, boolean cuda, Path engineLibrary) {

    /** Version, {@code rc1} and the like of what is not released yet, and build: {@code 2.7.1rc1+cu128}. */
    private static final Pattern NUMBER =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+)([^+\\-\\s]*)(?:[+-](?:\\d{8}-)?([^-\\s]*))?.*");

    private static final Pattern OTHER_BUILDS = Pattern.compile("cu(?!12\\d).*|rocm.*|xpu.*");
    private static final Pattern WHEEL = Pattern.compile("__version__ = '([^']*)'");

    /** One for DJL's own native code. */
    LibTorch(Path directory, String version, String build, boolean cuda) {
        this(directory, version, build, cuda, null);
    }

    /**
     * Looks at a libtorch as PyTorch distributes it, at the {@code torch} folder of a Python wheel, or at DJL's cache.
     *
     * @param given the folder with {@code libtorch.so} in it, or the one above
     * @return what is there
     * @throws IllegalArgumentException if there is no libtorch, or its version cannot be told; the message is for the user
     */
    public static LibTorch at(Path given) {
        String name = System.mapLibraryName("torch");
        Path directory = Stream.of(given, given.resolve("lib"))
                .map(folder -> folder.toAbsolutePath().normalize())
                .filter(folder -> Files.isRegularFile(folder.resolve(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("libtorch (" + given + ") must be a folder with " + name
                        + " or lib/" + name + " in it, e.g. .../site-packages/torch"));
        Matcher number = NUMBER.matcher(versionText(given, directory));
        if (!number.matches()) {
            throw new IllegalArgumentException(
                    "libtorch (" + given + ") does not tell its version; there must be a file"
                            + " build-version (of libtorch) or version.py (of the Python wheel) next to its lib folder");
        }
        boolean cuda = Files.exists(directory.resolve(System.mapLibraryName("torch_cuda")));
        String build = number.group(3) == null ? "" : number.group(3);
        return new LibTorch(directory, number.group(1) + number.group(2), build, cuda);
    }

    /**
     * The same, for native code that was built for it; neither is checked.
     *
     * @param library a {@code libdjl_torch.so}
     * @return what is used as it is
     * @throws IllegalArgumentException if there is no such file; the message is for the user
     */
    public LibTorch with(Path library) {
        if (!Files.isRegularFile(library)) {
            throw new IllegalArgumentException("engine library (" + library + ") must be a file: a "
                    + System.mapLibraryName("djl_torch") + " that was built for this libtorch");
        }
        return new LibTorch(directory, version, build, cuda, library.toAbsolutePath());
    }

    boolean checked() {
        return engineLibrary == null;
    }

    private static String versionText(Path given, Path directory) {
        Path above = directory.getParent();
        Path plain = above.resolve("build-version");
        if (Files.exists(plain)) {
            return read(given, plain).strip();
        }
        Path wheel = above.resolve("version.py");
        if (Files.exists(wheel)) {
            Matcher assignment = WHEEL.matcher(read(given, wheel));
            return assignment.find() ? assignment.group(1) : "";
        }
        return directory.getFileName().toString(); // DJL names the folders of its cache so: 2.7.1-cu128-linux-x86_64
    }

    private static String read(Path given, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String why = e instanceof CharacterCodingException ? "it is not text" : e.getMessage();
            throw new IllegalArgumentException(
                    "libtorch (" + given + ") does not tell its version: " + file + " cannot be read (" + why + ")", e);
        }
    }

    /**
     * Refuses what DJL's native code was not built for: another version, or a build that is neither for the CPU nor for CUDA 12.
     *
     * @param wanted the version
     * @throws IllegalArgumentException if this is something else; the message is for the user
     */
    void requireServed(String wanted) {
        if (!version.equals(wanted)) {
            throw new IllegalArgumentException("libtorch (" + directory + ") is version " + version + "; it must be "
                    + wanted + ", e.g. pip install torch==" + wanted);
        }
        if (OTHER_BUILDS.matcher(build).matches()) {
            throw new IllegalArgumentException("libtorch (" + directory + ") is a build for " + build
                    + "; it must be one for CUDA 12 or for the CPU, e.g. pip install torch==" + wanted);
        }
    }

    /** {@code CUDA 12.6}, {@code CUDA} or {@code CPU}, and whether nobody has checked that it fits. */
    String flavour() {
        String cudaRelease = build.matches("cu\\d{3}") ? Natives.cudaRelease(build) : "CUDA";
        return (cuda ? cudaRelease : "CPU") + (checked() ? "" : ", unchecked");
    }
}

package org.gan4j.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NVIDIA driver of a machine.
 *
 * @param present whether there is any sign of one
 * @param version its version, or {@code null} if it is not told
 * @param cuda the newest CUDA that it knows, as 1000·major + 10·minor; 0 if its library could not be asked
 * @param devices the GPUs that this process may use
 * @param problem why its library could not be used, or {@code null}
 */
public record NvidiaDriver(boolean present, String version, int cuda, List<Gpu> devices, String problem) {

    /** No driver at all. */
    public static final NvidiaDriver NONE = new NvidiaDriver(false, null, 0, List.of(), null);

    /** Any of these is a sign; the last ones are those of Windows' Linux guests. */
    private static final List<String> SIGNS = List.of(
            "proc/driver/nvidia/version",
            "dev/nvidiactl",
            "usr/lib/x86_64-linux-gnu/libcuda.so.1",
            "usr/lib/aarch64-linux-gnu/libcuda.so.1",
            "usr/lib64/libcuda.so.1",
            "usr/local/nvidia/lib64/libcuda.so.1",
            "usr/lib/wsl/lib/libcuda.so.1",
            "dev/dxg");

    private static final Pattern VERSION = Pattern.compile("\\b(\\d{3,4}\\.\\d+(\\.\\d+)?)\\b");

    /**
     * Looks for the driver of this machine. A machine without any sign of one loads no library.
     *
     * @return what was found
     */
    public static NvidiaDriver detect() {
        return detect(Path.of("/"), System.getenv("LD_LIBRARY_PATH"), DriverLibrary::load);
    }

    static NvidiaDriver detect(Path root, String libraryPath, Supplier<DriverLibrary> loader) {
        boolean present = SIGNS.stream().anyMatch(sign -> Files.exists(root.resolve(sign)));
        if (libraryPath != null) {
            for (String directory : libraryPath.split(":")) {
                present |= !directory.isEmpty() && Files.exists(Path.of(directory, "libcuda.so.1"));
            }
        }
        if (!present) {
            return NONE;
        }
        String version = version(root.resolve(SIGNS.get(0)));
        DriverLibrary library;
        try {
            library = loader.get();
        } catch (LinkageError e) {
            return new NvidiaDriver(
                    true, version, 0, List.of(), "its libcuda.so.1 does not load here (a container needs --gpus)");
        }
        int cuda = library.cudaVersion();
        int result = library.init();
        // 100 is CUDA_ERROR_NO_DEVICE: the driver works, but shows this process no GPU.
        if (result != 0 && result != 100) {
            return new NvidiaDriver(true, version, cuda, List.of(), "it does not start (CUDA error " + result + ")");
        }
        List<Gpu> devices = new ArrayList<>();
        int count = result == 0 ? library.deviceCount() : 0;
        for (int i = 0; i < count; i++) {
            devices.add(new Gpu(library.deviceName(i), library.computeCapability(i)));
        }
        return new NvidiaDriver(true, version, cuda, List.copyOf(devices), null);
    }

    private static String version(Path file) {
        try {
            Matcher number = VERSION.matcher(Files.exists(file) ? Files.readString(file) : "");
            return number.find() ? number.group(1) : null;
        } catch (IOException e) {
            return null; // the driver is there all the same; its library says whether it works
        }
    }

    /** For a person: {@code 570.86.15, CUDA 12.8}. */
    @Override
    public String toString() {
        if (!present) {
            return "none";
        }
        return (version == null ? "of unknown version" : version)
                + (cuda == 0 ? "" : ", CUDA " + cudaName())
                + (problem == null ? "" : "; " + problem);
    }

    String cudaName() {
        return cuda / 1000 + "." + cuda / 10 % 10;
    }
}

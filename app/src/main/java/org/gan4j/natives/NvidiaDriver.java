package org.gan4j.natives;

import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        Stream<Path> onPath = Stream.of((libraryPath == null ? "" : libraryPath).split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "libcuda.so.1"));
        if (Stream.concat(SIGNS.stream().map(root::resolve), onPath).noneMatch(Files::exists)) {
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
        int cuda = number(library::cuDriverGetVersion);
        int result = library.cuInit(0);
        // 100 is CUDA_ERROR_NO_DEVICE: the driver works, but shows this process no GPU.
        if (result != 0 && result != 100) {
            return new NvidiaDriver(true, version, cuda, List.of(), "it does not start (CUDA error " + result + ")");
        }
        List<Gpu> devices = IntStream.range(0, result == 0 ? number(library::cuDeviceGetCount) : 0)
                .mapToObj(index -> gpu(library, index))
                .toList();
        return new NvidiaDriver(true, version, cuda, devices, null);
    }

    private static Gpu gpu(DriverLibrary library, int index) {
        byte[] name = new byte[256];
        library.cuDeviceGetName(name, name.length, index);
        int major = number(to -> library.cuDeviceGetAttribute(to, DriverLibrary.COMPUTE_CAPABILITY_MAJOR, index));
        int minor = number(to -> library.cuDeviceGetAttribute(to, DriverLibrary.COMPUTE_CAPABILITY_MINOR, index));
        return new Gpu(Native.toString(name, StandardCharsets.UTF_8), 10 * major + minor);
    }

    /** What a function of the library writes; 0 if it fails. */
    private static int number(ToIntFunction<IntByReference> function) {
        IntByReference number = new IntByReference();
        return function.applyAsInt(number) == 0 ? number.getValue() : 0;
    }

    private static String version(Path file) {
        try {
            Matcher number = VERSION.matcher(Files.exists(file) ? Files.readString(file) : "");
            return number.find() ? number.group(1) : null;
        } catch (IOException e) {
            return null; // the driver is there all the same; its library says whether it works
        }
    }

    /** For the user: {@code 570.86.15, CUDA 12.8}. */
    @Override
    public String toString() {
        if (!present) {
            return "none";
        }
        return (version == null ? "of unknown version" : version)
                + (cuda == 0 ? "" : ", CUDA " + cuda / 1000 + "." + cuda / 10 % 10)
                + (problem == null ? "" : "; " + problem);
    }
}

package org.gan4j.natives;

import ai.djl.util.Utils;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.gan4j.UserException;

/**
 * What the choice of natives depends on.
 *
 * @param driver the NVIDIA driver
 * @param visibleDevices {@code CUDA_VISIBLE_DEVICES}, or {@code null} if it is not set
 * @param platform {@code linux-x86_64} and the like
 * @param nativesOnClassPath whether CPU natives are on the class path, where DJL takes them before all else
 * @param cpuNatives the jar of the CPU natives beside the program, or {@code null}
 * @param cudaNatives where DJL keeps the CUDA natives that it has fetched
 * @param cudaNativesFetched whether they are there
 */
public record Machine(
        NvidiaDriver driver,
        String visibleDevices,
        String platform,
        boolean nativesOnClassPath,
        Path cpuNatives,
        Path cudaNatives,
        boolean cudaNativesFetched) {

    /**
     * Looks at this machine.
     *
     * @param pytorch the version of PyTorch that the program was built for
     * @return what is there
     */
    public static Machine detect(String pytorch) {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path cuda = Utils.getEngineCacheDir("pytorch")
                .resolve(pytorch + "-" + Natives.CUDA_FLAVOR + "-" + platform)
                .toAbsolutePath();
        return new Machine(
                NvidiaDriver.detect(),
                System.getenv("CUDA_VISIBLE_DEVICES"),
                platform,
                Machine.class.getResource("/native/lib/pytorch.properties") != null,
                jarBesideTheProgram(),
                cuda,
                Files.exists(cuda.resolve(System.mapLibraryName("torch"))));
    }

    /** As DJL names it. */
    static String platform(String system, String architecture) {
        String name = system.toLowerCase(Locale.ROOT);
        return (name.startsWith("win") ? "win" : name.startsWith("mac") ? "osx" : "linux")
                + "-"
                + (architecture.equals("amd64") ? "x86_64" : architecture);
    }

    /** The jar in the folder {@code natives} beside the program's libraries, if the program was started from its jars. */
    private static Path jarBesideTheProgram() {
        try {
            Path jar = Path.of(Machine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String told = System.getProperty("gan4j.natives");
            Path folder = told == null ? jar.resolveSibling("natives") : Path.of(told);
            if (!Files.isDirectory(folder)) {
                return null;
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .findFirst()
                        .orElse(null);
            }
        } catch (URISyntaxException | IOException e) {
            throw new UserException("the folder of the program's native libraries is unreadable: " + e.getMessage(), e);
        }
    }

    /**
     * Looks for what keeps a program from every GPU here.
     *
     * @param pytorch the version of PyTorch that the program was built for
     * @return why no GPU can be used, for a person; {@code null} if one can
     */
    public String obstacle(String pytorch) {
        if (!driver.present()) {
            return "there is no NVIDIA driver on this machine";
        }
        if (driver.problem() != null) {
            return "there is an NVIDIA driver, but " + driver.problem();
        }
        if (driver.cuda() < Natives.LEAST_CUDA) {
            return "the NVIDIA driver (" + driver + ") is too old: PyTorch " + pytorch
                    + " needs CUDA 12, that is driver 525.60 or newer";
        }
        if (driver.devices().isEmpty()) {
            return visibleDevices == null
                    ? "the NVIDIA driver (" + driver + ") sees no GPU"
                    : "CUDA_VISIBLE_DEVICES ('" + visibleDevices + "') hides every GPU";
        }
        return null;
    }

    /**
     * Why a GPU cannot be used with a build of PyTorch 2.7, which has kernels for some GPUs alone; {@code null} if it can.
     *
     * @param index the number of the GPU
     * @param libtorch the local libtorch, or {@code null} for DJL's natives
     * @param pytorch the version of PyTorch that the program was built for
     */
    String obstacle(int index, LibTorch libtorch, String pytorch) {
        Gpu gpu = driver.devices().get(index);
        String build = libtorch == null ? Natives.CUDA_FLAVOR : libtorch.build();
        if (gpu.capability() == 0) {
            return null;
        }
        // As its builds have been made: cu128 for 7.5 to 12.0, cu126 for 5.0 to 9.0.
        if (build.equals("cu128") && gpu.capability() < 75) {
            return "cuda:" + index + " (" + gpu
                    + ") is too old for PyTorch's build for CUDA 12.8, which needs 7.5; give one for"
                    + " CUDA 12.6: --libtorch DIR (pip install torch==" + pytorch + " has it)";
        }
        if (build.equals("cu126") && gpu.capability() >= 100) {
            return "cuda:" + index + " (" + gpu
                    + ") is too new for PyTorch's build for CUDA 12.6, which ends with 9.0; leave out"
                    + " --libtorch, or give a build for CUDA 12.8";
        }
        return null;
    }
}

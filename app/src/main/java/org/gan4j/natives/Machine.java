package org.gan4j.natives;

import ai.djl.util.Utils;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
 * @param cpuNatives the jar of the CPU natives that come with the program, or {@code null}
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
                cpuJar(),
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

    /** The jar in the folder that the launcher names; without a launcher, in {@code natives} next to the program's own jar. */
    private static Path cpuJar() {
        try {
            String told = System.getProperty("gan4j.natives");
            URL own = Machine.class.getProtectionDomain().getCodeSource().getLocation();
            Path folder = told == null ? Path.of(own.toURI()).resolveSibling("natives") : Path.of(told);
            if (!Files.isDirectory(folder)) {
                return null;
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".jar"))
                        .min(Comparator.naturalOrder())
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
     * @return why no GPU can be used, for the user; {@code null} if one can
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
     * Looks for what keeps a program from one GPU.
     *
     * @param index the number of the GPU
     * @param libtorch the local libtorch, or {@code null} for DJL's natives
     * @param mayDownload whether DJL's natives may be fetched if they are not here
     * @param pytorch the version of PyTorch that the program was built for
     * @return why it cannot be used, for the user; {@code null} if it can
     */
    String obstacle(int index, LibTorch libtorch, boolean mayDownload, String pytorch) {
        String ofEvery = obstacle(pytorch);
        if (ofEvery != null) {
            return ofEvery;
        }
        String ofLibraries = obstacleOfLibraries(libtorch);
        if (ofLibraries != null) {
            return ofLibraries;
        }
        int count = driver.devices().size();
        if (index >= count) {
            return "this process may use "
                    + (count == 1 ? "one GPU, cuda:0" : count + " GPUs, cuda:0 to cuda:" + (count - 1));
        }
        if (libtorch != null && !libtorch.checked()) {
            return null;
        }
        String build = libtorch == null ? Natives.CUDA_FLAVOR : libtorch.build();
        String ofKernels = obstacleOfKernels(index, build, pytorch);
        if (ofKernels == null && libtorch == null && !cudaNativesFetched && !mayDownload) {
            return "the CUDA natives are not here yet; train fetches them, or give a local libtorch: --libtorch DIR";
        }
        return ofKernels;
    }

    private String obstacleOfLibraries(LibTorch libtorch) {
        if (libtorch != null) {
            return libtorch.cuda() ? null : "libtorch (" + libtorch.directory() + ") is a CPU build; give a CUDA build";
        }
        if (nativesOnClassPath) {
            return "CPU natives are on the class path, where they shadow those for CUDA; start with ./gan4j";
        }
        return platform.equals(Natives.CUDA_PLATFORM)
                ? null
                : "DJL has no CUDA natives for " + platform + "; give a CUDA build of libtorch: --libtorch DIR";
    }

    /** A build of PyTorch 2.7 has kernels for some GPUs alone: cu128 for 7.5 to 12.0, cu126 for 5.0 to 9.0. */
    private String obstacleOfKernels(int index, String build, String pytorch) {
        Gpu gpu = driver.devices().get(index);
        String named = "cuda:" + index + " (" + gpu + ")";
        if (gpu.capability() == 0) {
            return null;
        }
        if (build.equals("cu128") && gpu.capability() < 75) {
            return named + " is too old for PyTorch's build for CUDA 12.8, which needs 7.5; give one for"
                    + " CUDA 12.6: --libtorch DIR (pip install torch==" + pytorch + " has it)";
        }
        if (build.equals("cu126") && gpu.capability() >= 100) {
            return named + " is too new for PyTorch's build for CUDA 12.6, which ends with 9.0; leave out"
                    + " --libtorch, or give a build for CUDA 12.8";
        }
        return null;
    }

    /** Whether the user may count on a GPU: not without a driver, with all GPUs hidden or with a CPU build. */
    boolean gpuIsExpected(LibTorch libtorch) {
        boolean hidden = visibleDevices != null && driver.devices().isEmpty();
        return driver.present() && !hidden || libtorch != null && libtorch.cuda();
    }
}

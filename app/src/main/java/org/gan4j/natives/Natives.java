package org.gan4j.natives;

import ai.djl.Device;
import com.sun.jna.Function;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.gan4j.UserException;

/**
 * The native libraries of a run, and the device that it computes on.
 *
 * @param source where the libraries come from
 * @param libraries the jar or the folder they are in; {@code null} if they are on the class path
 * @param libtorch the local libtorch, for {@link Source#LIBTORCH}
 * @param device the device
 * @param warning what a person should know about the choice, or {@code null}
 */
public record Natives(Source source, Path libraries, LibTorch libtorch, Device device, String warning) {

    /** The only CUDA flavour of PyTorch 2.7.1 that DJL 0.35.1 has native code for; it serves builds for all of CUDA 12. */
    static final String CUDA_FLAVOR = "cu128";

    /** CUDA 12.0: its later releases run on the same drivers. */
    static final int LEAST_CUDA = 12_000;

    /** Where DJL fetches its natives from. */
    public static final String DOWNLOADS = "https://publish.djl.ai/pytorch";

    static final String TF32_SWITCH = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

    private static final String CUDA_PLATFORM = "linux-x86_64";

    /** Where native libraries come from. */
    public enum Source {
        /** CPU natives that somebody has put on the class path. */
        CLASS_PATH,
        /** The CPU natives beside the program, added to the class path at the start. */
        CPU_JAR,
        /** A local libtorch. */
        LIBTORCH,
        /** CUDA natives that DJL has fetched before. */
        CUDA_CACHE,
        /** CUDA natives that DJL is to fetch now. */
        CUDA_DOWNLOAD
    }

    /**
     * Chooses.
     *
     * @param wanted the device, or {@code null} for a GPU if there is one
     * @param libtorch a local libtorch, or {@code null}
     * @param mayDownload whether CUDA natives may be fetched; if not and none are here, no GPU can be used
     * @param pytorch the version of PyTorch that the program was built for
     * @param machine the machine
     * @return the choice
     * @throws UserException if the wanted device cannot be used, with the cause found
     */
    public static Natives choose(
            Device wanted, LibTorch libtorch, boolean mayDownload, String pytorch, Machine machine) {
        if (libtorch != null) {
            libtorch.requireServed(pytorch);
        }
        if (wanted != null && !wanted.isGpu()) {
            return onCpu(libtorch, machine, null);
        }
        String obstacle = machine.obstacle(pytorch);
        boolean hidden =
                machine.visibleDevices() != null && machine.driver().devices().isEmpty();
        // Whoever has no GPU, hides it or gives a CPU build needs no word of it.
        boolean expected = machine.driver().present() && !hidden || libtorch != null && libtorch.cuda();
        if (obstacle == null && libtorch != null && !libtorch.cuda()) {
            obstacle = "libtorch (" + libtorch.directory() + ") is a CPU build; give a CUDA build";
        }
        if (obstacle == null && libtorch == null && machine.nativesOnClassPath()) {
            obstacle = "CPU natives are on the class path, where they shadow those for CUDA; start with ./gan4j";
        }
        if (obstacle == null && libtorch == null && !machine.platform().equals(CUDA_PLATFORM)) {
            obstacle = "DJL has no CUDA natives for " + machine.platform()
                    + "; give a CUDA build of libtorch: --libtorch DIR";
        }
        int count = machine.driver().devices().size();
        if (obstacle == null && wanted != null && wanted.getDeviceId() >= count) {
            obstacle = "this process may use "
                    + (count == 1 ? "one GPU, cuda:0" : count + " GPUs, cuda:0 to cuda:" + (count - 1));
        }
        Device device = wanted == null ? Device.gpu(0) : wanted;
        if (obstacle == null) {
            obstacle = machine.obstacle(device.getDeviceId(), libtorch, pytorch);
        }
        if (obstacle != null) {
            if (wanted != null) {
                throw new UserException(
                        "device " + name(wanted) + " can not be used: " + obstacle + "; --device cpu works");
            }
            return onCpu(libtorch, machine, expected ? "no GPU is used: " + obstacle : null);
        }
        if (libtorch != null) {
            return new Natives(Source.LIBTORCH, libtorch.directory(), libtorch, device, null);
        }
        if (machine.cudaNativesFetched()) {
            return new Natives(Source.CUDA_CACHE, machine.cudaNatives(), null, device, null);
        }
        if (mayDownload) {
            return new Natives(Source.CUDA_DOWNLOAD, machine.cudaNatives(), null, device, null);
        }
        String missing =
                "the CUDA natives are not here yet; train fetches them, or give a local libtorch: --libtorch DIR";
        if (wanted != null) {
            throw new UserException("device " + name(wanted) + " can not be used: " + missing);
        }
        return onCpu(null, machine, "on the CPU, as " + missing);
    }

    private static Natives onCpu(LibTorch libtorch, Machine machine, String warning) {
        if (libtorch != null) {
            return new Natives(Source.LIBTORCH, libtorch.directory(), libtorch, Device.cpu(), warning);
        }
        if (machine.nativesOnClassPath()) {
            return new Natives(Source.CLASS_PATH, null, null, Device.cpu(), warning);
        }
        if (machine.cpuNatives() == null) {
            throw new UserException(
                    "the CPU natives are not beside the program (natives/pytorch-native-cpu-*.jar); build it again, or give a"
                            + " local libtorch: --libtorch DIR");
        }
        return new Natives(Source.CPU_JAR, machine.cpuNatives(), null, Device.cpu(), warning);
    }

    /** Makes DJL take these libraries; to be called before its engine starts. */
    public void use() {
        switch (source) {
            case CLASS_PATH -> {
                // they are there
            }
            case CPU_JAR -> {
                ClassLoader own = Thread.currentThread().getContextClassLoader();
                Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {url(libraries)}, own));
            }
            case LIBTORCH -> {
                System.setProperty("PYTORCH_LIBRARY_PATH", libraries.toString());
                System.setProperty("PYTORCH_VERSION", libtorch.version());
                // What DJL loads itself, and its own native code. For CUDA that is a library which needs the driver's;
                // without one the rest of a CUDA build runs on the CPU.
                System.setProperty("PYTORCH_FLAVOR", device.isGpu() && !armed() ? CUDA_FLAVOR : "cpu");
            }
            case CUDA_CACHE, CUDA_DOWNLOAD -> System.setProperty("PYTORCH_FLAVOR", CUDA_FLAVOR);
        }
    }

    /**
     * Lets the GPU's matrix products round their factors to TF32, or not; to be called before the engine starts. PyTorch reads its
     * switch when its library loads, from a variable of the process, which C can set but Java can not.
     *
     * @param allowed whether they may
     */
    public static void allowTf32(boolean allowed) {
        Function.getFunction("c", "setenv").invokeInt(new Object[] {TF32_SWITCH, allowed ? "1" : "0", 1});
    }

    /** DJL's native code for ARM has a CPU flavour alone. */
    private static boolean armed() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UserException("the path " + jar + " is no address", e);
        }
    }

    /** For a person: flavour, and where the libraries come from. */
    public String describe() {
        return flavour() + ", " + (libraries == null ? "on the class path" : libraries);
    }

    /** For a person: {@code CPU}, {@code CUDA 12.6} and the like. */
    public String flavour() {
        return switch (source) {
            case CLASS_PATH, CPU_JAR -> "CPU";
            case LIBTORCH -> libtorch.flavour();
            case CUDA_CACHE, CUDA_DOWNLOAD -> "CUDA " + CUDA_FLAVOR.substring(2, 4) + "." + CUDA_FLAVOR.substring(4);
        };
    }

    /**
     * A device as the flag {@code --device} names it.
     *
     * @param device the device
     * @return {@code cpu} or {@code cuda:N}
     */
    public static String name(Device device) {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    }

    /**
     * What to say if the CUDA natives could not be fetched.
     *
     * @param cause why, in a few words
     * @param pytorch the version of PyTorch that the program was built for
     * @return a line for a person
     */
    public static String notFetched(String cause, String pytorch) {
        return "the CUDA natives could not be fetched from " + DOWNLOADS + " (" + cause + "); give a local libtorch "
                + pytorch + ": --libtorch DIR (pip install torch==" + pytorch
                + " has one in site-packages/torch), or train on the CPU: --device cpu";
    }
}

package org.gan4j.natives;

import ai.djl.Device;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
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
 * @param warning what the user should know about the choice, or {@code null}
 */
public record Natives(Source source, Path libraries, LibTorch libtorch, Device device, String warning) {

    /** The only CUDA flavour of PyTorch 2.7.1 that DJL 0.36.0 has native code for; it serves builds for all of CUDA 12. */
    static final String CUDA_FLAVOR = "cu128";

    /** CUDA 12.0: its later releases run on the same drivers. */
    static final int LEAST_CUDA = 12_000;

    /** Where DJL fetches its natives from. */
    public static final String DOWNLOADS = "https://publish.djl.ai/pytorch";

    static final String TF32_SWITCH = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

    static final String CUDA_PLATFORM = "linux-x86_64";

    /** Where native libraries come from. */
    public enum Source {
        /** CPU natives that the user has put on the class path. */
        CLASS_PATH,
        /** The CPU natives that come with the program, added to the class path at the start. */
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
        if (libtorch != null && libtorch.checked()) {
            libtorch.requireServed(pytorch);
        }
        boolean wantsGpu = wanted == null || wanted.isGpu();
        Device gpu = wanted == null ? Device.gpu(0) : wanted;
        String obstacle = wantsGpu ? machine.obstacle(gpu.getDeviceId(), libtorch, mayDownload, pytorch) : null;
        if (wanted != null && obstacle != null) {
            throw new UserException("device " + name(wanted) + " cannot be used: " + obstacle + "; --device cpu works");
        }
        Device device = wantsGpu && obstacle == null ? gpu : Device.cpu();
        String warning = obstacle != null && machine.gpuIsExpected(libtorch) ? "no GPU is used: " + obstacle : null;
        if (libtorch != null) {
            return new Natives(Source.LIBTORCH, libtorch.directory(), libtorch, device, warning);
        }
        if (device.isGpu()) {
            Source source = machine.cudaNativesFetched() ? Source.CUDA_CACHE : Source.CUDA_DOWNLOAD;
            return new Natives(source, machine.cudaNatives(), null, device, warning);
        }
        if (machine.nativesOnClassPath()) {
            return new Natives(Source.CLASS_PATH, null, null, device, warning);
        }
        if (machine.cpuNatives() == null) {
            throw new UserException("the CPU natives are not next to the program (natives/pytorch-native-cpu-*.jar);"
                    + " build it again, or give a local libtorch: --libtorch DIR");
        }
        return new Natives(Source.CPU_JAR, machine.cpuNatives(), null, device, warning);
    }

    /** Makes DJL take these libraries; to be called before its engine starts. */
    public void use() {
        switch (source) {
            case CLASS_PATH -> {
                // DJL finds them there
            }
            case CPU_JAR -> {
                Thread thread = Thread.currentThread();
                thread.setContextClassLoader(
                        new URLClassLoader(new URL[] {url(libraries)}, thread.getContextClassLoader()));
            }
            case LIBTORCH -> {
                System.setProperty("PYTORCH_LIBRARY_PATH", libraries.toString());
                System.setProperty("PYTORCH_VERSION", libtorch.version());
                // The flavour is that of DJL's own native code. That for CUDA needs the driver's library;
                // without a GPU, a CUDA build runs with that for the CPU. For ARM there is no other.
                boolean arm = System.getProperty("os.arch").equals("aarch64");
                String flavor = device.isGpu() && !arm ? CUDA_FLAVOR : "cpu";
                System.setProperty("PYTORCH_FLAVOR", flavor);
                if (!libtorch.checked()) {
                    EngineLibrary.use(libtorch, flavor);
                }
            }
            case CUDA_CACHE, CUDA_DOWNLOAD -> System.setProperty("PYTORCH_FLAVOR", CUDA_FLAVOR);
        }
    }

    /**
     * Lets the GPU's matrix products round their factors to TF32, or not; to be called before the engine starts. PyTorch reads its
     * switch when its library loads, from a variable of the process, which C can set but Java cannot.
     *
     * @param allowed whether they may
     */
    public static void allowTf32(boolean allowed) {
        Function.getFunction("c", "setenv").invokeInt(new Object[] {TF32_SWITCH, allowed ? "1" : "0", 1});
    }

    /**
     * The same of cuDNN's convolutions, by PyTorch's switch for them, {@code torch.backends.cudnn.allow_tf32}, which is on unless somebody
     * turns it off; to be called when the engine has started. Neither DJL nor TorchScript have it, but it is a function of PyTorch's library
     * in the version that this program is made for.
     *
     * @param allowed whether they may
     * @throws UserException if PyTorch's library, as it may be in another version, does not have it
     */
    public static void allowTf32InConvolutions(boolean allowed) {
        NativeLibrary torch = LoadedLibrary.named("libtorch_cpu.so");
        try {
            torch.getFunction("_ZN2at7Context17setAllowTF32CuDNNEb")
                    .invokeVoid(new Object[] {torchContext(torch), allowed ? 1 : 0});
        } catch (UnsatisfiedLinkError e) {
            throw new UserException(
                    "this libtorch has no switch for TF32 in convolutions, which would be rounded in silence: "
                            + e.getMessage(),
                    e);
        }
    }

    /** What {@link #allowTf32InConvolutions} has set. */
    static boolean allowsTf32InConvolutions() {
        NativeLibrary torch = LoadedLibrary.named("libtorch_cpu.so");
        int allowed =
                torch.getFunction("_ZNK2at7Context14allowTF32CuDNNEv").invokeInt(new Object[] {torchContext(torch)});
        return (allowed & 0xff) != 0; // C++ leaves the other bytes as they are
    }

    private static Pointer torchContext(NativeLibrary torch) {
        return torch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UserException("the path " + jar + " is not an address", e);
        }
    }

    /**
     * What every command says of libraries that nobody has checked.
     *
     * @return a line for the user; {@code null} for those that the program was made for
     */
    public String unchecked() {
        return libtorch == null || libtorch.checked()
                ? null
                : "PyTorch " + libtorch.version() + " (" + libtorch.flavour() + ") with " + libtorch.engineLibrary()
                        + ": the program was not made for it, and what it computes may differ";
    }

    /** {@return the flavour, and where the libraries come from, for the user} */
    public String describe() {
        return flavour() + ", " + (libraries == null ? "on the class path" : libraries);
    }

    /** {@return {@code CPU}, {@code CUDA 12.6} and the like, for the user} */
    public String flavour() {
        return switch (source) {
            case CLASS_PATH, CPU_JAR -> "CPU";
            case LIBTORCH -> libtorch.flavour();
            case CUDA_CACHE, CUDA_DOWNLOAD -> cudaRelease(CUDA_FLAVOR);
        };
    }

    /** {@code CUDA 12.8} of {@code cu128}. */
    static String cudaRelease(String build) {
        return "CUDA " + build.substring(2, 4) + "." + build.substring(4);
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
     * @return a line for the user
     */
    public static String notFetched(String cause, String pytorch) {
        return "the CUDA natives could not be fetched from " + DOWNLOADS + " (" + cause + "); give a local libtorch "
                + pytorch + ": --libtorch DIR (pip install torch==" + pytorch
                + " has one in site-packages/torch), or train on the CPU: --device cpu";
    }
}

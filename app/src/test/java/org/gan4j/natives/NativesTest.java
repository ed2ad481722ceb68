package org.gan4j.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import com.sun.jna.Function;
import java.nio.file.Path;
import java.util.List;
import org.gan4j.UserException;
import org.gan4j.natives.Natives.Source;
import org.gan4j.testing.Machines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which libraries and which device, for machines that are not at hand. */
class NativesTest {

    private static final String PYTORCH = "2.7.1";
    private static final LibTorch CUDA_BUILD = new LibTorch(Path.of("/opt/torch/lib"), PYTORCH, "cu126", true);
    private static final LibTorch CPU_BUILD = new LibTorch(Path.of("/opt/torch/lib"), PYTORCH, "cpu", false);
    private static final Machine PLAIN = Machines.with(NvidiaDriver.NONE);
    private static final Machine TWO_GPUS = Machines.with(Machines.driver(12_080, "H100", "H100"));

    private static Natives choose(Device wanted, LibTorch libtorch, Machine machine) {
        return Natives.choose(wanted, libtorch, true, PYTORCH, machine);
    }

    private static void assertChoice(Source source, Device device, Natives chosen) {
        assertEquals(source, chosen.source());
        assertEquals(device, chosen.device());
        assertNull(chosen.warning());
    }

    private static void assertRefused(String message, Device wanted, LibTorch libtorch, Machine machine) {
        UserException refused = assertThrows(UserException.class, () -> choose(wanted, libtorch, machine));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void withoutADriverItIsTheCpu() {
        assertChoice(Source.CPU_JAR, Device.cpu(), choose(null, null, PLAIN));
        assertChoice(Source.CPU_JAR, Device.cpu(), choose(Device.cpu(), null, PLAIN));
        assertChoice(Source.LIBTORCH, Device.cpu(), choose(null, CPU_BUILD, PLAIN));
    }

    @Test
    void withADriverItIsTheGpu() {
        assertChoice(Source.CUDA_DOWNLOAD, Device.gpu(0), choose(null, null, TWO_GPUS));
        assertChoice(Source.CUDA_DOWNLOAD, Device.gpu(1), choose(Device.gpu(1), null, TWO_GPUS));
        assertChoice(Source.CUDA_CACHE, Device.gpu(0), choose(null, null, Machines.fetched(TWO_GPUS.driver())));
        assertChoice(Source.LIBTORCH, Device.gpu(0), choose(null, CUDA_BUILD, TWO_GPUS));
        assertChoice(Source.LIBTORCH, Device.gpu(1), choose(Device.gpu(1), CUDA_BUILD, TWO_GPUS));
    }

    @Test
    void whoAsksForTheCpuFetchesNothing() {
        assertChoice(Source.CPU_JAR, Device.cpu(), choose(Device.cpu(), null, TWO_GPUS));
        assertChoice(Source.LIBTORCH, Device.cpu(), choose(Device.cpu(), CUDA_BUILD, TWO_GPUS));
    }

    /** {@code info} and {@code losses} make do with what is here. */
    @Test
    void lookingAroundFetchesNothing() {
        Natives chosen = Natives.choose(null, null, false, PYTORCH, TWO_GPUS);
        assertEquals(Source.CPU_JAR, chosen.source());
        assertTrue(chosen.warning().contains("CUDA natives are not here yet"), chosen.warning());
        Machine fetched = Machines.fetched(TWO_GPUS.driver());
        assertChoice(Source.CUDA_CACHE, Device.gpu(0), Natives.choose(null, null, false, PYTORCH, fetched));
        UserException refused =
                assertThrows(UserException.class, () -> Natives.choose(Device.gpu(1), null, false, PYTORCH, TWO_GPUS));
        assertEquals(
                "device cuda:1 cannot be used: the CUDA natives are not here yet; train fetches them, or give a local libtorch:"
                        + " --libtorch DIR; --device cpu works",
                refused.getMessage());
    }

    /** The kernels of a build are for some GPUs alone: sm_75 to sm_120 of cu128, sm_50 to sm_90 of cu126 (PyTorch 2.7). */
    @Test
    void aGpuThatTheBuildHasNoKernelsForIsSaid() {
        Machine volta = Machines.with(Machines.driver(12_080, new Gpu("Tesla V100", 70)));
        assertRefused(
                "device cuda:0 cannot be used: cuda:0 (Tesla V100, compute capability 7.0) is too old for PyTorch's build for"
                        + " CUDA 12.8, which needs 7.5; give one for CUDA 12.6: --libtorch DIR (pip install torch==2.7.1 has it)",
                Device.gpu(),
                null,
                volta);
        assertTrue(choose(null, null, volta).warning().startsWith("no GPU is used: cuda:0 (Tesla V100"));
        assertChoice(Source.LIBTORCH, Device.gpu(0), choose(null, CUDA_BUILD, volta));
        Machine turing = Machines.with(Machines.driver(12_080, new Gpu("T4", 75)));
        assertChoice(Source.CUDA_DOWNLOAD, Device.gpu(0), choose(null, null, turing));
        Machine blackwell = Machines.with(Machines.driver(12_080, new Gpu("B200", 100)));
        assertChoice(Source.CUDA_DOWNLOAD, Device.gpu(0), choose(null, null, blackwell));
        assertRefused("is too new for PyTorch's build for CUDA 12.6", Device.gpu(), CUDA_BUILD, blackwell);
    }

    @Test
    void theCauseIsNamed() {
        assertRefused("device cuda:0 cannot be used: there is no NVIDIA driver", Device.gpu(), null, PLAIN);
        assertRefused("there is no NVIDIA driver", Device.gpu(), CUDA_BUILD, PLAIN);
        Machine old = Machines.with(Machines.driver(11_040, "K80"));
        assertRefused("(570.86.15, CUDA 11.4) is too old: PyTorch 2.7.1 needs CUDA 12", Device.gpu(), null, old);
        assertRefused("sees no GPU", Device.gpu(), null, Machines.with(Machines.driver(12_080, new String[0])));
        Machine hidden = new Machine(
                Machines.driver(12_080, new String[0]),
                "",
                "linux-x86_64",
                false,
                Machines.CPU_JAR,
                Path.of("cache"),
                false);
        assertRefused("CUDA_VISIBLE_DEVICES ('') hides every GPU", Device.gpu(), null, hidden);
        assertRefused("2 GPUs, cuda:0 to cuda:1", Device.gpu(2), null, TWO_GPUS);
        assertRefused("one GPU, cuda:0", Device.gpu(1), null, Machines.with(Machines.driver(12_080, "H100")));
        assertRefused("is a CPU build", Device.gpu(), CPU_BUILD, TWO_GPUS);
        Machine shadowed = new Machine(TWO_GPUS.driver(), null, "linux-x86_64", true, null, Path.of("cache"), false);
        assertRefused("CPU natives are on the class path", Device.gpu(), null, shadowed);
        Machine arm =
                new Machine(TWO_GPUS.driver(), null, "linux-aarch64", false, Machines.CPU_JAR, Path.of("cache"), false);
        assertRefused("no CUDA natives for linux-aarch64", Device.gpu(), null, arm);
        NvidiaDriver unseen = new NvidiaDriver(true, "570.86.15", 0, List.of(), "its libcuda.so.1 does not load here");
        assertRefused("does not load here", Device.gpu(), null, Machines.with(unseen));
    }

    /** A GPU that somebody may count on does not stay idle in silence; one that was hidden on purpose does. */
    @Test
    void anIdleGpuIsSaid() {
        Natives old = choose(null, null, Machines.with(Machines.driver(11_040, "K80")));
        assertEquals(Device.cpu(), old.device());
        assertTrue(old.warning().startsWith("no GPU is used: the NVIDIA driver"), old.warning());
        assertTrue(choose(null, CPU_BUILD, TWO_GPUS).warning().contains("is a CPU build"));
        assertTrue(choose(null, CUDA_BUILD, PLAIN).warning().contains("there is no NVIDIA driver"));
        Machine hidden = new Machine(
                Machines.driver(12_080, new String[0]),
                "",
                "linux-x86_64",
                false,
                Machines.CPU_JAR,
                Path.of("cache"),
                false);
        assertChoice(Source.CPU_JAR, Device.cpu(), choose(null, null, hidden));
    }

    @Test
    void anotherVersionOfLibtorchIsRefused() {
        LibTorch other = new LibTorch(Path.of("/opt/torch/lib"), "2.6.0", "cu124", true);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> choose(Device.cpu(), other, PLAIN));
        assertEquals(
                "libtorch (/opt/torch/lib) is version 2.6.0; it must be 2.7.1, e.g. pip install torch==2.7.1",
                refused.getMessage());
    }

    /** Nor are its kernels, which are others than those of the version that the program is made for. */
    @Test
    void anotherVersionWithAnEngineLibraryOfItsOwnIsNotChecked() {
        Path library = Path.of("/opt/built.so");
        LibTorch other = new LibTorch(Path.of("/opt/torch/lib"), "2.11.0", "cu130", true, library);
        Natives chosen = choose(null, other, TWO_GPUS);
        assertChoice(Source.LIBTORCH, Device.gpu(0), chosen);
        assertEquals("CUDA 13.0, unchecked", chosen.flavour());
        assertEquals(
                "PyTorch 2.11.0 (CUDA 13.0, unchecked) with /opt/built.so: the program was not made for it, and what it computes"
                        + " may differ",
                chosen.unchecked());
        Machine blackwell = Machines.with(Machines.driver(13_000, new Gpu("B200", 100)));
        LibTorch old = new LibTorch(Path.of("/opt/torch/lib"), "2.11.0", "cu126", true, library);
        assertChoice(Source.LIBTORCH, Device.gpu(0), choose(null, old, blackwell));
        assertRefused("there is no NVIDIA driver", Device.gpu(), other, PLAIN);
        assertNull(choose(null, CUDA_BUILD, TWO_GPUS).unchecked());
    }

    @ParameterizedTest
    @CsvSource({
        "2.7.1, cu118, is a build for cu118; it must be one for CUDA 12 or for the CPU",
        "2.7.1, rocm6.3, is a build for rocm6.3; it must be one for CUDA 12 or for the CPU",
        "2.7.1, xpu, is a build for xpu; it must be one for CUDA 12 or for the CPU",
        "2.7.1rc1, cu126, is version 2.7.1rc1; it must be 2.7.1"
    })
    void anotherBuildOfLibtorchIsRefused(String version, String build, String message) {
        LibTorch other = new LibTorch(Path.of("/opt/torch/lib"), version, build, true);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> choose(Device.cpu(), other, PLAIN));
        assertEquals("libtorch (/opt/torch/lib) " + message + ", e.g. pip install torch==2.7.1", refused.getMessage());
    }

    @Test
    void saysWhatItIs() {
        assertEquals(
                "CUDA 12.6, /opt/torch/lib", choose(null, CUDA_BUILD, TWO_GPUS).describe());
        assertEquals("CPU, " + Machines.CPU_JAR, choose(null, null, PLAIN).describe());
        assertEquals("CUDA 12.8", choose(null, null, TWO_GPUS).flavour());
    }

    /** Java's own copy of the environment does not change; the C library's, which PyTorch reads, does. */
    @Test
    void theSwitchForTf32IsSetWhereTheEngineReadsIt() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the C library of Linux");
        Function read = Function.getFunction("c", "getenv");
        for (boolean allowed : new boolean[] {true, false}) {
            Natives.allowTf32(allowed);
            assertEquals(allowed ? "1" : "0", read.invokeString(new Object[] {Natives.TF32_SWITCH}, false));
        }
    }

    /** Read back from PyTorch itself: what {@code torch.backends.cudnn.allow_tf32} shows, with a GPU or without. */
    @Test
    void theSwitchForConvolutionsIsPyTorchsOwn() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "GPUs are those of Linux");
        Engine.getEngine("PyTorch");
        for (boolean allowed : new boolean[] {false, true}) {
            Natives.allowTf32InConvolutions(allowed);
            assertEquals(allowed, Natives.allowsTf32InConvolutions());
        }
    }
}

package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.natives.Gpu;
import org.gan4j.natives.Machine;
import org.gan4j.natives.NvidiaDriver;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.RunDirectory;
import org.gan4j.testing.Cli;
import org.gan4j.testing.Machines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Devices, natives and sizes that cannot be had: one line, and nothing is left. */
class DeviceBadInputTest {

    @TempDir
    Path temp;

    private Machine machine = Machines.with(NvidiaDriver.NONE);

    /** A dry run says so too. */
    private void assertRefusedBeforeTheStart(int code, String message, String... flags) {
        assertRefused(code, message, flags);
        List<String> dry = new ArrayList<>(List.of(flags));
        dry.add("--dry-run");
        assertRefused(code, message, dry.toArray(String[]::new));
    }

    private void assertRefused(int code, String message, String... flags) {
        String[] args = new String[flags.length + 3];
        args[0] = "train";
        args[1] = "--out";
        args[2] = temp.resolve("run").toString();
        System.arraycopy(flags, 0, args, 3, flags.length);
        Cli.Result result = Cli.run(Gan4j.commandLine(() -> machine), args);
        assertEquals(code, result.code(), result.err());
        assertEquals("gan4j: " + message, result.errLines().get(0));
        assertEquals(code == 2 ? 2 : 1, result.errLines().size(), result.err());
        assertFalse(Files.exists(temp.resolve("run")));
    }

    @Test
    void cudaNamesTheCause() {
        assertRefusedBeforeTheStart(
                1,
                "device cuda:0 cannot be used: there is no NVIDIA driver on this machine; --device cpu works",
                "--device",
                "cuda");
        machine = Machines.with(Machines.driver(12_080, "H100"));
        assertRefusedBeforeTheStart(
                1,
                "device cuda:1 cannot be used: this process may use one GPU, cuda:0; --device cpu works",
                "--device",
                "cuda:1");
        assertRefusedBeforeTheStart(2, "device (gpu) must be auto, cpu, cuda or cuda:N, N from 0", "--device", "gpu");
    }

    @Test
    void aPrecisionThatTheDeviceLacksIsSaid() {
        assertRefusedBeforeTheStart(
                2,
                "precision (tf32) is a GPU's; this run is on the CPU: give float32 or bfloat16",
                "--precision",
                "tf32");
        assertRefusedBeforeTheStart(2, "precision (fp16) must be float32, tf32 or bfloat16", "--precision", "fp16");
        assertRefusedBeforeTheStart(
                2,
                "precision (bfloat16) does not go with --spectral-norm, whose layers need every bit of their singular vectors;"
                        + " give float32 or tf32",
                "--precision",
                "bfloat16",
                "--spectral-norm");
        machine = Machines.fetched(Machines.driver(12_080, new Gpu("T4", 75)));
        for (String precision : List.of("tf32", "bfloat16")) {
            assertRefusedBeforeTheStart(
                    2,
                    "precision (" + precision
                            + ") needs a GPU of compute capability 8.0 or newer; cuda:0 is T4, compute"
                            + " capability 7.5: give float32",
                    "--precision",
                    precision);
        }
    }

    @Test
    void aWrongLibtorchIsSaid() throws IOException {
        String library = System.mapLibraryName("torch");
        assertRefusedBeforeTheStart(
                2,
                "libtorch (" + temp + ") must be a folder with " + library + " or lib/" + library
                        + " in it, e.g. .../site-packages/torch",
                "--libtorch",
                temp.toString());
        Files.createDirectories(temp.resolve("lib"));
        Files.createFile(temp.resolve("lib").resolve(library));
        Files.writeString(temp.resolve("build-version"), "2.6.0+cu124\n");
        assertRefusedBeforeTheStart(
                2,
                "libtorch (" + temp.resolve("lib")
                        + ") is version 2.6.0; it must be 2.7.1, e.g. pip install torch==2.7.1",
                "--libtorch",
                temp.toString());
    }

    /** The real start would fetch some gigabytes into the folder, whose parent it would make. */
    @Test
    void aDryRunFetchesNothing() {
        machine = Machines.with(Machines.driver(12_080, "H100"));
        Cli.Result result = Cli.run(Gan4j.commandLine(() -> machine), "train", "--device", "cuda", "--dry-run");
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        assertFalse(Files.exists(machine.cudaNatives().getParent()));
    }

    @ParameterizedTest
    @CsvSource({"--batch-size,batch-size", "--latent,latent", "--g-hidden,g-hidden", "--d-hidden,d-hidden"})
    void absurdSizesAreSaid(String flag, String name) {
        assertRefused(2, name + " (2000000000) must be at most 1000000", flag, "2000000000");
    }

    /** 10¹² bytes of weights are refused by the system's own memory limits; the message comes from PyTorch 2.7.1. */
    @Test
    void tooLargeNetworksAreSaid() {
        machine = Machine.detect(Versions.PYTORCH);
        assertRefused(
                1,
                "out of memory: 4000.0 GB more were asked for; lower --batch-size, or the widths --g-hidden, --d-hidden and"
                        + " --latent",
                "--dataset",
                "gaussian",
                "--quiet",
                "--g-hidden",
                "1000000,1000000");
    }

    /** The text is PyTorch's (c10/cuda/CUDACachingAllocator.cpp, 2.7.1), the numbers are made up. */
    @Test
    void aFullGpuIsSaid() throws Exception {
        RuntimeException full = new IllegalStateException(
                "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 1 has a total"
                        + " capacity of 79.10 GiB of which 12.31 MiB is free. Including non-PyTorch memory, this process has ...");
        assertEquals(
                "gan4j: cuda:1 is out of memory: 20.00 MiB more were asked for, 12.31 MiB of 79.10 GiB are free; lower"
                        + " --batch-size, or the widths --g-hidden, --d-hidden and --latent",
                said(full));
    }

    /** The texts are PyTorch's (c10/cuda/CUDAException.cpp and aten/src/ATen/cuda/Exceptions.h, 2.7.1). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some other API call",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"
            })
    void aGpuThatIsFullWithoutASizeIsSaid(String message) throws Exception {
        assertEquals(
                "gan4j: the GPU is out of memory, maybe by other processes (nvidia-smi shows them); lower --batch-size, or the"
                        + " widths --g-hidden, --d-hidden and --latent",
                said(new EngineException(message)));
    }

    /** The batch takes 2·10⁶·10⁵ numbers in D's hidden layer, which the system refuses the engine. */
    @Test
    void theLastCheckpointStays() throws Exception {
        Path run = temp.resolve("run");
        List<String> small = List.of("--quiet", "--batch-size", "1", "--tick", "1", "--checkpoint-every", "1");
        List<String> first = new ArrayList<>(List.of("train", "--dataset", "gaussian", "--out", run.toString()));
        first.addAll(List.of("--g-hidden", "4", "--d-hidden", "100000", "--steps", "2"));
        first.addAll(small);
        assertEquals(0, Cli.run(first).code());
        Cli.Result full =
                Cli.run("train", "--resume", run.toString(), "--force", "--steps", "4", "--batch-size", "1000000");
        assertEquals(1, full.code());
        assertEquals(
                "gan4j: out of memory: 800.0 GB more were asked for; lower --batch-size, or the widths --g-hidden, --d-hidden and"
                        + " --latent",
                full.errLines().get(full.errLines().size() - 1));
        assertEquals(
                2,
                Checkpoint.open(RunDirectory.open(run).checkpoints().last())
                        .position()
                        .step());
        Cli.Result on =
                Cli.run("train", "--resume", run.toString(), "--force", "--steps", "4", "--batch-size", "1", "--quiet");
        assertEquals(0, on.code(), on.err());
        assertEquals(
                4,
                Checkpoint.open(RunDirectory.open(run).checkpoints().last())
                        .position()
                        .step());
    }

    @Test
    void aFullHeapIsSaid() throws Exception {
        CommandLine line = Gan4j.commandLine();
        CommandLine.ExecutionException thrown = assertThrows(
                CommandLine.ExecutionException.class,
                () -> Gan4j.guarded(line.parseArgs("presets"), parsed -> {
                    throw new OutOfMemoryError("Java heap space");
                }));
        String said = said((Exception) thrown.getCause());
        assertTrue(said.matches("gan4j: Java's memory of \\d+ MB is full \\(Java heap space\\); .*-Xmx4g.*"), said);
    }

    private static String said(Exception failure) throws Exception {
        CommandLine commandLine = Gan4j.commandLine();
        StringWriter err = new StringWriter();
        commandLine.setErr(new PrintWriter(err, true));
        assertEquals(
                1, commandLine.getExecutionExceptionHandler().handleExecutionException(failure, commandLine, null));
        List<String> lines = err.toString().lines().toList();
        assertEquals(1, lines.size(), err.toString());
        return lines.get(0);
    }
}

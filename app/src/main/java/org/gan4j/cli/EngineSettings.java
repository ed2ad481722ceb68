package org.gan4j.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Utils;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.gan4j.UserException;
import org.gan4j.config.KnownNames;
import org.gan4j.config.TrainConfig;
import org.gan4j.model.Precision;
import org.gan4j.natives.CudaDownload;
import org.gan4j.natives.Gpu;
import org.gan4j.natives.LibTorch;
import org.gan4j.natives.Machine;
import org.gan4j.natives.Natives;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where and with how many threads the engine computes: flags of every command that starts it. */
final class EngineSettings {

    private static final String ENGINE = "PyTorch";

    /** Far beyond what helps; some thousands bring a machine to a halt before anybody can stop them. */
    private static final int MOST_THREADS = 256;

    private static final class Devices extends KnownNames {
        Devices() {
            super("device", () -> List.of("auto", "cpu", "cuda"));
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            completionCandidates = Devices.class,
            defaultValue = "auto",
            description = "auto, cpu, cuda or cuda:N. auto takes a GPU if there is one. Default: ${DEFAULT-VALUE}.")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "auto",
            description = "Threads of the engine on a CPU. More than the free cores make small networks slower."
                    + " auto: 1, and more for a training of large networks or batches. Default: ${DEFAULT-VALUE}.")
    private String threadsWanted;

    private int threads = 1;

    /** Of a training; null for whatever the process has been told. */
    private Precision precision;

    @Option(
            names = "--libtorch",
            paramLabel = "DIR",
            description =
                    "A local libtorch of the same version instead of DJL's natives, e.g. .../site-packages/torch of"
                            + " pip's. Default: the variable GAN4J_LIBTORCH, if it is set.")
    private Path libtorch;

    /** Looks at the machine; a test puts another one in its place. */
    static Supplier<Machine> machine = () -> Machine.detect(Versions.pytorch());

    private Natives natives;

    /** What must be set before the engine's first class is loaded. */
    static void beforeEngine() {
        // DJL reports usage to its makers unless told not to, and probes a cloud address for it.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("java.awt.headless", "true");
        // TorchScript's optimizer rewrites a function after its first
        // calls: a resumed run would not repeat the last bit.
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
    }

    /**
     * Loads the engine for a training, with as many threads as help it unless their number was given.
     *
     * @param config what to train
     * @return a manager on the chosen device
     */
    NDManager startFor(TrainConfig config) {
        suit(config);
        return start();
    }

    /**
     * Refuses what {@link #startFor} would refuse before the engine is loaded, and warns as it would; loads and fetches nothing.
     *
     * @param config what to train
     */
    void checkFor(TrainConfig config) {
        suit(config);
        choose(true);
        warn();
    }

    private void suit(TrainConfig config) {
        threads = Threads.suiting(config, Runtime.getRuntime().availableProcessors());
        precision = config.model().precision();
    }

    /**
     * Loads the engine. On a machine with a GPU and without CUDA natives, DJL fetches those now.
     *
     * @return a manager on the chosen device
     */
    NDManager start() {
        NDManager manager = start(true);
        warn();
        return manager;
    }

    private void warn() {
        if (natives.warning() != null) {
            command.commandLine().getErr().println("gan4j: warning: " + natives.warning());
        }
    }

    /**
     * Loads the engine with what is here; on the CPU, if CUDA natives would have to be fetched and no GPU was asked for.
     *
     * @return a manager on the chosen device
     */
    NDManager startWithoutDownload() {
        return start(false);
    }

    private NDManager start(boolean mayDownload) {
        choose(mayDownload);
        if (precision != null && natives.device().isGpu()) {
            Natives.allowTf32(precision == Precision.TF32);
        }
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        natives.use();
        Engine engine = natives.source() == Natives.Source.CUDA_DOWNLOAD ? fetchedEngine() : engine();
        NDManager manager = NDManager.newBaseManager(natives.device(), ENGINE);
        if (natives.device().isGpu()) {
            tryDevice(manager);
        }
        return manager;
    }

    /** Threads, natives and device. */
    private void choose(boolean mayDownload) {
        if (!threadsWanted.equals("auto")) {
            threads = givenThreads();
        }
        Device wanted = parseDevice();
        try {
            natives = Natives.choose(wanted, localLibtorch(), mayDownload, Versions.pytorch(), machine.get());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
        if (precision != null) {
            checkPrecision(natives.device());
        }
    }

    private void checkPrecision(Device chosen) {
        if (!chosen.isGpu()) {
            if (precision == Precision.TF32) {
                throw new ParameterException(
                        command.commandLine(),
                        "precision (tf32) is a GPU's; this run is on the CPU: give float32 or bfloat16");
            }
            return;
        }
        Gpu gpu = machine.get().driver().devices().get(chosen.getDeviceId());
        if (precision != Precision.FLOAT32 && !gpu.multipliesTf32AndBfloat16()) {
            throw new ParameterException(
                    command.commandLine(),
                    "precision (" + precision + ") needs a GPU of compute capability 8.0 or newer; "
                            + Natives.name(chosen) + " is " + gpu + ": give float32");
        }
    }

    private int givenThreads() {
        try {
            int given = Integer.parseInt(threadsWanted);
            if (given >= 1 && given <= MOST_THREADS) {
                return given;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        throw new ParameterException(
                command.commandLine(),
                "threads (" + threadsWanted + ") must be auto or a number from 1 to " + MOST_THREADS);
    }

    private LibTorch localLibtorch() {
        Path given = libtorch;
        if (given == null) {
            String variable = System.getenv("GAN4J_LIBTORCH");
            given = variable == null || variable.isEmpty() ? null : Path.of(variable);
        }
        return given == null ? null : LibTorch.at(given);
    }

    private Engine fetchedEngine() {
        CudaDownload download = new CudaDownload(
                natives.libraries(), Versions.pytorch(), command.commandLine().getErr());
        try {
            return download.during(() -> Engine.getEngine(ENGINE));
        } catch (EngineException e) {
            Throwable cause = rootCause(e);
            if (cause instanceof IOException) {
                String why = cause instanceof UnknownHostException ? "no network" : cause.getMessage();
                throw new UserException(Natives.notFetched(why, Versions.pytorch()), e);
            }
            throw refused(e);
        }
    }

    /** The driver promises devices; whether PyTorch can work with this one shows when it does. */
    private void tryDevice(NDManager manager) {
        try (NDArray one = manager.ones(new Shape(1))) {
            one.addi(one);
        } catch (EngineException e) {
            manager.close();
            String line = e.getMessage().strip().lines().findFirst().orElse("no reason given");
            throw new UserException(
                    "device " + Natives.name(natives.device()) + " cannot be used: " + line + "; driver "
                            + machine.get().driver() + "; --device cpu trains without it",
                    e);
        }
    }

    /** The choice that {@link #start} made. */
    Natives natives() {
        return natives;
    }

    /** The threads of the engine. */
    int threads() {
        return threads;
    }

    /** How many threads the engine takes, for a person. */
    String describeThreads() {
        int cores = Runtime.getRuntime().availableProcessors();
        return threadsWanted.equals("auto") && cores > 1
                ? "1, and up to " + cores + " for a training of large networks or batches"
                : String.valueOf(threads);
    }

    /** The device that a manager is on, for a person. */
    String describe(NDManager manager) {
        Device chosen = manager.getDevice();
        return chosen.isGpu() ? Natives.name(chosen) : "cpu, " + threads + (threads == 1 ? " thread" : " threads");
    }

    static String engineName() {
        return ENGINE + " " + engine().getVersion();
    }

    static Engine engine() {
        try {
            return Engine.getEngine(ENGINE);
        } catch (EngineException | IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static UserException refused(Exception e) {
        Throwable cause = rootCause(e);
        String why = cause instanceof FileSystemException file
                ? "its libraries can not be unpacked into " + Utils.getEngineCacheDir("pytorch") + " ("
                        + file.getClass().getSimpleName() + ": " + file.getMessage()
                        + "); let DJL_CACHE_DIR name a folder that can be written"
                : cause.getMessage();
        return new UserException("the PyTorch engine does not start: " + why, e);
    }

    private static Throwable rootCause(Throwable e) {
        return e.getCause() == null ? e : rootCause(e.getCause());
    }

    /** The device that was asked for, or null for "what there is". */
    private Device parseDevice() {
        return switch (device) {
            case "auto" -> null;
            case "cpu" -> Device.cpu();
            case "cuda" -> Device.gpu();
            default -> {
                if (device.matches("cuda:\\d{1,3}")) {
                    yield Device.gpu(Integer.parseInt(device.substring("cuda:".length())));
                }
                throw new ParameterException(
                        command.commandLine(), "device (" + device + ") must be auto, cpu, cuda or cuda:N, N from 0");
            }
        };
    }
}

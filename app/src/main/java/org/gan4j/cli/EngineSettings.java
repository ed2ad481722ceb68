package org.gan4j.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where and with how many threads the engine computes: flags of every command that starts it. */
final class EngineSettings {

    private static final String ENGINE = "PyTorch";

    /** Far beyond what helps; some thousands bring a machine to a halt before anybody can stop them. */
    private static final int MOST_THREADS = 256;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description =
                    "auto, cpu, cuda or cuda:N. auto takes a GPU if the engine sees one. Default: ${DEFAULT-VALUE}.")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the engine on a CPU. More than the free cores make small networks slower."
                    + " Default: ${DEFAULT-VALUE}.")
    private int threads;

    /** What must be set before the engine's first class is loaded. */
    static void beforeEngine() {
        // DJL reports usage to its makers unless told not to, and probes a cloud address for it.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("java.awt.headless", "true");
        // TorchScript's optimizer rewrites a function after its first calls: a resumed run would not repeat the last
        // bit.
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
    }

    /**
     * Loads the engine.
     *
     * @return a manager on the chosen device
     */
    NDManager start() {
        if (threads < 1) {
            throw new ParameterException(command.commandLine(), "threads (" + threads + ") must be at least 1");
        }
        if (threads > MOST_THREADS) {
            throw new ParameterException(
                    command.commandLine(), "threads (" + threads + ") must be at most " + MOST_THREADS);
        }
        Device wanted = parseDevice();
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Engine engine = engine();
        if (wanted == null) {
            wanted = engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
        } else if (wanted.isGpu() && wanted.getDeviceId() >= engine.getGpuCount()) {
            throw new CommandFailure(
                    "device " + device + " was asked for, but the engine sees " + engine.getGpuCount()
                            + " CUDA devices; use --device cpu, or start with the CUDA natives: GAN4J_NATIVES=cuda ./gan4j ... (see README)");
        }
        return NDManager.newBaseManager(wanted, ENGINE);
    }

    /** The threads that were asked for. */
    int threads() {
        return threads;
    }

    /** The device that a manager is on, for a person. */
    String describe(NDManager manager) {
        Device chosen = manager.getDevice();
        return chosen.isGpu()
                ? "cuda:" + chosen.getDeviceId()
                : "cpu, " + threads + (threads == 1 ? " thread" : " threads");
    }

    static String engineName() {
        return ENGINE + " " + engine().getVersion();
    }

    static Engine engine() {
        try {
            return Engine.getEngine(ENGINE);
        } catch (EngineException | IllegalArgumentException e) {
            throw new CommandFailure(
                    "the PyTorch engine does not start: " + rootCause(e).getMessage(), e);
        }
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

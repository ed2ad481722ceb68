package org.gan4j.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import org.gan4j.UserException;
import org.gan4j.model.Precision;
import org.gan4j.natives.CudaDownload;
import org.gan4j.natives.Gpu;
import org.gan4j.natives.Machine;
import org.gan4j.natives.Natives;

/**
 * The engine as it is about to be loaded.
 *
 * @param natives its libraries, and the device
 * @param threads how many it computes with on a CPU
 * @param precision of a training; {@code null} for whatever the process has been told
 * @param machine what there is
 * @param err where a download is shown
 */
record EngineStart(Natives natives, int threads, Precision precision, Machine machine, PrintWriter err) {

    private static final String ENGINE = "PyTorch";

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
     * Loads the engine.
     *
     * @return a manager on the chosen device
     * @throws UserException if it does not start, or cannot use the device
     */
    NDManager start() {
        if (precision != null && natives.device().isGpu()) {
            Natives.allowTf32(precision == Precision.TF32);
        }
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        natives.use();
        NDManager manager = engine().newBaseManager(natives.device());
        if (natives.device().isGpu()) {
            Natives.allowTf32InConvolutions(precision == Precision.TF32);
            tryDevice(manager);
        }
        return manager;
    }

    /**
     * Checks that the device has what the training wants.
     *
     * @throws IllegalArgumentException if it lacks it
     */
    void checkPrecision() {
        Device device = natives.device();
        if (precision == Precision.TF32 && !device.isGpu()) {
            throw new IllegalArgumentException(
                    "precision (tf32) is a GPU's; this run is on the CPU: give float32 or bfloat16");
        }
        if (device.isGpu() && precision != null && precision != Precision.FLOAT32) {
            Gpu gpu = machine.driver().devices().get(device.getDeviceId());
            if (!gpu.multipliesTf32AndBfloat16()) {
                throw new IllegalArgumentException("precision (" + precision
                        + ") needs a GPU of compute capability 8.0 or newer; " + Natives.name(device) + " is " + gpu
                        + ": give float32");
            }
        }
    }

    private Engine engine() {
        try {
            return natives.source() == Natives.Source.CUDA_DOWNLOAD
                    ? new CudaDownload(natives.libraries(), Versions.PYTORCH, err)
                            .during(() -> Engine.getEngine(ENGINE))
                    : Engine.getEngine(ENGINE);
        } catch (EngineException | IllegalArgumentException e) {
            throw new UserException(refusal(rootCause(e)), e);
        }
    }

    private String refusal(Throwable cause) {
        if (natives.source() == Natives.Source.CUDA_DOWNLOAD && cause instanceof IOException) {
            String why = cause instanceof UnknownHostException ? "no network" : cause.getMessage();
            return Natives.notFetched(why, Versions.PYTORCH);
        }
        return "the PyTorch engine does not start: " + reason(cause);
    }

    /** What keeps an engine from starting, for a person. */
    static String reason(Throwable cause) {
        String folder = Utils.getEngineCacheDir("pytorch").toString();
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof FileSystemException || cause.getClass() == IOException.class) {
            String kind =
                    cause instanceof FileSystemException ? cause.getClass().getSimpleName() + ": " : "";
            return "its libraries cannot be unpacked into " + folder + " (" + kind + said
                    + "); let DJL_CACHE_DIR name a folder that can be written";
        }
        return said.contains("failed to map segment") && said.contains(folder)
                ? said
                        + "; where no program may be started (mount option noexec), let DJL_CACHE_DIR name another folder"
                : said;
    }

    static Throwable rootCause(Throwable e) {
        return e.getCause() == null ? e : rootCause(e.getCause());
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
                            + machine.driver() + "; --device cpu trains without it",
                    e);
        }
    }

    /** The device that a manager is on, for a person. */
    String describe(NDManager manager) {
        Device chosen = manager.getDevice();
        return chosen.isGpu() ? Natives.name(chosen) : "cpu, " + threads + (threads == 1 ? " thread" : " threads");
    }

    /** The engine that runs, with its version and the build of its libraries. */
    String engineName() {
        return ENGINE + " " + Engine.getEngine(ENGINE).getVersion() + " (" + natives.flavour() + ")";
    }
}

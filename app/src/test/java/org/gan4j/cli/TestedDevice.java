package org.gan4j.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.gan4j.model.Precision;
import org.gan4j.natives.Machine;
import org.gan4j.natives.Natives;

/**
 * The device of the tests tagged gpu, {@code -Dgan4j.device}, with the engine started on it as the program does that: with DJL's natives, or
 * with the libtorch and the engine library that the environment names. {@code cpu} shows no more than that the tests run.
 */
public final class TestedDevice {

    private static Device started;

    private TestedDevice() {}

    /**
     * Starts the engine, once a process. A test without the property, or without a usable GPU, is skipped.
     *
     * @return the device
     */
    public static synchronized Device start() {
        String wanted = System.getProperty("gan4j.device", "");
        assumeTrue(!wanted.isEmpty(), "needs an NVIDIA GPU; where there is one, run ./mvnw verify -Pgpu");
        Device device = wanted.equals("cpu") ? Device.cpu() : Device.gpu(Integer.parseInt(wanted.replace("cuda:", "")));
        if (device.isGpu()) {
            // Before the engine starts: without a driver the natives for CUDA do not even load.
            String obstacle = Machine.detect(Versions.PYTORCH).obstacle(Versions.PYTORCH);
            assumeTrue(obstacle == null, "needs an NVIDIA GPU: " + obstacle);
        }
        start(device, Precision.FLOAT32);
        return device;
    }

    /**
     * Starts the engine for trainings of one precision.
     *
     * @param device the device
     * @param precision what the process is told of TF32
     */
    public static synchronized void start(Device device, Precision precision) {
        if (started == null) {
            EngineStart.beforeEngine();
            Machine here = Machine.detect(Versions.PYTORCH);
            Natives natives = Natives.choose(device, EngineFlags.libtorch(null), true, Versions.PYTORCH, here);
            new EngineStart(natives, 1, precision, here, new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                    .start()
                    .close();
            started = device;
        }
    }
}

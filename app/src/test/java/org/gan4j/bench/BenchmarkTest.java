package org.gan4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Random;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ImageSet;
import org.gan4j.data.RealData;
import org.gan4j.data.ResidentImages;
import org.junit.jupiter.api.Test;

class BenchmarkTest {

    /** A part that is renamed in the loop would be counted with the host, and be 0 here. */
    @Test
    void everyPartOfTheLoopIsSeen() {
        byte[] pixels = new byte[200 * 8 * 8];
        new Random(1).nextBytes(pixels);
        ImageSet images = new ImageSet(8, 8, 10, pixels, new byte[200]);
        int rounds = 3;
        int steps = 400;
        TrainConfig config = Configs.small()
                .loss("softmax") // one that does not state its slopes: it is a part of its own
                .penalties("gp:10")
                .tick(steps)
                .steps((4 + 2 * rounds) * steps + 1)
                .build();

        Measurement measured;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                RealData data = new ResidentImages(manager, images, 1)) {
            measured = Benchmark.run(config, data, rounds, manager);
        }

        assertTrue(measured.loop().low() > 0, measured.toString());
        assertTrue(measured.floor().low() > measured.loop().high(), measured.toString());
        assertTrue(measured.ratio().high() < 1, measured.toString());
        double whole = 0;
        for (StepPart part : StepPart.values()) {
            double milliseconds = measured.parts().get(part);
            assertTrue(milliseconds > 0, part + " in " + measured);
            whole += milliseconds;
        }
        // A step has a dozen calls that none of its parts can do without, and more kernels than calls.
        assertTrue(measured.calls().calls() > 12, measured.toString());
        assertTrue(measured.calls().kernels() > measured.calls().calls(), measured.toString());
        assertEquals(1e3 / measured.callByCall().median(), whole, 1e-9 * whole);
    }

    /** Steps that are one program each are played call by call where their parts are looked at. */
    @Test
    void thePartsOfAProgramAreSeen() {
        byte[] pixels = new byte[200 * 8 * 8];
        new Random(1).nextBytes(pixels);
        ImageSet images = new ImageSet(8, 8, 10, pixels, new byte[200]);
        TrainConfig config = Configs.small()
                .loss("non-saturating")
                .tick(400)
                .steps((4 + 2) * 400 + 1)
                .build();
        Measurement measured;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                RealData data = new ResidentImages(manager, images, 1)) {
            measured = Benchmark.run(config, data, 1, manager);
        }
        assertTrue(measured.calls().calls() <= 2, measured.toString());
        assertTrue(measured.callByCall().median() < measured.loop().median(), measured.toString());
        measured.parts().forEach((part, milliseconds) -> {
            if (part != StepPart.PENALTY) { // there is none, and little time to find that
                assertEquals(part != StepPart.LOSS, milliseconds > 0, part + " in " + measured);
            }
        });
    }

    @Test
    void aRoundHasAtLeastOneStep() {
        assertEquals(64, Benchmark.stepsPerRound(64));
        assertEquals(1, Benchmark.stepsPerRound(100_000));
    }
}

package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

    private static float[] draw(long seed, Consumer<RandomStreams> stream) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            stream.accept(new RandomStreams(manager.getEngine(), seed, 0));
            return manager.randomNormal(new Shape(8)).toFloatArray();
        }
    }

    @Test
    void followFromSeedAndPurpose() {
        assertArrayEquals(draw(3, s -> s.startStep(5)), draw(3, s -> s.startStep(5)));
        assertArrayEquals(draw(3, RandomStreams::startSamples), draw(3, RandomStreams::startSamples));
    }

    @Test
    void areAllDifferent() {
        Set<String> draws = new HashSet<>();
        for (long seed = -2; seed <= 2; seed++) {
            draws.add(Arrays.toString(draw(seed, RandomStreams::startInitialization)));
            draws.add(Arrays.toString(draw(seed, RandomStreams::startSamples)));
            for (long step = 0; step < 10; step++) {
                long current = step;
                draws.add(Arrays.toString(draw(seed, s -> s.startStep(current))));
            }
        }
        assertEquals(5 * 12, draws.size());
    }
}

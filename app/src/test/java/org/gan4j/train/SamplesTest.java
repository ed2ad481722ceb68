package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.model.Network;
import org.gan4j.model.SampleSpace;
import org.junit.jupiter.api.Test;

class SamplesTest {

    /** Part by part is the same as at once, up to the order in which a product of another size may be summed. */
    @Test
    void manyAreMadeInParts() {
        TrainConfig config = Configs.small().build();
        try (NDManager manager = NDManager.newBaseManager();
                NDManager scope = manager.newSubManager()) {
            Network generator = Players.generator(config, new SampleSpace(2, null, 0), manager);
            NDArray input = scope.randomNormal(new Shape(2_300, config.model().latent()));
            NDArray samples = Samples.of(generator, input);
            assertEquals(new Shape(2_300, 2), samples.getShape());
            assertArrayEquals(generator.inference().forward(input).toFloatArray(), samples.toFloatArray(), 1e-6f);
            assertSame(scope, samples.getManager());
        }
    }
}

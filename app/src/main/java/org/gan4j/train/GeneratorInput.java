package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.gan4j.config.TrainConfig;

/** What a generator is given to draw samples that a person looks at. */
public final class GeneratorInput {

    /** Asks for the classes in turn. */
    public static final int EVERY_CLASS = -1;

    private GeneratorInput() {}

    /**
     * Draws noise, and tells the class beside it if the generator knows classes.
     *
     * @param config the configuration of the generator
     * @param classes the number of classes in its data
     * @param count how many samples are wanted
     * @param wanted the class of all samples, or {@link #EVERY_CLASS}
     * @param manager owns the input
     * @return {@code [count, latent]}, or {@code [count, latent + classes]}
     */
    public static NDArray draw(TrainConfig config, int classes, int count, int wanted, NDManager manager) {
        NDArray noise = manager.randomNormal(new Shape(count, config.model().latent()));
        if (!config.techniques().conditional()) {
            return noise;
        }
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = wanted == EVERY_CLASS ? i % classes : wanted;
        }
        try (NDArray noiseAlone = noise;
                NDArray indices = manager.create(labels);
                NDArray oneHot = indices.oneHot(classes)) {
            return noiseAlone.concat(oneHot, 1);
        }
    }
}

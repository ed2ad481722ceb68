package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** What the normalizing layers have in common: a scale and a shift a channel, which begin at 1 and 0. */
final class ChannelScale {

    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    /** What is added to a variance, as PyTorch does by default. */
    static final float EPSILON = 1e-5f;

    private ChannelScale() {}

    static List<Layer.Weight> weights(int channels) {
        return List.of(
                new Layer.Weight(WEIGHT, new Shape(channels), true), new Layer.Weight(BIAS, new Shape(channels), true));
    }

    static List<NDArray> initialise(NDManager manager, int channels) {
        return List.of(manager.ones(new Shape(channels)), manager.zeros(new Shape(channels)));
    }
}

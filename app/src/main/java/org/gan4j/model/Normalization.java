package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A layer that brings pictures to mean 0 and variance 1, and then gives each channel a scale and a shift, which begin at 1 and 0. Its
 * derivatives are left to autograd.
 */
sealed interface Normalization extends Layer permits BatchNorm, GroupNorm {

    /** The name of the factors. */
    String WEIGHT = "weight";

    /** The name of what is added. */
    String BIAS = "bias";

    /** What is added to a variance, as PyTorch does by default. */
    float EPSILON = 1e-5f;

    /** The channels of its input. */
    int channels();

    @Override
    default List<Weight> weights() {
        return List.of(new Weight(WEIGHT, new Shape(channels()), true), new Weight(BIAS, new Shape(channels()), true));
    }

    @Override
    default List<NDArray> initialise(NDManager manager) {
        return List.of(manager.ones(new Shape(channels())), manager.zeros(new Shape(channels())));
    }

    @Override
    default boolean written() {
        return false;
    }

    @Override
    default boolean bends() {
        return true;
    }

    @Override
    default String back(Sweep sweep, String gradient) {
        throw new IllegalStateException("left to autograd");
    }

    @Override
    default String ahead(Sweep sweep, String change) {
        throw new IllegalStateException("left to autograd");
    }
}

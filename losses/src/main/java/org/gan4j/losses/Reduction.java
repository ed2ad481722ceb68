package org.gan4j.losses;

import ai.djl.ndarray.NDArray;

/** How the losses of single elements or samples become one number. */
public enum Reduction {
    /** Their arithmetic mean. */
    MEAN,
    /** Their sum. */
    SUM;

    NDArray of(NDArray losses) {
        return this == MEAN ? losses.mean() : losses.sum();
    }
}

package org.gan4j.losses;

import ai.djl.ndarray.NDArray;

/**
 * How the losses {@code l} of single elements or samples become one number: {@code Σl/N} or {@code Σl}.
 *
 * <pre>{@code
 * Loss mean = BinaryCrossEntropy.onLogits(Reduction.MEAN);
 * Loss sum = BinaryCrossEntropy.onLogits(Reduction.SUM);     // N times as large
 * }</pre>
 */
public enum Reduction {
    /** Their arithmetic mean. */
    MEAN,
    /** Their sum. */
    SUM;

    NDArray of(NDArray losses) {
        return this == MEAN ? losses.mean() : losses.sum();
    }
}

package org.gan4j.losses;

import ai.djl.ndarray.NDArray;

/** {@code lse(x) = log Σ e^x}, which the contrastive losses compare a score with. */
final class LogSumExp {

    private LogSumExp() {}

    /** Over all elements; the largest is taken out first, so that no exponential overflows. A constant has no gradient. */
    static NDArray of(NDArray scores) {
        NDArray largest = scores.stopGradient().max();
        return scores.sub(largest).exp().sum().log().add(largest);
    }
}

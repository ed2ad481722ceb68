package org.gan4j.losses;

import static org.gan4j.losses.Scaled.constant;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * The logistic terms that the cross-entropy losses are made of.
 *
 * <p>Everything is written with {@code softplus(x) = log(1 + e^x)}, whose gradient {@code σ(x)} neither overflows nor vanishes
 * early. The common {@code log(σ(x) + 1e-8)} has no gradient left below -18.
 */
final class Logistic {

    private Logistic() {}

    /** {@code softplus(x) = log(1 + e^x) = -log σ(-x)}, element by element. */
    static NDArray softplus(NDArray x) {
        return Activation.softPlus(x);
    }

    /**
     * The cross-entropy of logits against a target in [0, 1], element by element: {@code t·sp(-x) + (1-t)·sp(x)}.
     *
     * <p>The shorter {@code sp(x) - t·x} subtracts two nearly equal numbers where the logit is large and right, and keeps
     * no digit of a loss of 1e-7.
     */
    static NDArray crossEntropy(NDArray logits, double target) {
        if (target == 1) {
            return softplus(logits.neg());
        }
        if (target == 0) {
            return softplus(logits);
        }
        return Scaled.by(softplus(logits.neg()), target).add(Scaled.by(softplus(logits), 1 - target));
    }

    /** The same with a target an element. */
    static NDArray crossEntropy(NDArray logits, NDArray targets) {
        return softplus(logits.neg())
                .mul(targets)
                .add(softplus(logits).mul(targets.neg().add(constant(targets, 1))));
    }
}

package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;

/**
 * R1: the critic's slope is drawn to 0 on real samples.
 *
 * <pre>
 * (γ/2)·E‖∇D(x)‖²
 * </pre>
 *
 * <p>The ½ is the paper's. Its authors' code leaves it out, so that their 10 is 20 here. Values lie in [0, ∞).
 *
 * <p>Samples are {@code [N, ...]}, the result is a scalar of their type; {@code E} is the mean over the batch. What is refused says
 * {@link Penalty#evaluate}.
 *
 * <pre>{@code
 * Penalty r1 = new R1Penalty(10);
 * NDArray dLoss = nonSaturating.discriminatorLoss(r, f).add(r1.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Mescheder et al. 2018, "Which Training Methods for GANs do actually Converge?", equation 9; γ 10.
 */
public final class R1Penalty implements Penalty {

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "r1", "(γ/2)E‖∇D(x)‖² on real samples", 10, "Mescheder et al. 2018; γ 10", R1Penalty::new);

    private final double gamma;

    /**
     * Makes the penalty.
     *
     * @param gamma its weight γ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public R1Penalty(double gamma) {
        this.gamma = PenaltyDescription.weight("gamma", gamma);
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return at(critic, real, gamma);
    }

    @Override
    public boolean slopesAtReal() {
        return true;
    }

    /** {@code (γ/2)·E‖∇D‖²}: the squares need no root, so there is none. */
    static NDArray at(Critic critic, NDArray samples, double gamma) {
        return times(
                InputGradient.squaredNorms(InputGradient.at(critic, samples)).mean(), gamma / 2);
    }
}

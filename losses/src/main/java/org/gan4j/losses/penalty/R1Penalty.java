package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.penalty.InputGradient.squaredNorms;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * R1: the critic's slope is drawn to 0 on real samples.
 *
 * <pre>
 * (γ/2)·E‖∇D(x)‖²
 * </pre>
 *
 * <p>The ½ is the paper's. Its authors' code leaves it out, so that their 10 is 20 here. Values lie in [0, ∞).
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty r1 = new R1Penalty(10);
 * NDArray dLoss = nonSaturating.discriminatorLoss(r, f).add(r1.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Mescheder et al. 2018, "Which Training Methods for GANs do actually Converge?", equation 9; γ 10.
 *
 * @param gamma its weight γ, finite and at least 0
 */
public record R1Penalty(double gamma) implements Penalty {

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "r1",
            "(γ/2)E‖∇D(x)‖² on real samples",
            10,
            "Mescheder et al. 2018; γ 10, without the ½ in its code",
            R1Penalty::new);

    /**
     * Checks the weight.
     *
     * @param gamma its weight γ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public R1Penalty {
        PenaltyDescription.weight("gamma", gamma);
    }

    @Override
    public Optional<OfSlopes> ofSlopes() {
        return Optional.of(new OfSlopes((real, fake) -> real, NormSlopes.squared(gamma / 2)));
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return times(squaredNorms(critic, real).mean(), gamma / 2);
    }

    @Override
    public boolean slopesAtReal() {
        return true;
    }
}

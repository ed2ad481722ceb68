package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.penalty.InputGradient.squaredNorms;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * R2: the critic's slope is drawn to 0 on generated samples.
 *
 * <pre>
 * (γ/2)·E‖∇D(G(z))‖²
 * </pre>
 *
 * <p>The mirror of {@link R1Penalty}, with the same ½. Values lie in [0, ∞).
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty r2 = new R2Penalty(10);
 * NDArray dLoss = nonSaturating.discriminatorLoss(r, f).add(r2.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Mescheder et al. 2018, "Which Training Methods for GANs do actually Converge?", equation 10; γ 10.
 *
 * @param gamma its weight γ, finite and at least 0
 */
public record R2Penalty(double gamma) implements Penalty {

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "r2",
            "(γ/2)E‖∇D(G(z))‖² on generated samples",
            10,
            "Mescheder et al. 2018; γ 10, without the ½ in its code",
            R2Penalty::new);

    /**
     * Checks the weight.
     *
     * @param gamma its weight γ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public R2Penalty {
        PenaltyDescription.weight("gamma", gamma);
    }

    @Override
    public Optional<OfSlopes> ofSlopes() {
        return Optional.of(new OfSlopes((real, fake) -> fake, NormSlopes.squared(gamma / 2)));
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return times(squaredNorms(critic, fake).mean(), gamma / 2);
    }

    @Override
    public boolean slopesAtFake() {
        return true;
    }
}

package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.penalty.InputGradient.squaredNorms;
import static org.gan4j.losses.penalty.Interpolation.between;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * The zero-centered gradient penalty: the critic's slope is drawn to 0 between real and generated samples.
 *
 * <pre>
 * λ·E‖∇D(x̂)‖²,   x̂ = α·x + (1-α)·G(z),   α ~ U[0, 1) for each sample
 * </pre>
 *
 * <p>{@link R1Penalty} with points between the samples, and without its ½. Values lie in [0, ∞).
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty zeroGp = new ZeroCenteredGradientPenalty(10);
 * NDArray dLoss = nonSaturating.discriminatorLoss(r, f).add(zeroGp.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Thanh-Tung et al. 2019, "Improving Generalization and Stability of Generative Adversarial Networks", and its
 * code (htt210/GeneralizationAndStabilityInGANs): λ 10 on points in the plane, 500 on images. Its critic ends in a sigmoid, so that
 * the slope there is that of a probability. Here it is that of the logit, at least four times as steep: one λ weighs at least 16
 * times as much.
 *
 * @param lambda its weight λ, finite and at least 0
 */
public record ZeroCenteredGradientPenalty(double lambda) implements Penalty {

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "zero-gp",
            "λE‖∇D(x̂)‖², x̂ = αx+(1-α)G(z), α ~ U[0,1) per sample",
            10,
            "Thanh-Tung et al. 2019; λ 10 in the plane, 500 on images, there of a probability's slope",
            ZeroCenteredGradientPenalty::new);

    /**
     * Checks the weight.
     *
     * @param lambda its weight λ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public ZeroCenteredGradientPenalty {
        PenaltyDescription.weight("lambda", lambda);
    }

    @Override
    public Optional<OfSlopes> ofSlopes() {
        return Optional.of(new OfSlopes(Interpolation::between, NormSlopes.squared(lambda)));
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return times(squaredNorms(critic, between(real, fake)).mean(), lambda);
    }
}

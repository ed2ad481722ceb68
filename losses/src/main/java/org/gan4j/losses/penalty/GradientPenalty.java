package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.penalty.InputGradient.norms;
import static org.gan4j.losses.penalty.Interpolation.between;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * The gradient penalty of WGAN-GP: the critic's slope is drawn to 1 between real and generated samples.
 *
 * <pre>
 * λ·E(‖∇D(x̂)‖ - 1)²,   x̂ = α·x + (1-α)·G(z),   α ~ U[0, 1) for each sample
 * </pre>
 *
 * <p>The norm is a sample's own, over all its dimensions; the square is taken before the mean. A zero gradient counts λ and
 * has gradient 0. Values lie in [0, ∞). The part after the gradient is {@link GradientNormLoss} with targets of one.
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty gp = new GradientPenalty(10);
 * NDArray dLoss = wasserstein.discriminatorLoss(r, f).add(gp.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Gulrajani et al. 2017, "Improved Training of Wasserstein GANs", equation 3; λ 10, and 0.1 on its 2-D toys.
 *
 * @param lambda its weight λ, finite and at least 0
 */
public record GradientPenalty(double lambda) implements Penalty {

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "gp",
            "λE(‖∇D(x̂)‖-1)², x̂ = αx+(1-α)G(z), α ~ U[0,1) per sample",
            10,
            "Gulrajani et al. 2017; λ 10 (0.1 on 2-D toys)",
            GradientPenalty::new);

    /**
     * Checks the weight.
     *
     * @param lambda its weight λ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public GradientPenalty {
        PenaltyDescription.weight("lambda", lambda);
    }

    @Override
    public Optional<OfSlopes> ofSlopes() {
        return Optional.of(new OfSlopes(Interpolation::between, NormSlopes.fromOne(lambda)));
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return times(minus(norms(critic, between(real, fake)), 1).square().mean(), lambda);
    }
}

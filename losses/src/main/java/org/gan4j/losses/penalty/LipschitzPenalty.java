package org.gan4j.losses.penalty;

import static ai.djl.nn.Activation.relu;
import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.penalty.InputGradient.norms;
import static org.gan4j.losses.penalty.Interpolation.between;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * The Lipschitz penalty of WGAN-LP: only slopes above 1 are penalised.
 *
 * <pre>
 * λ·E max(0, ‖∇D(x̂)‖ - 1)²,   x̂ = α·x + (1-α)·G(z),   α ~ U[0, 1) for each sample
 * </pre>
 *
 * <p>One-sided, unlike {@link GradientPenalty}: a critic of slope 1 or less costs nothing. The norm is a sample's own, over all
 * its dimensions; the square is taken before the mean. Values lie in [0, ∞).
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty lp = new LipschitzPenalty(10);
 * NDArray dLoss = wasserstein.discriminatorLoss(r, f).add(lp.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Petzka et al. 2018, "On the Regularization of Wasserstein GANs"; λ 10, and 0.1 on 2-D toys
 * in the code of its third author (lukovnikov/improved_wgan_training).
 *
 * @param lambda its weight λ, finite and at least 0
 */
public record LipschitzPenalty(double lambda) implements Penalty {

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "lp",
            "λE max(0, ‖∇D(x̂)‖-1)², x̂ = αx+(1-α)G(z), α ~ U[0,1) per sample",
            10,
            "Petzka et al. 2018; λ 10 (0.1 on 2-D toys)",
            LipschitzPenalty::new);

    /**
     * Checks the weight.
     *
     * @param lambda its weight λ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public LipschitzPenalty {
        PenaltyDescription.weight("lambda", lambda);
    }

    @Override
    public Optional<OfSlopes> ofSlopes() {
        return Optional.of(new OfSlopes(Interpolation::between, NormSlopes.aboveOne(lambda)));
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return times(relu(minus(norms(critic, between(real, fake)), 1)).square().mean(), lambda);
    }
}

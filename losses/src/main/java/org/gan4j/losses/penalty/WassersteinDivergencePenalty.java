package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.penalty.InputGradient.norms;
import static org.gan4j.losses.penalty.Interpolation.between;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.gan4j.losses.LossOption;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * The penalty of WGAN-div: a power of the critic's slope, between real and generated samples.
 *
 * <pre>
 * k·E‖∇D(x̂)‖^p,   x̂ = α·x + (1-α)·G(z),   α ~ U[0, 1) for each sample
 * </pre>
 *
 * <p>With {@code ends} the slopes are those at the samples themselves, half of the weight each:
 *
 * <pre>
 * (k/2)·(E‖∇D(x)‖^p + E‖∇D(G(z))‖^p)
 * </pre>
 *
 * <p>A slope of 1 everywhere costs {@code k} in both forms. The norm is a sample's own, over all its dimensions; the power is
 * taken before the mean. Values lie in [0, ∞).
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty div = new WassersteinDivergencePenalty(10);
 * NDArray dLoss = wasserstein.discriminatorLoss(r, f).add(div.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Wu et al. 2018, "Wasserstein Divergence for GANs", as its authors' code has it (musikisomorphie/wgan-div,
 * {@code wgan_div.py}): one term between the samples, weight 10, power 6. The paper is quoted with k 2 and p 6. The form at the ends
 * is that of a third party (eriklindernoren/PyTorch-GAN, {@code wgan_div.py}), with k 2.
 */
public final class WassersteinDivergencePenalty implements Penalty {

    private static final LossOption P = LossOption.number(
            "p", "6", "the power of the slope", p -> p > 1 && p < Double.POSITIVE_INFINITY, "finite and above 1");
    private static final LossOption ENDS = LossOption.flag(
            "ends", "false", "slopes at real and at generated samples, half each, instead of between them");

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "div",
            "kE‖∇D(x̂)‖^p, x̂ = αx+(1-α)G(z), α ~ U[0,1) per sample",
            10,
            "Wu et al. 2018; k 10 and p 6 of its code; the paper is quoted with k 2",
            List.of(P, ENDS),
            (k, options) -> new WassersteinDivergencePenalty(k, options.get(P), options.get(ENDS) == 1));

    private final double k;
    private final boolean ends;
    private final TorchScriptFunction powers;

    /**
     * Makes the penalty between the samples, with power 6.
     *
     * @param k its weight, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public WassersteinDivergencePenalty(double k) {
        this(k, 6, false);
    }

    /**
     * Makes the penalty.
     *
     * @param k its weight, finite and at least 0
     * @param p the power of the norms, finite and above 1
     * @param ends whether the slopes are those at the samples, and not between them
     * @throws IllegalArgumentException if a number is not what it must be
     */
    public WassersteinDivergencePenalty(double k, double p, boolean ends) {
        this.k = PenaltyDescription.weight("k", k);
        this.ends = ends;
        // A number in the text: with an array as exponent, the gradient would ask the GPU whether that is 0.
        this.powers = new TorchScriptFunction("x: Tensor", "return torch.pow(x, " + P.check(p) + ")");
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return ends ? at(critic, real, k / 2).add(at(critic, fake, k / 2)) : at(critic, between(real, fake), k);
    }

    @Override
    public boolean slopesAtReal() {
        return ends;
    }

    @Override
    public boolean slopesAtFake() {
        return ends;
    }

    private NDArray at(Critic critic, NDArray samples, double weight) {
        return times(powers.apply(norms(critic, samples)).mean(), weight);
    }
}

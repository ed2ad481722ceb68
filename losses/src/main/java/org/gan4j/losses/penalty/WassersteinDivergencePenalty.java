package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.penalty.InputGradient.norms;

import ai.djl.ndarray.NDArray;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * The penalty of WGAN-div: a power of the critic's slope, on real and on generated samples.
 *
 * <pre>
 * (k/2)·(E‖∇D(x)‖^p + E‖∇D(G(z))‖^p)
 * </pre>
 *
 * <p>Both means carry {@code k/2}, so that a slope of 1 everywhere costs {@code k}. With {@code p = 2} it is
 * {@link R1Penalty} and {@link R2Penalty} together. The norm is a sample's own, over all its dimensions; the power is taken
 * before the mean. Values lie in [0, ∞).
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty div = new WassersteinDivergencePenalty(2);
 * NDArray dLoss = wasserstein.discriminatorLoss(r, f).add(div.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Wu et al. 2018, "Wasserstein Divergence for GANs"; k 2, p 6.
 */
public final class WassersteinDivergencePenalty implements Penalty {

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "div",
            "(k/2)(E‖∇D(x)‖^p + E‖∇D(G(z))‖^p), p = 6",
            2,
            "Wu et al. 2018; k 2, p 6",
            WassersteinDivergencePenalty::new);

    private final double k;
    private final TorchScriptFunction powers;

    /**
     * Makes the penalty with the paper's power 6.
     *
     * @param k its weight, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public WassersteinDivergencePenalty(double k) {
        this(k, 6);
    }

    /**
     * Makes the penalty.
     *
     * @param k its weight, finite and at least 0
     * @param p the power of the norms, finite and above 1
     * @throws IllegalArgumentException if one is not
     */
    public WassersteinDivergencePenalty(double k, double p) {
        this.k = PenaltyDescription.weight("k", k);
        if (!(p > 1 && p < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("p (" + p + ") must be finite and above 1");
        }
        // A number in the text: with an array as exponent, the gradient would ask the GPU whether that is 0.
        this.powers = new TorchScriptFunction("x: Tensor", "return torch.pow(x, " + p + ")");
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return at(critic, real).add(at(critic, fake));
    }

    @Override
    public boolean slopesAtReal() {
        return true;
    }

    @Override
    public boolean slopesAtFake() {
        return true;
    }

    private NDArray at(Critic critic, NDArray samples) {
        return times(powers.apply(norms(critic, samples)).mean(), k / 2);
    }
}

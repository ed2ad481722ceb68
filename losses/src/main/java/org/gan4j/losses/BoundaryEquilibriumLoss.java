package org.gan4j.losses;

import static org.gan4j.losses.Constants.constant;
import static org.gan4j.losses.WideMeans.mean;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Boundary equilibrium GAN: an autoencoder as critic, and a controller that keeps the two players in balance.
 *
 * <pre>
 * D: L_r - k·L_f                                  L = E e, the mean energy
 * G: L_f
 * after each step:  k ← clamp(k + λ_k(γL_r - L_f), 0, 1)
 * </pre>
 *
 * <p>Both arrays are <b>energies, not scores</b>: the L1 reconstruction errors of an autoencoder, one a sample. {@code γ} is the
 * ratio {@code L_f/L_r} that the controller aims at: lower means sharper and less diverse samples. D's value lies in (-∞, ∞),
 * G's in [0, ∞).
 *
 * <p>{@code k} starts at 0 and is {@linkplain Stateful state}, an array on the device that {@link #afterStep} moves without waiting
 * for it. {@link #convergence} is the measure that falls as training goes well.
 *
 * <p>Shapes of the energies and of the result: as those of scores, {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new BoundaryEquilibriumLoss(0.5, 0.001);
 * loss.initialise(manager);                          // once; k is made
 * loss.afterStep(realEnergies, fakeEnergies);        // after each step's updates; k moves
 * }</pre>
 *
 * <p>Source: Berthelot et al. 2017, "BEGAN: Boundary Equilibrium Generative Adversarial Networks"; λ_k 0.001, and γ 0.3 to
 * 0.7 in its figure. The default of 0.5 lies in its middle, as in carpedm20/BEGAN-tensorflow, a third party.
 */
public final class BoundaryEquilibriumLoss extends AdversarialLoss {

    private static final LossOption GAMMA = LossOption.number(
            "gamma", "0.5", "ratio L_f/L_r that k steers to", g -> g > 0 && g <= 1, "above 0 and at most 1");
    private static final LossOption LAMBDA_K =
            LossOption.number("lambda-k", "0.001", "rate at which k moves", l -> l >= 0 && l <= 1, "from 0 to 1");

    private static final TorchScriptFunction DISCRIMINATOR = new TorchScriptFunction(
            "real: Tensor, fake: Tensor, k: Tensor",
            "loss = torch.sub(torch.mean(real, dtype=7), torch.mul(torch.mean(fake, dtype=7), k))", // 7 is float64
            "return torch.type_as(loss, fake)");

    private static final TorchScriptFunction IMBALANCE = new TorchScriptFunction(
            "real: Tensor, fake: Tensor, gamma: Tensor",
            "return torch.mean(torch.sub(torch.mul(torch.detach(real), gamma), torch.detach(fake)))");

    private static final TorchScriptFunction MOVED = new TorchScriptFunction(
            "imbalance: Tensor, rate: Tensor, k: Tensor",
            "return torch.type_as(torch.clamp(torch.add(torch.mul(imbalance, rate), k), 0, 1), k)");

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "began", Group.ENERGY_BASED, "Boundary equilibrium", "Berthelot et al. 2017")
            .minimise("L_r - k·L_f", "L_f")
            .conventions("L is the mean energy of the batch (L1 reconstruction error); after each step"
                    + " k ← clamp(k + λ_k(γL_r - L_f), 0, 1), from k = 0")
            .useWhen("you want a value that says how far training is: L_r + |γL_r - L_f|")
            .avoidWhen("variety matters most: γ trades it for sharpness, and L1 autoencoders smooth")
            .options(GAMMA, LAMBDA_K)
            .creates(options -> new BoundaryEquilibriumLoss(options.get(GAMMA), options.get(LAMBDA_K)));

    private final double gamma;
    private final double lambdaK;
    private NDArray k;

    /**
     * Makes the loss.
     *
     * @param gamma the ratio {@code γ} of the mean energies, above 0 and at most 1
     * @param lambdaK the rate {@code λ_k} of the controller, from 0 to 1
     * @throws IllegalArgumentException if one is out of its range
     */
    public BoundaryEquilibriumLoss(double gamma, double lambdaK) {
        this.gamma = GAMMA.check(gamma);
        this.lambdaK = LAMBDA_K.check(lambdaK);
    }

    @Override
    public void initialise(NDManager owner) {
        k = owner.create(0f);
    }

    /**
     * The controller's {@code k}.
     *
     * @return {@code k}, a scalar
     */
    @Override
    public Map<String, NDArray> state() {
        return Map.of("k", k());
    }

    private NDArray k() {
        return Stateful.initialised(this, k);
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(WassersteinLoss.ITSELF));
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        return DISCRIMINATOR.apply(real, fake, k());
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return mean(fake, fake);
    }

    @Override
    public void afterStep(NDArray real, NDArray fake) {
        NDArray moved = MOVED.apply(imbalance(real, fake), constant(real, lambdaK), k());
        // The array takes over the new number: nothing is read back, and no graph that holds the old one is disturbed.
        k.intern(moved);
    }

    /**
     * The global measure of convergence, {@code L_r + |γL_r - L_f|}.
     *
     * @param real the energies of real samples
     * @param fake the energies of generated samples, of the same shape
     * @return a scalar without gradient
     */
    public NDArray convergence(NDArray real, NDArray fake) {
        return imbalance(real, fake).abs().add(real.stopGradient().mean());
    }

    /** {@code γL_r - L_f}. */
    private NDArray imbalance(NDArray real, NDArray fake) {
        return IMBALANCE.apply(real, fake, constant(real, gamma));
    }
}

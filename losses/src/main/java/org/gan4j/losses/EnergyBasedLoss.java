package org.gan4j.losses;

import static ai.djl.nn.Activation.relu;
import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.WideMeans.mean;
import static org.gan4j.losses.WideMeans.meanSum;
import static org.gan4j.losses.WideMeans.widened;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;

/**
 * Energy-based GAN: the critic gives energies, low on real samples, and at least a margin on generated ones.
 *
 * <pre>
 * D: E e_r + E relu(m - e_f)
 * G: E e_f
 * </pre>
 *
 * <p>Both arrays are <b>energies, not scores</b>: at least 0, and lower for a better sample, such as the reconstruction error
 * of an autoencoder, one a sample. Both values then lie in [0, ∞). At the margin itself the gradient is taken as 0.
 * {@link PullAwayTerm} on the autoencoder's codes may be added to G.
 *
 * <p>Shapes of the energies and of the result: as those of scores, {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new EnergyBasedLoss(1);
 * NDArray dLoss = loss.discriminatorLoss(realEnergies, fakeEnergies);
 * NDArray gLoss = loss.generatorLoss(null, fakeEnergies).add(new PullAwayTerm(0.1).evaluate(fakeCodes));
 * }</pre>
 *
 * <p>Source: Zhao et al. 2016, "Energy-based Generative Adversarial Network", equations 1 and 2. Reimplementations quote its energy
 * as the norm of the reconstruction error, neither squared nor a mean, with margins of 10 and more.
 */
public final class EnergyBasedLoss extends AdversarialLoss {

    private static final LossOption MARGIN = LossOption.number(
            "margin",
            "1",
            "energy that D asks of generated samples",
            m -> m > 0 && m < Double.POSITIVE_INFINITY,
            "finite and above 0");

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "ebgan", Group.ENERGY_BASED, "Energy-based", "Zhao et al. 2016")
            .minimise("E e_r + E relu(m-e_f)", "E e_f")
            .conventions(
                    "means over the batch; margin 1 suits energies that are means over a sample's numbers. The paper's"
                            + " energy is a norm over them, with margins of 10 and more")
            .useWhen("the critic is an autoencoder, whose reconstruction says more than one score")
            .avoidWhen("the margin cannot be guessed: too small and D idles, too large and it never rests")
            .options(MARGIN)
            .creates(options -> new EnergyBasedLoss(options.get(MARGIN)));

    private final double margin;

    /**
     * Makes the loss.
     *
     * @param margin the energy {@code m} above which the critic leaves generated samples alone, finite and above 0
     * @throws IllegalArgumentException if the margin is not
     */
    public EnergyBasedLoss(double margin) {
        this.margin = MARGIN.check(margin);
    }

    @Override
    public Optional<StatedSlopes> discriminatorSlopes() {
        return Optional.of(StatedSlopes.ofBoth(
                WassersteinLoss.ITSELF,
                HingeLoss.hinge("torch.rsub(%1$s, " + StatedSlopes.number(margin) + ")", "-%3$s")));
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(WassersteinLoss.ITSELF));
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        NDArray wide = widened(fake);
        return meanSum(real, relu(minus(margin, wide)), fake);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return mean(fake, fake);
    }
}

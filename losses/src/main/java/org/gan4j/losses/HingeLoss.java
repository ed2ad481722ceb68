package org.gan4j.losses;

import static ai.djl.nn.Activation.relu;
import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.plus;
import static org.gan4j.losses.Terms.sumOfMeans;
import static org.gan4j.losses.WideMeans.negatedMean;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;

/**
 * The hinge loss: the critic stops caring about samples beyond the margin; the generator's objective is linear.
 *
 * <pre>
 * D: E relu(1 - r) + E relu(1 + f)
 * G: -E f
 * </pre>
 *
 * <p>D's value lies in [0, ∞) and is 2 where all scores are 0; G's is unbounded. It is also called "hinge v2"; the
 * first one is {@link HingeV1Loss}. At the margin itself the gradient is taken as 0.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new HingeLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Lim and Ye 2017, "Geometric GAN"; Miyato et al. 2018, "Spectral Normalization for GANs", equations 16 and 17.
 */
public final class HingeLoss extends AdversarialLoss {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "hinge", Group.HINGE, "Hinge", "Lim & Ye 2017; Miyato et al. 2018")
            .minimise("E relu(1-r) + E relu(1+f)", "-E f")
            .conventions("means over the batch; D's two terms summed; margin 1")
            .useWhen("the critic is normalised (spectral norm): the pairing of SN-GAN, SAGAN and BigGAN")
            .avoidWhen("nothing bounds the critic: its scale is then free beyond the margin")
            .creates(options -> new HingeLoss());

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        return sumOfMeans(relu(minus(1, real)), relu(plus(fake, 1)));
    }

    /** {@code relu(1 - x)}. */
    static final StatedSlopes.Each REAL = hinge("torch.rsub(%1$s, 1)", "-%3$s");

    /** {@code relu(1 + x)}. */
    static final StatedSlopes.Each FAKE = hinge("torch.add(%1$s, 1)", "%3$s");

    @Override
    public Optional<StatedSlopes> discriminatorSlopes() {
        return Optional.of(StatedSlopes.ofBoth(REAL, FAKE));
    }

    /** {@code relu(distance)}, where the distance changes with the score by the slope. */
    static StatedSlopes.Each hinge(String distance, String slope) {
        return new StatedSlopes.Each(
                "torch.clamp_min(" + distance + ", 0)",
                "torch.threshold_backward(ops.prim.NumToTensor(" + slope + "), " + distance + ", 0, grad_input=%2$s)");
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(WassersteinLoss.NEGATED));
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return negatedMean(fake, fake);
    }
}

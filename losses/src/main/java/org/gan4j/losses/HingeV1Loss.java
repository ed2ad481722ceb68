package org.gan4j.losses;

import static ai.djl.nn.Activation.relu;
import static org.gan4j.losses.Constants.minus;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;

/**
 * The hinge loss with a hinge for the generator too, which stops at the margin.
 *
 * <pre>
 * D: E relu(1 - r) + E relu(1 + f)
 * G: E relu(1 - f)
 * </pre>
 *
 * <p>Both values lie in [0, ∞). At the margin itself the gradient is taken as 0. With a {@code slope} s the hinge of G is leaky:
 * a score of 1 + t counts -s·t, so that G's value is unbounded below.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new HingeV1Loss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: tutorials, which call it the first form of the hinge. After Lim and Ye 2017, "Geometric GAN", whose code
 * (lim0606/pytorch-geometric-gan) has two others: {@code -E f}, which is {@link HingeLoss} and its default, and the leaky hinge
 * with a slope of 0.1.
 */
public final class HingeV1Loss extends AdversarialLoss {

    private static final LossOption SLOPE = LossOption.number(
            "slope",
            "0",
            "G's slope beyond the margin; 0.1 in the code of Lim & Ye",
            s -> s >= 0 && s < 1,
            "at least 0 and below 1");

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "hinge-v1", Group.HINGE, "Hinge, for G too", "tutorials, after Lim & Ye 2017")
            .minimise("E relu(1-r) + E relu(1+f)", "E relu(1-f)")
            .conventions("means over the batch; D's two terms summed; margin 1 for both players;"
                    + " the code of Lim & Ye has -E f, or a leaky hinge (slope=0.1)")
            .useWhen("to compare with texts that call it the first form of the hinge")
            .avoidWhen("generated scores pass the margin: those samples teach the generator nothing more")
            .options(SLOPE)
            .creates(options -> new HingeV1Loss(options.get(SLOPE)));

    private final AdversarialLoss hinge = new HingeLoss();
    private final double slope;

    /** The loss whose generator stops at the margin. */
    public HingeV1Loss() {
        this(0);
    }

    /**
     * The loss with a leaky hinge.
     *
     * @param slope the generator's slope beyond the margin, at least 0 and below 1
     * @throws IllegalArgumentException if it is out of its range
     */
    public HingeV1Loss(double slope) {
        this.slope = SLOPE.check(slope);
    }

    @Override
    public Optional<StatedSlopes> discriminatorSlopes() {
        return hinge.discriminatorSlopes();
    }

    /** As of the critic on real samples: the generated ones are to pass the same margin. */
    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return slope == 0 ? Optional.of(StatedSlopes.ofFake(HingeLoss.REAL)) : Optional.empty();
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        return hinge.discriminator(real, fake);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        NDArray below = minus(1, fake);
        return (slope == 0 ? relu(below) : Activation.leakyRelu(below, (float) slope)).mean();
    }
}

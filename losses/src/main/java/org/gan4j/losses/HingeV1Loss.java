package org.gan4j.losses;

import static ai.djl.nn.Activation.relu;
import static org.gan4j.losses.Constants.minus;

import ai.djl.ndarray.NDArray;
import org.gan4j.losses.LossDescription.Group;

/**
 * The hinge loss in its first form, in which the generator stops at the margin too.
 *
 * <pre>
 * D: E relu(1 - r) + E relu(1 + f)
 * G: E relu(1 - f)
 * </pre>
 *
 * <p>Both values lie in [0, ∞). At the margin itself the gradient is taken as 0.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new HingeV1Loss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Lim and Ye 2017, "Geometric GAN", first form of the generator's objective.
 */
public final class HingeV1Loss extends AdversarialLoss {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "hinge-v1", Group.HINGE, "Hinge, first form", "Lim & Ye 2017")
            .minimise("E relu(1-r) + E relu(1+f)", "E relu(1-f)")
            .conventions("means over the batch; D's two terms summed; margin 1 for both players")
            .useWhen("to compare with the first form of the paper")
            .avoidWhen("generated scores pass the margin: those samples teach the generator nothing more")
            .creates(options -> new HingeV1Loss());

    private final AdversarialLoss hinge = new HingeLoss();

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        return hinge.discriminator(real, fake);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return relu(minus(1, fake)).mean();
    }
}

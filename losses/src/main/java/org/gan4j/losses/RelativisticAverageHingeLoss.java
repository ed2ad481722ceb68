package org.gan4j.losses;

import static ai.djl.nn.Activation.relu;
import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.plus;

import ai.djl.ndarray.NDArray;
import org.gan4j.losses.LossDescription.Group;

/**
 * The relativistic average loss with a hinge: the critic stops caring once a score is 1 beyond the mean of the other kind.
 *
 * <pre>
 * D: E relu(1 - (r - f̄)) + E relu(1 + (f - r̄))
 * G: E relu(1 - (f - r̄)) + E relu(1 + (r - f̄))          the roles of r and f swapped
 * </pre>
 *
 * <p>{@code r̄} and {@code f̄} are the means of the batch; gradients flow through them. The paper's code halves both sums. Both
 * values lie in [0, ∞) and are 2 where all scores are equal. A constant added to all scores changes nothing. At the margin itself the gradient is taken as 0.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new RelativisticAverageHingeLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(realScores, fakeScores);
 * }</pre>
 *
 * <p>Source: Jolicoeur-Martineau 2018, "The Relativistic Discriminator: a Key Element Missing from Standard GAN", RaHingeGAN.
 */
public final class RelativisticAverageHingeLoss extends RelativisticAverage {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "rahinge", Group.RELATIVISTIC, "Relativistic average hinge", "Jolicoeur-Martineau 2018")
            .minimise("E relu(1-(r-f̄)) + E relu(1+(f-r̄))", "E relu(1-(f-r̄)) + E relu(1+(r-f̄))")
            .conventions(
                    "f̄ and r̄ are batch means with gradient; both terms summed, also in G (the paper's code halves"
                            + " both); margin 1 for both players")
            .useWhen("the critic is normalised (spectral norm) and you want the relativistic comparison")
            .avoidWhen("batches are small: the means, and so the loss, depend on the rest of the batch")
            .creates(options -> new RelativisticAverageHingeLoss());

    @Override
    NDArray real(NDArray above) {
        return relu(minus(1, above));
    }

    @Override
    NDArray fake(NDArray above) {
        return relu(plus(above, 1));
    }

    @Override
    StatedSlopes.Each ofReal() {
        return HingeLoss.REAL;
    }

    @Override
    StatedSlopes.Each ofFake() {
        return HingeLoss.FAKE;
    }
}

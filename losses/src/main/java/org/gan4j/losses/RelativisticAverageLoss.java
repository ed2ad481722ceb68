package org.gan4j.losses;

import static org.gan4j.losses.Terms.softplus;

import ai.djl.ndarray.NDArray;
import org.gan4j.losses.LossDescription.Group;

/**
 * The relativistic average loss: the critic tells whether a sample is more real than the average of the other kind.
 *
 * <pre>
 * D: E sp(-(r - f̄)) + E sp(f - r̄)
 * G: E sp(-(f - r̄)) + E sp(r - f̄)          the roles of r and f swapped
 * </pre>
 *
 * <p>{@code r̄} and {@code f̄} are the means of the batch; gradients flow through them. The paper's code halves both sums. Both
 * values lie in (0, ∞) and are 2 log 2 = 1.386 where all scores are equal. A constant added to all scores changes nothing.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new RelativisticAverageLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(realScores, fakeScores);
 * }</pre>
 *
 * <p>Source: Jolicoeur-Martineau 2018, "The Relativistic Discriminator: a Key Element Missing from Standard GAN", RaSGAN.
 */
public final class RelativisticAverageLoss extends RelativisticAverage {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "rasgan", Group.RELATIVISTIC, "Relativistic average", "Jolicoeur-Martineau 2018")
            .minimise("E sp(-(r-f̄)) + E sp(f-r̄)", "E sp(-(f-r̄)) + E sp(r-f̄)")
            .conventions(
                    "f̄ and r̄ are batch means with gradient; both terms summed, also in G (the paper's code halves both)")
            .useWhen("pairs are too noisy a comparison: each score meets the mean of a whole batch")
            .avoidWhen("batches are small: the means, and so the loss, depend on the rest of the batch")
            .creates(options -> new RelativisticAverageLoss());

    @Override
    NDArray real(NDArray above) {
        return softplus(above.neg());
    }

    @Override
    NDArray fake(NDArray above) {
        return softplus(above);
    }

    @Override
    StatedSlopes.Each ofReal() {
        return CrossEntropyLoss.SOFTPLUS_OF_NEGATED;
    }

    @Override
    StatedSlopes.Each ofFake() {
        return CrossEntropyLoss.SOFTPLUS;
    }
}

package org.gan4j.losses;

import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.plus;

import ai.djl.ndarray.NDArray;
import org.gan4j.losses.LossDescription.Group;

/**
 * The relativistic average loss with least squares: a real score is drawn to 1 above the mean of the generated ones.
 *
 * <pre>
 * D: E(r - f̄ - 1)² + E(f - r̄ + 1)²
 * G: E(f - r̄ - 1)² + E(r - f̄ + 1)²          the roles of r and f swapped
 * </pre>
 *
 * <p>{@code r̄} and {@code f̄} are the means of the batch; gradients flow through them. No ½ stands before the squares, unlike in
 * {@link LeastSquaresLoss}; the paper's code halves both sums. Both values lie in [0, ∞) and are 2 where all scores are equal. A constant added to all scores changes
 * nothing.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new RelativisticAverageLeastSquaresLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(realScores, fakeScores);
 * }</pre>
 *
 * <p>Source: Jolicoeur-Martineau 2018, "The Relativistic Discriminator: a Key Element Missing from Standard GAN", RaLSGAN.
 */
public final class RelativisticAverageLeastSquaresLoss extends RelativisticAverage {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "ralsgan", Group.RELATIVISTIC, "Relativistic average least squares", "Jolicoeur-Martineau 2018")
            .minimise("E(r-f̄-1)² + E(f-r̄+1)²", "E(f-r̄-1)² + E(r-f̄+1)²")
            .conventions(
                    "f̄ and r̄ are batch means with gradient; both terms summed, also in G (the paper's code halves both); no ½"
                            + " before the squares, unlike lsgan")
            .useWhen("lsgan works but its fixed targets do not fit: here only differences of scores have targets")
            .avoidWhen("scores run away: errors count by their square")
            .creates(options -> new RelativisticAverageLeastSquaresLoss());

    @Override
    NDArray real(NDArray above) {
        return minus(above, 1).square();
    }

    @Override
    NDArray fake(NDArray above) {
        return plus(above, 1).square();
    }

    @Override
    StatedSlopes.Each ofReal() {
        return LeastSquaresLoss.square(1, 1);
    }

    @Override
    StatedSlopes.Each ofFake() {
        return LeastSquaresLoss.square(-1, 1);
    }
}

package org.gan4j.losses;

import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;
import org.gan4j.losses.LossDescription.Group;

/**
 * Boundary-seeking GAN for continuous data: the generator aims at the critic's decision boundary rather than beyond it.
 *
 * <pre>
 * D: E sp(-r) + E sp(f)          [= -E log σ(r) - E log(1 - σ(f))]
 * G: ½E f²                       [= ½E(log σ(f) - log(1 - σ(f)))²]
 * </pre>
 *
 * <p>D's value lies in (0, ∞), G's in [0, ∞) with its minimum 0 where the critic is undecided. Targets of D may be softened or
 * disturbed: {@link Labels}.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new BoundarySeekingLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Hjelm et al. 2017, "Boundary-Seeking Generative Adversarial Networks", the form for continuous data.
 */
public final class BoundarySeekingLoss extends CrossEntropyLoss {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "bgan", Group.CROSS_ENTROPY, "Boundary-seeking", "Hjelm et al. 2017")
            .minimise("E sp(-r) + E sp(f)", "½E f²")
            .conventions("means over the batch; D's two terms summed; the ½ in G is the paper's")
            .useWhen("G overshoots: a sample that the critic cannot tell apart is left where it is")
            .avoidWhen("scores run away: errors count by their square, and samples past the boundary are pulled back")
            .options(Labels.SMOOTHING, Labels.NOISE)
            .creates(options -> new BoundarySeekingLoss(Labels.of(options)));

    /** The loss with hard labels. */
    public BoundarySeekingLoss() {
        this(Labels.HARD);
    }

    /**
     * The loss with softened or noisy labels.
     *
     * @param labels what the critic is told
     */
    public BoundarySeekingLoss(Labels labels) {
        super(labels);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return times(fake.square().mean(), 0.5);
    }
}

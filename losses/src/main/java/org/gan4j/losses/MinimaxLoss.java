package org.gan4j.losses;

import static org.gan4j.losses.Terms.softplus;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;

/**
 * The minimax game of the first GAN; its generator's objective saturates while the critic wins.
 *
 * <pre>
 * D:  E sp(-r) + E sp(f)         [= -E log σ(r) - E log(1 - σ(f))]
 * G: -E sp(f)                    [=  E log(1 - σ(f))]
 * </pre>
 *
 * <p>D's value lies in (0, ∞), G's in (-∞, 0). Where neither player is ahead (all scores 0) D's is 2 log 2 = 1.386 and G's
 * -log 2. Targets of D may be softened or disturbed: {@link Labels}.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new MinimaxLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Goodfellow et al. 2014, "Generative Adversarial Nets", equation 1.
 */
public final class MinimaxLoss extends CrossEntropyLoss {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "minimax", Group.CROSS_ENTROPY, "Minimax (saturating)", "Goodfellow et al. 2014")
            .minimise("E sp(-r) + E sp(f)", "-E sp(f)")
            .conventions("means over the batch; D's two terms summed; no half anywhere")
            .useWhen("to study the original game, or as the lower bound that the other losses are compared with")
            .avoidWhen("the critic learns faster than the generator: G's gradient vanishes where D is sure")
            .options(Labels.SMOOTHING, Labels.NOISE)
            .creates(options -> new MinimaxLoss(Labels.of(options)));

    /** The loss with hard labels. */
    public MinimaxLoss() {
        this(Labels.HARD);
    }

    /**
     * The loss with softened or noisy labels.
     *
     * @param labels what the critic is told
     */
    public MinimaxLoss(Labels labels) {
        super(labels);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return softplus(fake).mean().neg();
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(SOFTPLUS.negated()));
    }
}

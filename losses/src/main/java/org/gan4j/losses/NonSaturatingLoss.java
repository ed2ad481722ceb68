package org.gan4j.losses;

import static org.gan4j.losses.Terms.softplus;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;

/**
 * The loss that most GANs are trained with: the critic of the minimax game, and a generator that maximises {@code log σ(f)}.
 *
 * <pre>
 * D: E sp(-r) + E sp(f)          [= -E log σ(r) - E log(1 - σ(f))]
 * G: E sp(-f)                    [= -E log σ(f)]
 * </pre>
 *
 * <p>Both values lie in (0, ∞). Where neither player is ahead (all scores 0) D's is 2 log 2 = 1.386 and G's log 2 = 0.693.
 * Targets of D may be softened or disturbed: {@link Labels}.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new NonSaturatingLoss(new Labels(0.1, 0));   // real target 0.9
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Goodfellow et al. 2014, "Generative Adversarial Nets", section 3. With
 * {@link org.gan4j.losses.penalty.DraganPenalty} it is {@code dragan}, Kodali et al. 2017.
 */
public final class NonSaturatingLoss extends CrossEntropyLoss {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "non-saturating", Group.CROSS_ENTROPY, "Non-saturating", "Goodfellow et al. 2014")
            .minimise("E sp(-r) + E sp(f)", "E sp(-f)")
            .conventions("means over the batch; D's two terms summed; no half anywhere")
            .useWhen("first; with R1 it is still a strong baseline")
            .avoidWhen("you need a value that tracks quality: it tells only how the game stands")
            .options(Labels.SMOOTHING, Labels.NOISE)
            .creates(options -> new NonSaturatingLoss(Labels.of(options)));

    static final LossDescription DRAGAN = DESCRIPTION
            .with("dragan", "DRAGAN", "Kodali et al. 2017", "dragan:10")
            .conventions("as non-saturating; dragan is the penalty of that name, λ 10, on points around real samples")
            .useWhen("you want the steadiness of a gradient penalty with the loss of the first GAN")
            .avoidWhen("the critic has batch normalisation (the penalty is a sample's own)")
            .creates(options -> new NonSaturatingLoss(Labels.of(options)));

    /** The loss with hard labels. */
    public NonSaturatingLoss() {
        this(Labels.HARD);
    }

    /**
     * The loss with softened or noisy labels.
     *
     * @param labels what the critic is told
     */
    public NonSaturatingLoss(Labels labels) {
        super(labels);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return softplus(fake.neg()).mean();
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(SOFTPLUS_OF_NEGATED));
    }
}

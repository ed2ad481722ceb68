package org.gan4j.losses;

import static org.gan4j.losses.WideMeans.meanDifference;
import static org.gan4j.losses.WideMeans.negatedMean;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;

/**
 * The dual form of the Wasserstein-1 distance; the critic must be kept Lipschitz by other means.
 *
 * <pre>
 * D:  E f - E r
 * G: -E f
 * </pre>
 *
 * <p>Values are unbounded on both sides. {@code -D} estimates the distance (times the critic's Lipschitz constant) and falls as
 * the generator improves. The loss says nothing about the Lipschitz bound: clip the weights
 * ({@code wgan}), or add {@link org.gan4j.losses.penalty.GradientPenalty} ({@code wgan-gp}),
 * {@link org.gan4j.losses.penalty.LipschitzPenalty} ({@code wgan-lp}) or
 * {@link org.gan4j.losses.penalty.WassersteinDivergencePenalty} ({@code wgan-div}).
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new WassersteinLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores).add(penalty.evaluate(critic, real, fake));
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Arjovsky et al. 2017, "Wasserstein GAN"; Gulrajani et al. 2017, "Improved Training of Wasserstein GANs";
 * Petzka et al. 2018, "On the Regularization of Wasserstein GANs"; Wu et al. 2018, "Wasserstein Divergence for GANs".
 */
public final class WassersteinLoss extends AdversarialLoss {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "wgan", Group.WASSERSTEIN, "Wasserstein", "Arjovsky et al. 2017")
            .minimise("E f - E r", "-E f")
            .conventions("means over the batch; the critic's weights are clipped to [-c, c] after each of its steps")
            .useWhen("you want a loss that falls as samples improve, in its first form")
            .avoidWhen("anything else will do: clipping wastes the critic's capacity; wgan-gp is its successor")
            .creates(options -> new WassersteinLoss());

    static final LossDescription WITH_GRADIENT_PENALTY = DESCRIPTION
            .with("wgan-gp", "Wasserstein with gradient penalty", "Gulrajani et al. 2017", "gp:10")
            .conventions(
                    "means over the batch; gp is the penalty of that name, λ 10, on points between real and generated")
            .useWhen("training must be stable and the loss should mean something; five critic steps a generator step")
            .avoidWhen("the critic has batch normalisation (the penalty is a sample's own), or time is short")
            .creates(options -> new WassersteinLoss());

    static final LossDescription WITH_LIPSCHITZ_PENALTY = DESCRIPTION
            .with("wgan-lp", "Wasserstein with Lipschitz penalty", "Petzka et al. 2018", "lp:10")
            .conventions("means over the batch; lp is the penalty of that name, λ 10: slopes below 1 cost nothing")
            .useWhen("wgan-gp with less harm where the best critic is flatter than 1; the weight matters less")
            .avoidWhen("the critic has batch normalisation (the penalty is a sample's own), or time is short")
            .creates(options -> new WassersteinLoss());

    static final LossDescription DIVERGENCE = DESCRIPTION
            .with("wgan-div", "Wasserstein divergence", "Wu et al. 2018", "div:10")
            .conventions(
                    "means over the batch; div is the penalty of that name, k 10 and p 6, on points between real and"
                            + " generated, as in its code; the paper is quoted with k 2")
            .useWhen("you want wgan-gp's steadiness without its bound of 1 on the slope")
            .avoidWhen("scores or samples are large: a slope counts by its sixth power")
            .creates(options -> new WassersteinLoss());

    /** {@code -x}. */
    static final StatedSlopes.Each NEGATED = new StatedSlopes.Each("torch.neg(%s)", "torch.fill_(%2$s, -%3$s)");

    static final StatedSlopes.Each ITSELF = new StatedSlopes.Each("%s", "torch.fill_(%2$s, %3$s)");

    @Override
    public Optional<StatedSlopes> discriminatorSlopes() {
        return Optional.of(StatedSlopes.ofBoth(NEGATED, ITSELF));
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(NEGATED));
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        // Scores drift far from 0, where float32 means would leave few digits of their difference.
        return meanDifference(fake, real, fake);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return negatedMean(fake, fake);
    }
}

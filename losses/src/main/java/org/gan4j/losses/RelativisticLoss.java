package org.gan4j.losses;

import static org.gan4j.losses.Terms.softplus;
import static org.gan4j.losses.WideMeans.difference;
import static org.gan4j.losses.WideMeans.mean;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;

/**
 * The paired relativistic loss: the critic tells which of two samples is the real one.
 *
 * <pre>
 * D: E sp(-(r - f))              [= -E log σ(r - f)]
 * G: E sp(-(f - r))
 * </pre>
 *
 * <p>The i-th real score is compared with the i-th generated one. Both values lie in (0, ∞) and are log 2 = 0.693 where the two
 * scores are equal. A constant added to all scores changes nothing, so that scores mean something only in comparison. The
 * generator's objective needs the scores on real samples, and the generator should see another real batch than the critic.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new RelativisticLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(realScores, fakeScores);
 * }</pre>
 *
 * <p>Source: Jolicoeur-Martineau 2018, "The Relativistic Discriminator: a Key Element Missing from Standard GAN"; with
 * {@link org.gan4j.losses.penalty.R1Penalty} and {@link org.gan4j.losses.penalty.R2Penalty} it is {@code r3gan}, Huang et al.
 * 2024, "The GAN is Dead; Long Live the GAN! A Modern Baseline GAN".
 */
public final class RelativisticLoss extends AdversarialLoss {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "rsgan", Group.RELATIVISTIC, "Relativistic, paired", "Jolicoeur-Martineau 2018")
            .minimise("E sp(-(r-f))", "E sp(-(f-r))")
            .conventions("mean over the pairs, the i-th real with the i-th generated score; no half anywhere")
            .useWhen("the critic tends to win: only differences of scores count, and G learns from real samples too")
            .avoidWhen("nothing bounds the critic's slope: without R1 and R2 there is no proof that it settles")
            .creates(options -> new RelativisticLoss());

    static final LossDescription R3GAN = DESCRIPTION
            .with("r3gan", "R3GAN: relativistic with R1 and R2", "Huang et al. 2024", "r1:1", "r2:1")
            .conventions(
                    "mean over the pairs; the penalties are (γ/2)E‖∇D‖² on real and on generated samples. The right"
                            + " γ grows with the image: the paper's code takes 0.05 (CIFAR-10), 1 (ImageNet, 64x64), 150"
                            + " (FFHQ, 256x256), falling to a tenth; 0.02 to 0.1 suits points in the plane")
            .useWhen("you start something new: it settles, covers the modes, and has no tricks to tune but γ")
            .avoidWhen(
                    "a step must be cheap: each of the two penalties takes gradients of gradients through the critic")
            .creates(options -> new RelativisticLoss());

    private static final String DIFFERENCE = "torch.sub(real, fake)";

    @Override
    public boolean generatorUsesReal() {
        return true;
    }

    /** The slopes to the generated scores are those to the real ones, negated. */
    @Override
    public Optional<StatedSlopes> discriminatorSlopes() {
        StatedSlopes.Each each = CrossEntropyLoss.SOFTPLUS_OF_NEGATED;
        return Optional.of(StatedSlopes.ofBoth(
                each.valueAt(DIFFERENCE),
                List.of(each.slopeAt(DIFFERENCE, "toReal"), "torch.neg(toReal, out=toFake)")));
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        StatedSlopes.Each each = CrossEntropyLoss.SOFTPLUS;
        // sp(r - f), whose derivative to f is that of sp(r - f) to its argument, negated
        return Optional.of(StatedSlopes.ofFake(
                true, each.valueAt(DIFFERENCE), List.of(each.negated().slopeAt(DIFFERENCE, "slopes"))));
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        return mean(softplus(difference(fake, real)), fake);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return discriminator(fake, real);
    }
}

package org.gan4j.losses;

import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gan4j.losses.LossDescription.Group;

/**
 * Least squares: the critic regresses to {@code a} on generated and {@code b} on real samples; the generator wants {@code c}.
 *
 * <pre>
 * D: ½E(r - b)² + ½E(f - a)²
 * G: ½E(f - c)²
 * </pre>
 *
 * <p>The factor ½ stands before every term, as in TensorFlow's GAN library. Without it ({@code half = false}) values and gradients
 * double, as in the code of Jolicoeur-Martineau and of Tseng et al. The authors' own code (xudonmao/LSGAN) has half the sum over
 * the batch in place of half the mean, which under Adam makes no difference. Values lie in [0, ∞). {@code (a, b, c) = (0, 1, 1)} is the paper's equation 9,
 * {@code (-1, 1, 0)} its equation 8, which minimises the Pearson χ² divergence.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new LeastSquaresLoss(-1, 1, 0, true);
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Mao et al. 2017, "Least Squares Generative Adversarial Networks".
 */
public final class LeastSquaresLoss extends AdversarialLoss {

    private static final LossOption A = LossOption.number("a", "0", "D's target on generated samples");
    private static final LossOption B = LossOption.number("b", "1", "D's target on real samples");
    private static final LossOption C = LossOption.number("c", "1", "G's target on generated samples");
    private static final LossOption HALF = LossOption.flag("half", "true", "the factor ½ before every term");

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "lsgan", Group.LEAST_SQUARES, "Least squares", "Mao et al. 2017")
            .minimise("½E(r-b)² + ½E(f-a)²", "½E(f-c)²")
            .conventions(
                    "means over the batch, where its code has sums; D's two terms summed; ½ before every term (half=false: none)")
            .useWhen("you want gradients from samples that are on the right side already, but far away")
            .avoidWhen("scores run away: errors count by their square")
            .options(A, B, C, HALF)
            .creates(options ->
                    new LeastSquaresLoss(options.get(A), options.get(B), options.get(C), options.get(HALF) == 1));

    private final double a;
    private final double b;
    private final double c;
    private final double factor;

    /** The loss with {@code (a, b, c) = (0, 1, 1)} and the ½. */
    public LeastSquaresLoss() {
        this(0, 1, 1, true);
    }

    /**
     * The loss with targets of your choice.
     *
     * @param a the critic's target on generated samples
     * @param b the critic's target on real samples
     * @param c the generator's target on generated samples
     * @param half whether the ½ stands before every term
     * @throws IllegalArgumentException if a target is NaN or infinite
     */
    public LeastSquaresLoss(double a, double b, double c, boolean half) {
        this.a = A.check(a);
        this.b = B.check(b);
        this.c = C.check(c);
        this.factor = half ? 0.5 : 1;
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        return distance(real, b).add(distance(fake, a));
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return distance(fake, c);
    }

    @Override
    public Optional<StatedSlopes> discriminatorSlopes() {
        return Optional.of(StatedSlopes.ofBoth(square(b, factor), square(a, factor)));
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(square(c, factor)));
    }

    /** {@code factor·(x - target)²}. */
    static StatedSlopes.Each square(double target, double factor) {
        String distance = "torch.sub(%1$s, " + StatedSlopes.number(target) + ")";
        return new StatedSlopes.Each(
                "torch.mul(torch.square(" + distance + "), " + StatedSlopes.number(factor) + ")",
                "torch.mul(" + distance + ", ops.prim.NumToTensor(" + StatedSlopes.number(2 * factor)
                        + " * %3$s), out=%2$s)");
    }

    private NDArray distance(NDArray scores, double target) {
        return times(minus(scores, target).square().mean(), factor);
    }
}

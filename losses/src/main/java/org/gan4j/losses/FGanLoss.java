package org.gan4j.losses;

import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.Terms.softplus;
import static org.gan4j.losses.WideMeans.meanDifference;
import static org.gan4j.losses.WideMeans.negatedMean;
import static org.gan4j.losses.WideMeans.widened;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gan4j.losses.LossDescription.Group;

/**
 * f-GAN: the critic's objective is a lower bound of an f-divergence between the real and the generated distribution.
 *
 * <pre>
 * D: -(E T(r) - E f*(T(f)))
 * G: -E f*(T(f))           or -E T(f), the paper's alternative
 * </pre>
 *
 * <p>The output activation {@code T} maps a raw score into the domain of the conjugate {@code f*}. The two compose to a closed
 * form, which is what is evaluated; {@link Divergence} states each with its derivation. In two steps, {@code -ln(2 - e^t)} would
 * be {@code -ln 0} from a score of 17 on.
 *
 * <p>Values are unbounded on both sides. {@code -D} is the bound of the divergence: at the best critic it is the divergence
 * itself, at least 0. A value beyond float32 ({@code e^v} above a score of 89) is infinite. Everything else is finite, with
 * its gradient. G's objective is the saturating one of the paper's equation 1. Where the critic is sure, its slope is that of
 * {@code f*(T(v))} far below 0, which vanishes for most divergences. The alternative of the paper's section 3.2 raises {@code E T(f)}
 * instead, the term that D raises on real samples; of the divergence {@code gan} it is the non-saturating objective. The formula of D stays.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new FGanLoss(FGanLoss.Divergence.PEARSON);
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Nowozin et al. 2016, "f-GAN: Training Generative Neural Samplers using Variational Divergence Minimization", tables 2
 * and 6.
 */
public final class FGanLoss extends AdversarialLoss {

    private static final double LN_2 = Math.log(2);

    private static final LossOption ALTERNATIVE = LossOption.flag(
            "alternative", "false", "G minimises -E T(f), as in section 3.2 of the paper, in place of -E f*(T(f))");

    /** The divergences of the paper; {@code v} is a raw score. */
    public enum Divergence {
        /**
         * Kullback-Leibler: {@code T(v) = v}, {@code f*(t) = e^(t-1)}, so {@code f*(T(v)) = e^(v-1)}.
         */
        KL(
                "fgan-kl",
                "Kullback-Leibler",
                "E e^(f-1) - E r",
                "-E e^(f-1)",
                "G must cover all of the data: the divergence is large where real samples are and G is not",
                "scores run away: e^v leaves float32 above a score of 89",
                v -> v,
                v -> minus(v, 1).exp(),
                WassersteinLoss.NEGATED,
                exponential("torch.sub(%1$s, 1)")),
        /**
         * Reverse Kullback-Leibler: {@code T(v) = -e^(-v)}, {@code f*(t) = -1 - ln(-t)}, so
         * {@code f*(T(v)) = -1 - ln e^(-v) = v - 1}.
         */
        REVERSE_KL(
                "fgan-reverse-kl",
                "Reverse Kullback-Leibler",
                "E e^(-r) + E f - 1",
                "1 - E f",
                "every sample should be plausible, even at the price of modes",
                "modes must not be lost, or scores run away: e^(-v) leaves float32 below a score of -89",
                v -> v.neg().exp().neg(),
                v -> minus(v, 1),
                exponentialOfNegated(),
                WassersteinLoss.ITSELF.plus(-1)),
        /**
         * Pearson χ²: {@code T(v) = v}, {@code f*(t) = t²/4 + t}, so {@code f*(T(v)) = v²/4 + v}. Below a score of -2 it
         * grows as {@code v} falls, so that G is pushed further down.
         */
        PEARSON(
                "fgan-pearson",
                "Pearson χ²",
                "E(f²/4 + f) - E r",
                "-E(f²/4 + f)",
                "you want the divergence that lsgan minimises, in its variational form",
                "generated scores fall below -2: there G is pushed further down",
                v -> v,
                v -> times(v.square(), 0.25).add(v),
                WassersteinLoss.NEGATED,
                new StatedSlopes.Each(
                        "torch.add(torch.mul(torch.square(%1$s), 0.25), %1$s)",
                        "torch.mul(torch.add(torch.mul(%1$s, 0.5), 1), ops.prim.NumToTensor(%3$s), out=%2$s)")),
        /**
         * Squared Hellinger: {@code T(v) = 1 - e^(-v)}, {@code f*(t) = t/(1-t)}, so
         * {@code f*(T(v)) = (1 - e^(-v))/e^(-v) = e^v - 1}.
         */
        SQUARED_HELLINGER(
                "fgan-squared-hellinger",
                "Squared Hellinger",
                "E e^(-r) + E e^f - 2",
                "1 - E e^f",
                "you want a divergence that treats both distributions alike and is bounded by 2",
                "scores run away: e^|v| leaves float32 beyond ±89",
                v -> minus(1, v.neg().exp()),
                v -> minus(v.exp(), 1),
                exponentialOfNegated().plus(-1),
                exponential("%1$s").plus(-1)),
        /**
         * Jensen-Shannon: {@code T(v) = ln 2 - sp(-v) = ln(2σ(v))}, {@code f*(t) = -ln(2 - e^t)}, so
         * {@code f*(T(v)) = -ln(2 - 2σ(v)) = -ln(2σ(-v)) = sp(v) - ln 2}.
         */
        JS(
                "fgan-js",
                "Jensen-Shannon",
                "E sp(-r) + E sp(f) - 2 ln 2",
                "ln 2 - E sp(f)",
                "you want minimax with a value that reads as a divergence: 0 where critic and chance agree",
                "the critic wins: G's objective saturates as minimax does",
                v -> minus(LN_2, softplus(v.neg())),
                v -> minus(softplus(v), LN_2),
                CrossEntropyLoss.SOFTPLUS_OF_NEGATED.plus(-LN_2),
                CrossEntropyLoss.SOFTPLUS.plus(-LN_2)),
        /**
         * The divergence of the first GAN: {@code T(v) = -sp(-v) = ln σ(v)}, {@code f*(t) = -ln(1 - e^t)}, so
         * {@code f*(T(v)) = -ln(1 - σ(v)) = -ln σ(-v) = sp(v)}. The same as {@link MinimaxLoss}.
         */
        GAN(
                "fgan-gan",
                "GAN",
                "E sp(-r) + E sp(f)",
                "-E sp(f)",
                "to compare the other divergences with the first GAN in one frame",
                "the critic wins: it is minimax, and saturates",
                v -> softplus(v.neg()).neg(),
                Terms::softplus,
                CrossEntropyLoss.SOFTPLUS_OF_NEGATED,
                CrossEntropyLoss.SOFTPLUS);

        final LossDescription description;
        private final UnaryOperator<NDArray> activation;
        private final UnaryOperator<NDArray> conjugate;
        private final StatedSlopes.Each ofReal;
        private final StatedSlopes.Each ofFake;

        /**
         * A divergence.
         *
         * @param activation {@code T(v)}
         * @param conjugate {@code f*(T(v))} in its closed form
         * @param ofReal {@code -T(v)} with its slope
         * @param ofFake {@code f*(T(v))} with its slope
         */
        Divergence(
                String name,
                String title,
                String discriminator,
                String generator,
                String useWhen,
                String avoidWhen,
                UnaryOperator<NDArray> activation,
                UnaryOperator<NDArray> conjugate,
                StatedSlopes.Each ofReal,
                StatedSlopes.Each ofFake) {
            this.activation = activation;
            this.conjugate = conjugate;
            this.ofReal = ofReal;
            this.ofFake = ofFake;
            this.description = LossDescription.of(name, Group.F_DIVERGENCE, "f-GAN, " + title, "Nowozin et al. 2016")
                    .minimise(discriminator, generator)
                    .conventions("means over the batch; -D bounds the divergence from below;"
                            + " G's objective is the saturating one, unless alternative is true")
                    .useWhen(useWhen)
                    .avoidWhen(avoidWhen)
                    .options(ALTERNATIVE)
                    .creates(options -> new FGanLoss(this, options.get(ALTERNATIVE) == 1));
        }

        /** {@code e^y} of a {@code y} whose slope is 1. */
        private static StatedSlopes.Each exponential(String y) {
            return new StatedSlopes.Each(
                    "torch.exp(" + y + ")", "torch.mul(torch.exp(" + y + "), ops.prim.NumToTensor(%3$s), out=%2$s)");
        }

        /** {@code e^(-v)}. */
        private static StatedSlopes.Each exponentialOfNegated() {
            return new StatedSlopes.Each(
                    "torch.exp(torch.neg(%1$s))",
                    "torch.mul(torch.exp(torch.neg(%1$s)), ops.prim.NumToTensor(-%3$s), out=%2$s)");
        }
    }

    private final Divergence divergence;
    private final boolean alternative;

    /**
     * Makes the loss with the generator's objective of the paper's equation 1.
     *
     * @param divergence which of the divergences
     */
    public FGanLoss(Divergence divergence) {
        this(divergence, false);
    }

    /**
     * Makes the loss.
     *
     * @param divergence which of the divergences
     * @param alternative whether G minimises {@code -E T(f)}, as in the paper's section 3.2, in place of {@code -E f*(T(f))}
     */
    public FGanLoss(Divergence divergence, boolean alternative) {
        this.divergence = divergence;
        this.alternative = alternative;
    }

    @Override
    public Optional<StatedSlopes> discriminatorSlopes() {
        return Optional.of(StatedSlopes.ofBoth(divergence.ofReal, divergence.ofFake));
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(alternative ? divergence.ofReal : divergence.ofFake.negated()));
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        // In float64, where nothing that has a float32 value overflows, and small divergences keep their digits.
        return meanDifference(
                divergence.conjugate.apply(widened(fake)), divergence.activation.apply(widened(real)), fake);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        UnaryOperator<NDArray> raised = alternative ? divergence.activation : divergence.conjugate;
        return negatedMean(raised.apply(widened(fake)), fake);
    }
}

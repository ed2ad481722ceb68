package org.gan4j.losses;

import static org.gan4j.losses.Constants.constant;
import static org.gan4j.losses.Constants.plus;
import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.Terms.crossEntropy;
import static org.gan4j.losses.Terms.sumOfMeans;
import static org.gan4j.losses.WideMeans.narrowed;
import static org.gan4j.losses.WideMeans.widened;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/**
 * What the critic of a cross-entropy loss is told: real samples are 1, generated ones 0, unless this softens or disturbs it.
 *
 * <ul>
 *   <li><b>One-sided label smoothing</b> (Salimans et al. 2016, "Improved Techniques for Training GANs"): the target of real
 *       samples is {@code 1 - smoothing}; that of generated ones stays 0.
 *   <li><b>Noisy labels</b> (Chintala et al. 2016, "How to Train a GAN?"): before every update each sample's label is
 *       flipped with probability {@code noise}, independently. A flipped real sample has target 0, a flipped generated one
 *       the target of real samples.
 * </ul>
 *
 * <pre>
 * D: E CE(r, t_r) + E CE(f, t_f),   CE(x, t) = t·sp(-x) + (1-t)·sp(x)
 * unflipped:  t_r = 1 - smoothing,  t_f = 0;   flipped:  t_r = 0,  t_f = 1 - smoothing
 * </pre>
 *
 * The generator's objective is left alone.
 *
 * <pre>{@code
 * Labels labels = new Labels(0.1, 0.05);                     // targets of 0.9; one label in twenty is wrong
 * AdversarialLoss loss = new NonSaturatingLoss(labels);
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * }</pre>
 *
 * @param smoothing how far below 1 the target of real samples lies, in [0, 1)
 * @param noise the probability that a label is flipped, in [0, 1]
 */
public record Labels(double smoothing, double noise) {

    // Above HARD, whose constructor reads them.
    static final LossOption SMOOTHING = LossOption.number(
            "label-smoothing", "0", "real target is 1 - s", s -> s >= 0 && s < 1, "at least 0 and below 1");

    static final LossOption NOISE = LossOption.number(
            "label-noise", "0", "probability that D's label is flipped", p -> p >= 0 && p <= 1, "from 0 to 1");

    /** Real is 1, generated is 0. */
    public static final Labels HARD = new Labels(0, 0);

    /**
     * Checks the ranges.
     *
     * @param smoothing how far below 1 the target of real samples lies, in [0, 1)
     * @param noise the probability that a label is flipped, in [0, 1]
     * @throws IllegalArgumentException if one is out of its range
     */
    public Labels {
        SMOOTHING.check(smoothing);
        NOISE.check(noise);
    }

    static Labels of(Map<LossOption, Double> options) {
        return new Labels(options.get(SMOOTHING), options.get(NOISE));
    }

    /** The critic's cross-entropy: {@code E CE(r, real target) + E CE(f, 0)}, with labels flipped as {@link #noise} says. */
    NDArray discriminatorLoss(NDArray real, NDArray fake) {
        if (smoothing == 0) {
            return crossEntropies(real, fake);
        }
        // Towards a soft target the slope has a zero, and near it two terms that cancel.
        return narrowed(crossEntropies(widened(real), widened(fake)), fake);
    }

    private NDArray crossEntropies(NDArray real, NDArray fake) {
        double target = 1 - smoothing;
        if (noise == 0) {
            return sumOfMeans(crossEntropy(real, target), crossEntropy(fake, 0));
        }
        NDArray realTargets = plus(times(flipped(real), -target), target);
        NDArray fakeTargets = times(flipped(fake), target);
        return sumOfMeans(crossEntropy(real, realTargets), crossEntropy(fake, fakeTargets));
    }

    /** 1 where a label is to be flipped, 0 elsewhere; drawn on the scores' device. */
    private NDArray flipped(NDArray scores) {
        NDManager manager = scores.getManager();
        return manager.randomUniform(0, 1, scores.getShape(), scores.getDataType(), scores.getDevice())
                .lt(constant(scores, noise))
                .toType(scores.getDataType(), false);
    }
}

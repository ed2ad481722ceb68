package org.gan4j.train;

import java.util.Map;

/**
 * A report of the last steps.
 *
 * @param step generator updates so far
 * @param epoch passes over the data so far, with fraction
 * @param means the means over the steps since the previous tick, by name: the losses, the scores, each penalty, and each further
 *     term; with their weights
 * @param stepsPerSecond the speed since the previous tick
 * @param seconds since the run began
 */
public record Tick(long step, double epoch, Map<String, Double> means, double stepsPerSecond, double seconds) {

    /** The discriminator's adversarial loss, without penalties. */
    public static final String D_LOSS = "dLoss";

    /** The generator's loss. */
    public static final String G_LOSS = "gLoss";

    /** The discriminator's mean score on real samples. */
    public static final String SCORE_REAL = "scoreReal";

    /** The discriminator's mean score on generated samples. */
    public static final String SCORE_FAKE = "scoreFake";

    /** The probability of augmentation, of a run that steers it. */
    public static final String AUGMENT_P = "augmentP";

    /**
     * A mean.
     *
     * @param name what it is of
     * @return the mean; NaN if the run reports none
     */
    public double mean(String name) {
        return means.getOrDefault(name, Double.NaN);
    }
}

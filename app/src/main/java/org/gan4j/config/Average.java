package org.gan4j.config;

import org.gan4j.optim.Schedule;

/**
 * The exponential moving average of the generator's weights, which pictures and samples are drawn from.
 *
 * <p>{@code average += (1 - ½^(1/h))·(weights - average)} after every step, with {@code h = min(halfLife, rampUp·step)}: a young
 * average forgets the first steps as fast as they become worthless.
 *
 * @param halfLife the steps after which a step's weights count half; 0 keeps no average
 * @param rampUp the half-life as a fraction of the steps so far, while that is shorter; 0 for no ramp-up
 * @param grows whether the half-life {@code h} also grows over the run, from 0 on half a cosine wave (Huang et al. 2024)
 */
public record Average(double halfLife, double rampUp, boolean grows) {
    /**
     * How far the average moves towards the weights after a step.
     *
     * @param step the number of the step, from 1
     * @param totalSteps the length of the run
     * @return a fraction in (0, 1]
     */
    public double fraction(long step, long totalSteps) {
        double longest = grows ? halfLife * (1 - Schedule.HALF_WAVE.factor(step, totalSteps)) : halfLife;
        double steps = rampUp == 0 ? longest : Math.min(longest, rampUp * step);
        return -Math.expm1(-Math.log(2) / steps);
    }
}

package org.gan4j.train;

/**
 * Where a run goes on. With the arrays of {@link GanTrainer#state()} this is all that the next step depends on. Schedules, the order
 * of the data and every random number follow from the step, the seed and the number of rollbacks.
 *
 * @param step generator updates so far
 * @param reportedStep the step of the last regular tick; the means of the steps since are part of the state
 * @param rollbacks how often the run went back to a checkpoint because its numbers went bad
 * @param seconds since the run began, without the time between an interrupt and its resumption
 */
public record ResumePoint(long step, long reportedStep, int rollbacks, double seconds) {

    /** Checks the ranges, as the numbers may come from a file. */
    public ResumePoint {
        if (step < 0 || reportedStep < 0 || reportedStep > step || rollbacks < 0 || !(seconds >= 0)) {
            throw new IllegalArgumentException("position (step " + step + ", reported " + reportedStep + ", rollbacks "
                    + rollbacks + ", seconds " + seconds + ") is not one of a run");
        }
    }

    /**
     * How much smaller the rates are after rollbacks.
     *
     * @param rollbacks how often the run went back
     * @return a factor of the configuration's rates
     */
    public static double rateFactor(int rollbacks) {
        return Math.pow(0.5, rollbacks);
    }
}

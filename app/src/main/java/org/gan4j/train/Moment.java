package org.gan4j.train;

import org.gan4j.config.TrainConfig;

/**
 * Where in a run a step stands.
 *
 * @param step the steps before it
 * @param steps the steps of the whole run
 * @param epoch the passes over the data that are complete
 * @param rate the factor of both learning rates
 * @param beta2 the decay of the second moment (Adam)
 * @param penalty the factor of the weights of penalties
 */
record Moment(long step, long steps, long epoch, double rate, double beta2, double penalty) {

    /**
     * The moment of a configured run.
     *
     * @param config the configuration
     * @param step the steps before it
     * @param steps the steps of the whole run
     * @param epoch the passes over the data that are complete
     * @param rollbacks how often the run went back
     */
    static Moment of(TrainConfig config, long step, long steps, long epoch, int rollbacks) {
        double rate = config.optimization().schedule().factor(step, steps) * ResumePoint.rateFactor(rollbacks);
        double beta2 = config.optimization().beta2At(step / (double) steps);
        double penalty = config.techniques().penaltySchedule().factor(step, steps);
        return new Moment(step, steps, epoch, rate, beta2, penalty);
    }
}

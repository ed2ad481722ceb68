package org.gan4j.train;

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
record Moment(long step, long steps, long epoch, double rate, double beta2, double penalty) {}

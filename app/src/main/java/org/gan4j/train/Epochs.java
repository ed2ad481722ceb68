package org.gan4j.train;

/**
 * Passes over the data. Every discriminator update takes one batch; so a step takes {@code criticSteps}.
 *
 * @param batches the batches of one pass
 * @param criticSteps the discriminator updates of one step
 */
record Epochs(long batches, int criticSteps) {

    /** The passes after so many steps, with fraction. */
    double at(long steps) {
        return steps * criticSteps / (double) batches;
    }

    /** The passes that are complete after so many steps. */
    long completed(long steps) {
        return steps * criticSteps / batches;
    }

    /** Whether the last of so many steps completed a pass. */
    boolean endAt(long steps) {
        return steps > 0 && completed(steps) > completed(steps - 1);
    }

    /** The steps that so many passes take, rounded up. */
    long steps(long epochs) {
        return (batches * epochs + criticSteps - 1) / criticSteps;
    }
}

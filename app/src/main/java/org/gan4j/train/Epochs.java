package org.gan4j.train;

/**
 * Passes over the data. Every discriminator update takes one batch; so a step takes {@code criticSteps}.
 *
 * @param batches the batches of one pass
 * @param criticSteps the discriminator updates of one step
 */
public record Epochs(long batches, int criticSteps) {

    /** In fewer steps, what is done after an epoch may take longer than the steps. */
    static final long SHORT = 100;

    /** {@return whether a pass takes longer than what is done after it} */
    public boolean areLong() {
        return batches >= SHORT * criticSteps;
    }

    /** The passes after so many steps, with fraction. */
    double at(long steps) {
        return steps * criticSteps / (double) batches;
    }

    /**
     * The passes that are complete after some steps.
     *
     * @param steps the steps
     * @return how many
     */
    public long completed(long steps) {
        return steps * criticSteps / batches;
    }

    /** Whether the last of so many steps completed a pass. */
    boolean endAt(long steps) {
        return steps > 0 && completed(steps) > completed(steps - 1);
    }

    /**
     * Whether it is time for what costs as much as steps do: after each pass, or after several that are short.
     *
     * @param steps the steps
     * @return true if the last of them completed a pass, and none before it since a multiple of 100 steps
     */
    public boolean endLongAt(long steps) {
        return endAt(steps) && steps / SHORT > steps(completed(steps - 1)) / SHORT;
    }

    /** The steps that so many passes take, rounded up. */
    long steps(long epochs) {
        return (batches * epochs + criticSteps - 1) / criticSteps;
    }
}

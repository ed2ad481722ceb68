package org.gan4j.train;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;

/** A way to record a step, so that it can be played again without going through all that makes it up. */
interface StepRecorder extends AutoCloseable {

    /** A recorded step. */
    @FunctionalInterface
    interface Recording {
        /** Plays it again at another moment. */
        void play(NDManager scope, Moment now);
    }

    /** What of a moment its recordings cannot change later. */
    List<Object> fixedAt(Moment now);

    /**
     * Plays a step and records it.
     *
     * @param scope owns what the step computes
     * @param now where in the run it stands
     * @return the recording; empty if such steps cannot be recorded
     */
    Optional<Recording> record(NDManager scope, Moment now);

    @Override
    void close();
}

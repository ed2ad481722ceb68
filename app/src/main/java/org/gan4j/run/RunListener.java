package org.gan4j.run;

import java.nio.file.Path;
import org.gan4j.eval.Evaluation;
import org.gan4j.train.Sign;
import org.gan4j.train.TrainingListener;

/**
 * Watches a run: its training, and what is made of the generator on the way.
 *
 * <p>Listeners are independent of each other: the order in which they are told does not matter.
 */
public interface RunListener extends TrainingListener, AutoCloseable {

    /**
     * Called when the generator has been evaluated.
     *
     * @param evaluation its metrics
     * @param epoch passes over the data so far, with fraction
     */
    default void evaluated(Evaluation evaluation, double epoch) {}

    /**
     * Called when a picture of samples has been written.
     *
     * @param step generator updates so far
     * @param picture the file
     */
    default void drawn(long step, Path picture) {}

    /**
     * Called when the game looks lost.
     *
     * @param sign why
     */
    default void signed(Sign sign) {}

    /** Called when the training has ended, or failed. */
    @Override
    default void close() {}
}

package org.gan4j.eval;

import java.util.concurrent.atomic.AtomicInteger;
import org.gan4j.data.ReadingProgress;

/** Told of what takes time in an evaluation. */
@FunctionalInterface
public interface EvaluationProgress extends ReadingProgress {

    /**
     * Counts the parts of a task.
     *
     * @param task what is done, in a word or two
     * @param total how many parts it has
     * @return to be run after each part
     */
    default Runnable parts(String task, int total) {
        AtomicInteger done = new AtomicInteger();
        advance(task, 0, total);
        return () -> advance(task, done.incrementAndGet(), total);
    }
}

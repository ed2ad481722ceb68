package org.gan4j.eval;

import java.util.concurrent.atomic.AtomicInteger;

/** Told of what takes time in an evaluation. */
@FunctionalInterface
public interface EvaluationProgress {

    /**
     * Something took place that a person wants to know.
     *
     * @param line one line
     */
    void say(String line);

    /**
     * A part of a task is done.
     *
     * @param task what is done, in a word or two
     * @param done how many parts are
     * @param total of so many
     */
    default void advance(String task, long done, long total) {}

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

package org.gan4j.eval;

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
}

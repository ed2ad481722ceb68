package org.gan4j.data;

/** Told of what takes time while data are read. */
@FunctionalInterface
public interface ReadingProgress {

    /**
     * Something took place that a person wants to know.
     *
     * @param line one line
     */
    void say(String line);

    /**
     * A part of a task is done. Comes from one thread at a time.
     *
     * @param task what is done, in a word or two
     * @param done how many parts are
     * @param total of so many
     */
    default void advance(String task, long done, long total) {}
}

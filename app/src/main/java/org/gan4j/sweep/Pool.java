package org.gan4j.sweep;

import java.util.List;

/** Runs tasks, each as a process of its own, as many at a time as there is room for. */
public interface Pool extends AutoCloseable {

    /** Is told what becomes of the tasks, from any thread. */
    @FunctionalInterface
    interface Listener {

        /**
         * A task is over: its process has ended, and is not started again.
         *
         * @param number of the task's run
         * @param code the exit code; above 128 if a signal ended it
         * @param line what is to be said of it if it failed and its log does not tell; {@code null} for nothing
         */
        void ended(int number, int code, String line);
    }

    /**
     * Runs tasks to their ends, or until {@link #stop}.
     *
     * @param tasks what to run, in the order in which they are to be started
     * @param listener told what becomes of them
     */
    void run(List<Task> tasks, Listener listener);

    /** Starts no more tasks, and lets those that run end at a checkpoint. May be called from any thread. */
    void stop();

    @Override
    void close();
}

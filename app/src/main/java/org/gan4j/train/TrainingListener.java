package org.gan4j.train;

/**
 * Watches a run from outside the algorithm: progress, metrics, pictures and checkpoints are listeners.
 *
 * <p>After a step, all listeners hear {@link #stepped}, then all hear {@link #ticked}, {@link #epochEnded} and {@link #stepEnded}, as
 * they apply. Listeners of one event must not depend on each other's order: what needs the work of others comes in a later event.
 */
public interface TrainingListener {

    /**
     * Called once, before the first step or the one with which an earlier run goes on.
     *
     * @param trainer the trainer before that step
     */
    default void started(GanTrainer trainer) {}

    /**
     * Called every so many steps and after the last one.
     *
     * @param tick the means over the steps since the previous tick
     */
    default void ticked(Tick tick) {}

    /**
     * Called after each pass over the data, and after the last step if that does not end one. A pass may be as short as a step: what
     * costs as much as steps do waits for {@link Epochs#endLongAt}, or is done as often as a person asks for it.
     *
     * @param trainer the trainer between two steps
     */
    default void epochEnded(GanTrainer trainer) {}

    /**
     * Called after each step; to be kept cheap.
     *
     * @param step generator updates so far
     */
    default void stepped(long step) {}

    /**
     * Called last after each step, after ticks and epochs that end with it; to be kept cheap.
     *
     * @param trainer the trainer between two steps
     */
    default void stepEnded(GanTrainer trainer) {}

    /**
     * Called once, after the last step or the one after which the run was asked to stop.
     *
     * @param trainer the trainer after its last step
     */
    default void stopped(GanTrainer trainer) {}
}

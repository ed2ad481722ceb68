package org.gan4j.cli;

import java.util.List;
import java.util.function.Consumer;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;

/** Listeners as one, with a clock: what they take of a run is told at its end. */
final class TimedListeners implements TrainingListener {

    private final List<TrainingListener> listeners;
    private long nanoseconds;

    TimedListeners(List<TrainingListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** The time that the listeners have taken until now. */
    long nanoseconds() {
        return nanoseconds;
    }

    @Override
    public void stepped(long step) {
        each(listener -> listener.stepped(step));
    }

    @Override
    public void ticked(Tick tick) {
        each(listener -> listener.ticked(tick));
    }

    @Override
    public void epochEnded(GanTrainer trainer) {
        each(listener -> listener.epochEnded(trainer));
    }

    @Override
    public void stepEnded(GanTrainer trainer) {
        each(listener -> listener.stepEnded(trainer));
    }

    @Override
    public void stopped(GanTrainer trainer) {
        each(listener -> listener.stopped(trainer));
    }

    private void each(Consumer<TrainingListener> callback) {
        long began = System.nanoTime();
        listeners.forEach(callback);
        nanoseconds += System.nanoTime() - began;
    }
}

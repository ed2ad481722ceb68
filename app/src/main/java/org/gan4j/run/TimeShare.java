package org.gan4j.run;

import org.gan4j.train.Epochs;
import org.gan4j.train.GanTrainer;

/** A share of a run's time for what a run also does, so that it is a run's smallest part also where its epochs are short. */
public final class TimeShare {

    /** Twice, for pictures and checkpoints; with the page and the rest a run has 5 % for all of it. */
    private static final double SHARE = 0.015;

    /**
     * So often it is done whatever it takes: a run of a few epochs has all of its pictures and checkpoints. Of many short epochs the
     * first ones are nothing to wait for.
     */
    private static final int FREE = 5;

    private final long began = System.nanoTime();
    private long spent;
    private int times;

    /** Whether there is time to do it once more. */
    boolean isLeft(GanTrainer trainer) {
        Epochs epochs = trainer.epochs();
        boolean free = epochs.areLong() || epochs.completed(trainer.totalSteps()) <= FREE;
        if (times == 0 || free && times < FREE) {
            return true;
        }
        return spent + spent / times < SHARE * (System.nanoTime() - began);
    }

    /** Does it. */
    void spend(Runnable task) {
        long before = System.nanoTime();
        task.run();
        spent += System.nanoTime() - before;
        times++;
    }
}

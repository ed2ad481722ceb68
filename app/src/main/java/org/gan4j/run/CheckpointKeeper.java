package org.gan4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gan4j.data.RealData;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;

/**
 * Saves checkpoints while a run trains and where it stops, and keeps the last few of them.
 *
 * @param directory where to
 * @param run the run's record
 * @param data the real samples
 * @param every how often
 * @param keep how many; 0 for all
 */
public record CheckpointKeeper(RunDirectory directory, RunRecord run, RealData data, CheckpointInterval every, int keep)
        implements TrainingListener {

    @Override
    public void stepEnded(GanTrainer trainer) {
        if (every.endsAt(trainer)) {
            save(trainer);
        }
    }

    @Override
    public void stopped(GanTrainer trainer) {
        Path saved = directory.checkpoints().path(trainer.steps());
        if (trainer.steps() > 0 && !Files.exists(saved)) {
            save(trainer);
        }
    }

    private void save(GanTrainer trainer) {
        trainer.requireFinite(); // numbers that went bad must not replace the last good ones
        // The lines before the checkpoint: a run that goes on from it does not write them again.
        new Metrics(directory.metrics()).sync();
        directory.checkpoints().write(trainer, run, data.fingerprint(), keep);
    }
}

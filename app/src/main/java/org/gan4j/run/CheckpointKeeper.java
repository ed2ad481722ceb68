package org.gan4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluation;
import org.gan4j.train.GanTrainer;

/** Saves checkpoints while a run trains and where it stops, and keeps the last few of them; if wanted, the best one too. */
public final class CheckpointKeeper implements RunListener {

    private final RunDirectory directory;
    private final RunRecord run;
    private final RealData data;
    private final Interval every;
    private final int keep;
    private final boolean keepBest;
    private Optional<Evaluation> best;
    private boolean better;
    private final TimeShare time = new TimeShare();

    /**
     * Starts to keep checkpoints.
     *
     * @param directory where to
     * @param run the run's record
     * @param data the real samples
     * @param every how often
     * @param keep how many; 0 for all
     * @param keepBest whether to keep the one with the best evaluation next to them
     */
    public CheckpointKeeper(
            RunDirectory directory, RunRecord run, RealData data, Interval every, int keep, boolean keepBest) {
        this.directory = directory;
        this.run = run;
        this.data = data;
        this.every = every;
        this.keep = keep;
        this.keepBest = keepBest;
        this.best = keepBest ? new Metrics(directory.metrics()).read().best(directory.checkpoints()) : Optional.empty();
    }

    @Override
    public void evaluated(Evaluation evaluation, double epoch) {
        if (keepBest && best.filter(known -> !evaluation.isBetterThan(known)).isEmpty()) {
            best = Optional.of(evaluation);
            better = !Files.exists(directory.checkpoints().path(evaluation.step()));
        }
    }

    @Override
    public void stepEnded(GanTrainer trainer) {
        boolean due = every.endsAt(trainer) && (!every.limited() || time.isLeft(trainer));
        if (better || due) {
            time.spend(() -> save(trainer));
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
        directory.checkpoints().write(trainer, run, data.fingerprint(), keep, best.map(Evaluation::step));
        better = false;
    }
}

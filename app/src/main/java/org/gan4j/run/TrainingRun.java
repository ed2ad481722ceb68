package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gan4j.UserException;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluator;
import org.gan4j.files.ProcessLock;
import org.gan4j.train.CollapseSigns;
import org.gan4j.train.DivergedException;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.ResumePoint;
import org.gan4j.train.Sign;
import org.gan4j.train.TrainingListener;

/**
 * A run from its beginning or a checkpoint to its end, with what it leaves in its directory.
 *
 * <p>It needs no terminal and no command line: an {@link Audience} is told what happens, and {@link #requestStop} ends it early.
 */
public final class TrainingRun implements AutoCloseable {

    private final RunRecord run;
    private final RunPlan plan;
    private final RealData data;
    private final Evaluator evaluator;
    private final NDManager manager;
    private final Audience audience;
    private RunDirectory directory;
    private ProcessLock lock;
    private volatile GanTrainer trainer;
    private boolean begun;
    private volatile boolean stopRequested;

    /** Anyone who wants to know what a run does. */
    public interface Audience {

        /**
         * Something is not as it should be, but the run goes on.
         *
         * @param message one line
         */
        void warn(String message);

        /**
         * The run is about to train, or to find that nothing is left to do.
         *
         * @param trainer the trainer before its first step
         * @param directory where the run goes
         */
        void begins(GanTrainer trainer, RunDirectory directory);

        /**
         * What else watches the training. A run that goes back to a checkpoint asks again.
         *
         * @param trainer the trainer before its first step
         * @return listeners, which are closed when the training ends
         */
        List<RunListener> watchers(GanTrainer trainer);
    }

    /**
     * What came of a run.
     *
     * @param firstStep the steps that had been taken before
     * @param step the steps that are taken now
     * @param totalSteps the steps of the whole run; not all are taken if it was asked to stop
     * @param seconds what the steps and all around them took
     * @param secondsOutsideSteps the part of it around the steps
     * @param signs that the game looks lost
     */
    public record Outcome(
            long firstStep, long step, long totalSteps, double seconds, double secondsOutsideSteps, List<Sign> signs) {}

    /**
     * Prepares a run.
     *
     * @param run the run's record
     * @param plan what it writes, and when
     * @param earlier the directory of the run that goes on, or {@code null} for a new one
     * @param data the real samples
     * @param evaluator what evaluates the generator on the way, or {@code null}
     * @param manager tells the device
     * @param audience told what happens
     * @throws UserException if another process writes to the directory
     */
    public TrainingRun(
            RunRecord run,
            RunPlan plan,
            RunDirectory earlier,
            RealData data,
            Evaluator evaluator,
            NDManager manager,
            Audience audience) {
        this.run = run;
        this.plan = plan;
        this.data = data;
        this.evaluator = evaluator;
        this.manager = manager;
        this.audience = audience;
        if (earlier != null) {
            enter(earlier);
        }
    }

    private void enter(RunDirectory entered) {
        directory = entered;
        lock = entered.lock();
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }

    /**
     * Where the run goes.
     *
     * @return its directory; of a new run {@code null} until it begins
     */
    public RunDirectory directory() {
        return directory;
    }

    /** Lets the run end after the step that it is at, with a last checkpoint. May be called from any thread. */
    public void requestStop() {
        stopRequested = true;
        GanTrainer training = trainer;
        if (training != null) {
            training.requestStop();
        }
    }

    /**
     * Trains. If numbers go bad, goes back to the last checkpoint as the plan says.
     *
     * @return how it ended
     * @throws UserException if the run cannot go on; caused by a {@link DivergedException} if its numbers went bad
     */
    public Outcome run() {
        Optional<Checkpoint> from = plan.resume() == null ? Optional.empty() : checkpoint();
        int rollbacks = directory == null ? 0 : rollbacksUntil(from);
        while (true) {
            try {
                return attempt(from, rollbacks);
            } catch (DivergedException e) {
                from = directory.checkpoints().lastWhole(audience::warn);
                if (stopRequested || !plan.rollsBack()) {
                    throw failed(e, from, rollbacks);
                }
                // At once: a run that is killed before it gets there goes on with this attempt, not with the one that
                // failed.
                new Metrics(directory.metrics()).appendRollback(stepOf(from), ++rollbacks);
                if (rollbacks > Settings.MOST_ROLLBACKS) {
                    throw failed(e, from, Settings.MOST_ROLLBACKS);
                }
                audience.warn("training diverged: " + e.what() + "; back to step " + stepOf(from)
                        + " with other random numbers and half the rates (" + rates(rollbacks) + "), attempt "
                        + rollbacks
                        + " of " + Settings.MOST_ROLLBACKS);
            }
        }
    }

    private static long stepOf(Optional<Checkpoint> checkpoint) {
        return checkpoint.map(taken -> taken.position().step()).orElse(0L);
    }

    private String rates(int rollbacks) {
        TrainConfig.Optimization optimization = run.config().optimization();
        double factor = ResumePoint.rateFactor(rollbacks);
        return "G " + Setting.number(factor * optimization.generatorRate()) + ", D "
                + Setting.number(factor * optimization.discriminatorRate());
    }

    /** How often the run has gone back to where it goes on. Anyone who changes it by force starts to count again. */
    private int rollbacksUntil(Optional<Checkpoint> from) {
        int saved = from.map(checkpoint -> checkpoint.position().rollbacks()).orElse(0);
        Metrics metrics = new Metrics(directory.metrics());
        OptionalInt told = metrics.rollbacks(stepOf(from));
        if (plan.force()) {
            if (told.isPresent() && told.getAsInt() != saved) {
                metrics.appendRollback(stepOf(from), saved);
            }
            return saved;
        }
        int rollbacks = told.orElse(saved);
        if (rollbacks > Settings.MOST_ROLLBACKS) {
            throw new UserException(
                    directory.root() + " went back " + Settings.MOST_ROLLBACKS + " times and diverged each time;"
                            + " start a new run with lower rates, or add --force with other settings to try again from step "
                            + stepOf(from));
        }
        return rollbacks;
    }

    private UserException failed(DivergedException e, Optional<Checkpoint> last, int rollbacks) {
        String kept = last.map(checkpoint -> "the last good checkpoint is " + checkpoint.directory())
                .orElse("there was no checkpoint yet");
        String back = rollbacks > 0 ? "; it was rolled back " + rollbacks + " times" : "";
        return new UserException(
                e.getMessage() + (plan.rollsBack() ? "" : ", or --on-nan rollback") + "; " + kept + back, e);
    }

    private Optional<Checkpoint> checkpoint() {
        Optional<Checkpoint> checkpoint = Checkpoints.isOne(plan.resume())
                ? Optional.of(Checkpoint.open(plan.resume()))
                : directory.checkpoints().lastWhole(audience::warn);
        if (checkpoint.isEmpty()) {
            audience.warn(directory.root() + " has no checkpoint; the run begins anew");
        } else if (!plan.force()) {
            checkSame(checkpoint.get());
        }
        return checkpoint;
    }

    private void checkSame(Checkpoint checkpoint) {
        List<String> differences = run.config().differences(checkpoint.run().config(), "the checkpoint");
        if (!differences.isEmpty()) {
            throw new UserException(checkpoint.directory() + " was made with other settings: "
                    + String.join(", ", differences)
                    + "; take another checkpoint, or add --force to go on from it with those of the run");
        }
        if (!checkpoint.data().equals(data.fingerprint())) {
            throw new UserException("the run was trained on other data (" + checkpoint.data() + ") than these ("
                    + data.fingerprint() + "); give --data-dir with the same, or add --force");
        }
    }

    private Outcome attempt(Optional<Checkpoint> from, int rollbacks) {
        try (GanTrainer attempted = new GanTrainer(run.config(), data, manager, rollbacks)) {
            trainer = attempted;
            if (from.isEmpty()) {
                WarmStart.apply(trainer, run.config().model().initFrom());
            }
            if (directory == null) {
                // Not before the networks are there: what is too large for the memory leaves no directory.
                enter(RunDirectory.create(
                        plan.out(),
                        run.config().data().dataset() + "-"
                                + run.config().objective().loss(),
                        run));
            }
            from.ifPresent(checkpoint -> checkpoint.restore(trainer));
            if (trainer.steps() > trainer.totalSteps()) {
                throw new UserException(directory.root() + " is at step " + trainer.steps() + ", beyond the "
                        + trainer.totalSteps() + " asked for; give longer --epochs or --steps");
            }
            if (!begun) {
                audience.begins(trainer, directory);
                begun = true;
            }
            if (trainer.steps() < trainer.totalSteps()) {
                return train();
            }
            RunRecorder.drawCurves(directory, run.config(), manager);
            return outcome(trainer.steps(), 0, 0);
        }
    }

    private Outcome train() {
        directory.rewind(trainer.resumePoint(), trainer.endsEpoch(), run);
        long began = System.nanoTime();
        long firstStep = trainer.steps();
        long trained;
        List<RunListener> watchers = new ArrayList<>();
        RunListener all = new RunListener() {
            @Override
            public void close() {
                watchers.forEach(RunListener::close);
            }
        };
        try (all) {
            List<TrainingListener> listeners = listeners(watchers);
            if (stopRequested) {
                trainer.requestStop();
            }
            trainer.train(listeners);
            trained = System.nanoTime();
        }
        long ended = System.nanoTime();
        return outcome(firstStep, (ended - began) / 1e9, trainer.secondsOutsideSteps() + (ended - trained) / 1e9);
    }

    /** All that listen, in any order. Those that are told more than the training tells are added to the watchers. */
    private List<TrainingListener> listeners(List<RunListener> watchers) {
        if (plan.tensorboard()) {
            watchers.add(new TensorBoardLog(directory));
        }
        watchers.addAll(audience.watchers(trainer));
        NDArray input = trainer.sampleInput(SamplePicture.defaultCount(run.samples()), manager);
        watchers.add(new RunRecorder(directory, run, data, input, watchers, plan.sampleEvery(), new TimeShare()));
        watchers.add(new CheckpointKeeper(directory, run, data, plan.checkpointEvery(), plan.keep(), plan.keepBest()));
        List<TrainingListener> listeners = new ArrayList<>(watchers);
        if (plan.stopAt() != null) {
            listeners.add(plan.stopAt().listener());
        }
        listeners.add(new CollapseSigns(run.config().objective(), history().signs(), sign -> {
            audience.warn(sign.toString());
            watchers.forEach(watcher -> watcher.signed(sign));
        }));
        if (evaluator != null) {
            NDArray noise = trainer.sampleInput(Settings.EVALUATION_COUNT, manager);
            listeners.add(new EvaluationListener(
                    evaluator, plan.evaluateEvery(), noise, new Metrics(directory.metrics()), watchers));
        }
        return listeners;
    }

    private RunHistory history() {
        return new Metrics(directory.metrics()).read();
    }

    private Outcome outcome(long firstStep, double seconds, double secondsOutsideSteps) {
        return new Outcome(
                firstStep,
                trainer.steps(),
                trainer.totalSteps(),
                seconds,
                secondsOutsideSteps,
                history().signs());
    }
}

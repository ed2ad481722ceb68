package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.config.FlagNumber;
import org.gan4j.config.ObjectiveText;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluator;
import org.gan4j.page.NumberText;
import org.gan4j.page.PageWriter;
import org.gan4j.picture.NoFontsException;
import org.gan4j.run.Balance;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.CheckpointKeeper;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.run.RunRecorder;
import org.gan4j.run.TensorBoardLog;
import org.gan4j.run.WarmStart;
import org.gan4j.train.CollapseSigns;
import org.gan4j.train.DivergedException;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;

/** A run from its beginning or a checkpoint to its end, with what it leaves behind. */
final class Training implements AutoCloseable {
    private final RunRecord run;
    private final TrainConfig config;
    private final RunOptions options;
    private final String origin;
    private final RealData data;
    private final Evaluator evaluator;
    private final NDManager manager;
    private final Terminal terminal;
    private RunDirectory directory;
    private RunDirectory.RunLock lock;
    private Interruption interruption;

    /**
     * Prepares a run.
     *
     * @param run the run's record
     * @param options what it leaves behind, and when
     * @param origin where its settings come from, for a person
     * @param earlier the directory of the run that goes on, or {@code null} for a new one
     * @param data the real samples
     * @param evaluator what scores the generator on the way, or {@code null}
     * @param manager tells the device
     * @param terminal told what happens
     */
    Training(
            RunRecord run,
            RunOptions options,
            String origin,
            RunDirectory earlier,
            RealData data,
            Evaluator evaluator,
            NDManager manager,
            Terminal terminal) {
        this.run = run;
        this.config = run.config();
        this.options = options;
        this.origin = origin;
        this.data = data;
        this.evaluator = evaluator;
        this.manager = manager;
        this.terminal = terminal;
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

    int run() {
        try (Interruption caught = new Interruption(terminal.err())) {
            interruption = caught;
            return attempts();
        }
    }

    private int attempts() {
        Optional<Checkpoint> from = options.resume() == null ? Optional.empty() : checkpoint();
        int rollbacks =
                from.map(checkpoint -> checkpoint.position().rollbacks()).orElse(0);
        while (true) {
            try {
                return train(from, rollbacks);
            } catch (DivergedException e) {
                from = directory.latestCheckpoint(terminal::warn);
                String back = from.map(
                                checkpoint -> "step " + checkpoint.position().step())
                        .orElse("the beginning");
                if (interruption.exitCode() != 0) {
                    terminal.warn(e.getMessage());
                    return interruption.exitCode();
                }
                if (!options.rollsBack() || rollbacks == RunOptions.MOST_ROLLBACKS) {
                    String kept = from.map(checkpoint -> "the last good checkpoint is " + checkpoint.directory())
                            .orElse("there was no checkpoint yet");
                    throw new UserException(
                            e.getMessage() + "; " + kept
                                    + (rollbacks > 0 ? "; it was rolled back " + rollbacks + " times" : ""),
                            e);
                }
                rollbacks++;
                terminal.warn(e.getMessage() + "; back to " + back
                        + " with other random numbers and half the rates, attempt " + rollbacks + " of "
                        + RunOptions.MOST_ROLLBACKS);
            }
        }
    }

    private Optional<Checkpoint> checkpoint() {
        Optional<Checkpoint> checkpoint = RunDirectory.isCheckpoint(options.resume())
                ? Optional.of(Checkpoint.open(options.resume()))
                : directory.latestCheckpoint(terminal::warn);
        if (checkpoint.isEmpty()) {
            terminal.warn(directory.root() + " has no checkpoint; the run begins anew");
        }
        checkpoint.ifPresent(found -> {
            if (!found.run().config().sameMathematics(config) && !options.force()) {
                throw new UserException(found.directory() + " is of a run with other settings (seed "
                        + found.run().config().seed() + ", loss "
                        + found.run().config().objective().loss() + "); take the run's own checkpoint, or add --force");
            }
            if (!found.data().equals(data.fingerprint()) && !options.force()) {
                throw new UserException("the run was trained on other data (" + found.data() + ") than these ("
                        + data.fingerprint() + "); give --data-dir with the same, or add --force");
            }
        });
        return checkpoint;
    }

    private int train(Optional<Checkpoint> from, int rollbacks) {
        try (GanTrainer trainer = new GanTrainer(config, data, manager, rollbacks)) {
            if (from.isEmpty()) {
                WarmStart.apply(trainer, config.model().initFrom());
            }
            if (directory == null) {
                // Not before the networks are there: what is too large for the memory leaves no directory behind.
                enter(RunDirectory.create(
                        options.out(),
                        config.data().dataset() + "-" + config.objective().loss(),
                        run));
            }
            from.ifPresent(checkpoint -> checkpoint.restore(trainer));
            if (trainer.steps() > trainer.totalSteps()) {
                throw new UserException(directory.root() + " is at step " + trainer.steps() + ", beyond the "
                        + trainer.totalSteps() + " asked for; give longer --epochs or --steps");
            }
            if (trainer.steps() == trainer.totalSteps()) {
                announce(trainer);
                terminal.say("nothing is left to do: give longer --epochs or --steps");
                lookBack(trainer, recorder(trainer));
                return 0;
            }
            directory.rewind(trainer.resumePoint(), trainer.endsEpoch(), run);
            announce(trainer);
            return train(trainer);
        }
    }

    private int train(GanTrainer trainer) {
        RunRecorder recorder = recorder(trainer);
        List<TrainingListener> listeners =
                new ArrayList<>(List.of(recorder, new CollapseSigns(config.objective(), terminal::warn)));
        long began = System.nanoTime();
        long firstStep = trainer.steps();
        int exitCode;
        interruption.stops(trainer);
        try (Progress progress =
                        terminal.quiet() ? null : new Progress(terminal.out(), trainer.totalSteps(), Bar.terminal());
                TensorBoardLog board = options.tensorboard() ? new TensorBoardLog(directory) : null) {
            if (progress != null) {
                listeners.add(progress);
            }
            if (evaluator != null) {
                listeners.add(new EvaluationListener(
                        evaluator,
                        options.evaluateEvery(),
                        config,
                        trainer.sampleInput(RunOptions.EVALUATION_COUNT, manager),
                        directory,
                        progress == null ? line -> {} : progress::println,
                        progress == null ? scores -> {} : progress::scored));
            }
            if (board != null) {
                listeners.add(board); // behind all that write what it copies
            }
            listeners.add(
                    new CheckpointKeeper(directory, run, data, trainer, options.checkpointEvery(), options.keep()));
            trainer.train(listeners);
            exitCode = trainer.steps() < trainer.totalSteps() ? interruption.exitCode() : 0;
        } catch (RuntimeException e) {
            // The curves of a run that failed are the ones that are looked at; why it failed matters more.
            try {
                recorder.drawCurves();
                if (e instanceof DivergedException) {
                    PageWriter.write(directory.root(), data, ReportCommand.maker(), manager);
                }
            } catch (RuntimeException notDrawn) {
                e.addSuppressed(notDrawn);
            }
            throw e;
        }
        if (exitCode != 0) {
            recorder.drawCurves();
            terminal.err()
                    .println("gan4j: stopped at step " + trainer.steps() + " of " + trainer.totalSteps()
                            + "; go on with: gan4j train --resume " + directory.root());
            terminal.err().flush();
            showWhatThereIs();
            return exitCode;
        }
        long trained = System.nanoTime();
        lookBack(trainer, recorder);
        long ended = System.nanoTime();
        double seconds = (ended - began) / 1e9;
        terminal.say(
                "done in %s%s; %.1f %% of it for progress, metrics, pictures%s, checkpoints and the page",
                NumberText.duration(Math.round(seconds)),
                firstStep > 0 ? " from step " + firstStep : "",
                100 * (trainer.secondsOutsideSteps() + (ended - trained) / 1e9) / seconds,
                evaluator == null ? "" : ", scores");
        return exitCode;
    }

    /** The page of a run that was interrupted: whoever does not want to wait for it quits at once, and loses nothing else. */
    private void showWhatThereIs() {
        try {
            terminal.say("  page     %s", PageWriter.write(directory.root(), data, ReportCommand.maker(), manager));
        } catch (RuntimeException e) {
            terminal.warn("the page was not written: " + e.getMessage() + "; later: gan4j report " + directory.root());
        }
    }

    private RunRecorder recorder(GanTrainer trainer) {
        return new RunRecorder(directory, trainer, data, Balance.references(config, manager), manager);
    }

    /** Draws what shows the whole run, and says where it is. */
    private void lookBack(GanTrainer trainer, RunRecorder recorder) {
        recorder.drawCurves();
        Path page = PageWriter.write(directory.root(), data, ReportCommand.maker(), manager);
        terminal.say("  samples  %s", drawn(recorder.samplesPicture(trainer.steps())));
        terminal.say("  curves   %s", drawn(recorder.curvesPicture()));
        terminal.say("  weights  %s", directory.checkpoint((Long) null));
        terminal.say("  page     %s", page);
        if (terminal.quiet()) {
            terminal.out().println(directory.root());
        }
    }

    private static String drawn(Path picture) {
        return Files.exists(picture) ? picture.toString() : "not drawn: " + NoFontsException.MESSAGE;
    }

    private void announce(GanTrainer trainer) {
        TrainConfig.Optimization optimization = config.optimization();
        double averageHalfLife = optimization.average().halfLife();
        terminal.say("%s", origin);
        terminal.say(
                "data      %s, %s, %d batches of %d an epoch",
                config.data().dataset(),
                data.size() == 0 ? "endless" : "%,d samples of %d numbers".formatted(data.size(), data.dimension()),
                data.batchesPerEpoch(config.data().batchSize()),
                config.data().batchSize());
        terminal.say("loss      %s", ObjectiveText.of(config));
        terminal.say(
                "networks  G %,d weights, D %,d weights",
                trainer.generator().size(), trainer.discriminator().size());
        terminal.say(
                "learning  %s, rates G %s D %s, %s, %d D to 1 G%s",
                optimization.optimizer(),
                FlagNumber.text(optimization.generatorRate()),
                FlagNumber.text(optimization.discriminatorRate()),
                optimization.schedule(),
                optimization.criticSteps(),
                averageHalfLife > 0 ? ", ema:" + FlagNumber.text(averageHalfLife) : "");
        terminal.say(
                "run       %s%,d steps, seed %d -> %s",
                trainer.steps() == 0 ? "" : "from step %,d to ".formatted(trainer.steps()),
                trainer.totalSteps(),
                config.seed(),
                directory.root());
    }
}

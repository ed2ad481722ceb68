package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gan4j.UserException;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.page.NumberText;
import org.gan4j.page.PageWriter;
import org.gan4j.picture.NoFontsException;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunListener;
import org.gan4j.run.TrainingRun;
import org.gan4j.run.TrainingRun.Outcome;
import org.gan4j.train.DivergedException;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.ResumePoint;
import org.gan4j.train.Sign;

/**
 * A run as a terminal shows it: what begins, how it goes, what it has left; and Ctrl-C, which ends it.
 *
 * @param terminal where to
 * @param chosen what the flags chose
 * @param data the real samples
 * @param manager tells the device
 */
record TrainingTerminal(Terminal terminal, ChosenRun chosen, RealData data, NDManager manager)
        implements TrainingRun.Audience {

    @Override
    public void warn(String message) {
        terminal.warn(message);
    }

    @Override
    public List<RunListener> watchers(GanTrainer trainer) {
        return terminal.quiet()
                ? List.of()
                : List.of(new Progress(
                        terminal,
                        trainer.totalSteps(),
                        chosen.config().techniques().conditional()));
    }

    /** Trains, and returns what the process is to exit with. */
    int run(TrainingRun run) {
        try (Interruption interruption = new Interruption(terminal.err(), run::requestStop)) {
            Outcome outcome = run.run();
            if (outcome.step() < outcome.totalSteps()) {
                showStopped(run.directory(), outcome);
                warnOf(outcome.signs());
                return interruption.exitCode();
            }
            boolean trained = outcome.firstStep() < outcome.totalSteps();
            if (!trained) {
                terminal.say("nothing is left to do: give longer --epochs or --steps");
            }
            long ended = System.nanoTime();
            showAll(run.directory(), outcome);
            if (trained) {
                showTimes(outcome, (System.nanoTime() - ended) / 1e9);
            }
            warnOf(outcome.signs());
            return 0;
        } catch (UserException failure) {
            if (failure.getCause() instanceof DivergedException) {
                try {
                    writePage(run.directory());
                } catch (RuntimeException notWritten) {
                    failure.addSuppressed(notWritten);
                }
            }
            throw failure;
        }
    }

    private Path writePage(RunDirectory directory) {
        return PageWriter.write(directory.root(), data, Versions.PROGRAM, manager);
    }

    /** Writes the page of the whole run, and says where everything is. */
    private void showAll(RunDirectory directory, Outcome outcome) {
        Path page = writePage(directory);
        terminal.say("  samples  %s", drawn(directory.samples(outcome.step())));
        terminal.say("  curves   %s", drawn(directory.lossCurves()));
        terminal.say("  weights  %s", directory.checkpoints().last());
        terminal.say("  page     %s", page);
        if (terminal.quiet()) {
            terminal.out().println(directory.root());
        }
    }

    private void warnOf(List<Sign> signs) {
        if (!signs.isEmpty()) {
            warn("the game looks lost: "
                    + signs.stream()
                            .map(sign -> "from step " + sign.step() + " " + sign.what())
                            .collect(Collectors.joining("; ")));
        }
    }

    private static String drawn(Path picture) {
        return Files.exists(picture) ? picture.toString() : "not drawn: " + NoFontsException.MESSAGE;
    }

    private void showTimes(Outcome outcome, double pageSeconds) {
        double seconds = outcome.seconds() + pageSeconds;
        terminal.say(
                "done in %s%s; %.1f %% of it for progress, metrics, pictures%s, checkpoints and the page",
                NumberText.duration(Math.round(seconds)),
                outcome.firstStep() > 0 ? " from step " + outcome.firstStep() : "",
                100 * (outcome.secondsOutsideSteps() + pageSeconds) / seconds,
                chosen.plan().evaluateEvery() > 0 ? ", evaluations" : "");
    }

    /** Anyone who does not want to wait for the page quits at once, and loses nothing else. */
    private void showStopped(RunDirectory directory, Outcome outcome) {
        terminal.err()
                .println("gan4j: stopped at step " + outcome.step() + " of " + outcome.totalSteps()
                        + "; go on with: gan4j train --resume " + directory.root());
        try {
            terminal.say("  page     %s", writePage(directory));
        } catch (RuntimeException e) {
            terminal.warn("the page was not written: " + e.getMessage() + "; later: gan4j report " + directory.root());
        }
    }

    private String samples() {
        String what =
                data.image().map(shape -> "pictures of " + shape).orElse("samples of " + data.dimension() + " numbers");
        String classes = data.classes() > 1 ? String.format(Locale.ROOT, " in %,d classes", data.classes()) : "";
        return String.format(Locale.ROOT, "%,d %s%s", data.size(), what, classes);
    }

    @Override
    public void begins(GanTrainer trainer, RunDirectory directory) {
        TrainConfig config = chosen.config();
        TrainConfig.Optimization optimization = config.optimization();
        double factor = ResumePoint.rateFactor(trainer.resumePoint().rollbacks());
        long batches = data.batchesPerEpoch(config.data().batchSize());
        double averageHalfLife = optimization.average().halfLife();
        terminal.say("%s", chosen.origin());
        terminal.say(
                "data      %s, %s, %d %s of %d an epoch",
                config.data().dataset(),
                data.size() == 0 ? "endless" : samples(),
                batches,
                batches == 1 ? "batch" : "batches",
                config.data().batchSize());
        terminal.say("loss      %s", Settings.objective(config));
        terminal.say(
                "networks  G %,d weights, D %,d weights",
                trainer.generator().size(), trainer.discriminator().size());
        terminal.say(
                "learning  %s, rates G %s D %s, %s, %d D to 1 G%s",
                optimization.optimizer(),
                Setting.number(factor * optimization.generatorRate()),
                Setting.number(factor * optimization.discriminatorRate()),
                optimization.schedule(),
                optimization.criticSteps(),
                averageHalfLife > 0 ? ", ema:" + Setting.number(averageHalfLife) : "");
        terminal.say(
                "run       %s%,d steps, seed %d -> %s",
                trainer.steps() == 0 ? "" : String.format(Locale.ROOT, "from step %,d to ", trainer.steps()),
                trainer.totalSteps(),
                config.seed(),
                directory.root());
    }
}

package org.gan4j.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataException;
import org.gan4j.data.DataSets;
import org.gan4j.data.RealData;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.model.SampleSpace;
import org.gan4j.report.Curves;
import org.gan4j.run.NoFontsException;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.run.RunRecorder;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code gan4j train}. */
@Command(
        name = "train",
        description = "Train a generator against a discriminator.",
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  gan4j train                                        digits in about a minute",
            "  gan4j train --loss wgan-gp --dataset mnist         WGAN-GP on MNIST, downloaded once",
            "  gan4j train --preset mnist-mlp --data-dir DIR      the same files, already at hand",
            "  gan4j train --loss hinge --penalty r1:1 --dry-run  every setting and where it comes from"
        })
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainOptions options;

    @Mixin
    private EngineSettings engine;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run directory, new or empty. Default: runs/NUMBER-DATASET-LOSS.")
    private Path out;

    @Option(names = "--dry-run", description = "Print every setting with where it comes from, and stop.")
    private boolean dryRun;

    @Option(names = "--quiet", description = "Print nothing but warnings, errors and the run directory.")
    private boolean quiet;

    private PresetDefaults presetDefaults;

    /** The defaults that the command line was read with. */
    void setPresetDefaults(PresetDefaults presetDefaults) {
        this.presetDefaults = presetDefaults;
    }

    @Override
    public Integer call() throws DataException {
        TrainConfig config = config();
        warn(config);
        if (dryRun) {
            printSettings(config);
            return 0;
        }
        RunDirectory.checkFree(out);
        try (NDManager manager = engine.start()) {
            say("gan4j %s · %s · %s", Versions.gan4j(), EngineSettings.engineName(), engine.describe(manager));
            Path directory = config.data().directory() == null
                    ? null
                    : Path.of(config.data().directory());
            try (RealData data = DataSets.open(config.data().dataset(), directory, config.seed(), manager)) {
                checkAgainst(config, data);
                // The data lie on the device by now. Collecting what reading them left behind makes room for the whole
                // run.
                System.gc();
                try (GanTrainer trainer = new GanTrainer(config, data, manager)) {
                    train(config, data, trainer, manager);
                }
            }
        }
        return 0;
    }

    private TrainConfig config() {
        try {
            if (presetDefaults.preset() == null) {
                options.checkPreset();
            }
            options.checkNames();
            ParseResult given = spec.commandLine().getParseResult();
            checkGivenOnce(given.originalArgs());
            if (given.hasMatchedOption("--epochs") && given.hasMatchedOption("--steps")) {
                throw new IllegalArgumentException("--epochs (" + given.matchedOptionValue("--epochs", 0)
                        + ") and --steps (" + given.matchedOptionValue("--steps", 0L)
                        + ") both say how long to train; give one of them");
            }
            TrainConfig config = options.toConfig(presetDefaults.preset().name());
            Path directory = config.data().directory() == null
                    ? null
                    : Path.of(config.data().directory());
            DataSets.checkDirectory(config.data().dataset(), directory);
            if (config.techniques().conditional()
                    && !DataSets.labelled(config.data().dataset())) {
                throw new IllegalArgumentException(
                        "conditional needs data with labels; " + config.data().dataset() + " has none");
            }
            return config;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** For picocli, a flag of a group that comes again begins the group anew, and forgets its other flags. */
    private void checkGivenOnce(List<String> args) {
        for (OptionSpec option : spec.options()) {
            String name = option.longestName();
            long times = args.stream()
                    .filter(arg -> arg.equals(name) || arg.startsWith(name + "="))
                    .count();
            if (times > 1 && !option.isMultiValue()) {
                throw new IllegalArgumentException("flag " + name + " is given " + times + " times; give it once");
            }
        }
    }

    private void checkAgainst(TrainConfig config, RealData data) {
        try {
            data.batchesPerEpoch(config.data().batchSize());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void train(TrainConfig config, RealData data, GanTrainer trainer, NDManager manager) {
        SampleSpace samples = SampleSpace.of(data);
        String label = config.data().dataset() + "-" + config.objective().loss();
        String where = EngineSettings.engineName() + ", " + engine.describe(manager);
        RunDirectory directory =
                RunDirectory.create(out, label, new RunRecord(Versions.gan4j(), where, config, samples));
        announce(config, data, trainer, directory);

        RunRecorder recorder = new RunRecorder(directory, trainer, data, references(config, manager), manager);
        List<TrainingListener> listeners = new ArrayList<>(List.of(recorder));
        long began = System.nanoTime();
        boolean interactive = System.console() != null;
        try (Progress progress =
                quiet ? null : new Progress(spec.commandLine().getOut(), trainer.totalSteps(), interactive)) {
            if (progress != null) {
                listeners.add(progress);
            }
            trainer.train(listeners);
        } finally {
            // After a run that diverged too: its curves are the ones that are looked at.
            recorder.drawCurves();
        }
        say("done in %s", Progress.clock(Math.round((System.nanoTime() - began) / 1e9)));
        say("  samples  %s", drawn(recorder.samplesPicture(trainer.steps())));
        say("  curves   %s", drawn(recorder.curvesPicture()));
        say("  weights  %s", directory.checkpoint((Long) null));
        if (quiet) {
            spec.commandLine().getOut().println(directory.root());
        }
    }

    private static String drawn(Path picture) {
        return Files.exists(picture) ? picture.toString() : "not drawn: " + NoFontsException.MESSAGE;
    }

    private void announce(TrainConfig config, RealData data, GanTrainer trainer, RunDirectory directory) {
        Preset preset = presetDefaults.preset();
        TrainConfig.Optimization optimization = config.optimization();
        say(
                "preset    %s%s: %s",
                preset.name(),
                presetDefaults.reason().isEmpty() ? "" : " (" + presetDefaults.reason() + ")",
                preset.summary());
        say(
                "data      %s, %s, %d batches of %d an epoch",
                config.data().dataset(),
                data.size() == 0 ? "endless" : "%,d samples of %d numbers".formatted(data.size(), data.dimension()),
                data.batchesPerEpoch(config.data().batchSize()),
                config.data().batchSize());
        say(
                "loss      %s%s%s%s",
                config.objective().loss(),
                config.objective().options().isEmpty()
                        ? ""
                        : " " + config.objective().options(),
                config.objective().penalties().isEmpty()
                        ? ""
                        : " + " + config.objective().penalties(),
                config.objective().clip() == null
                        ? ""
                        : ", weights clipped to ±" + config.objective().clip());
        say(
                "networks  G %,d weights, D %,d weights",
                trainer.generator().size(), trainer.discriminator().size());
        say(
                "learning  %s, rates G %s D %s, %s, %d D to 1 G",
                optimization.optimizer(),
                optimization.generatorRate(),
                optimization.discriminatorRate(),
                optimization.schedule(),
                optimization.criticSteps());
        say("run       %,d steps, seed %d -> %s", trainer.totalSteps(), config.seed(), directory.root());
    }

    /** What the players' losses are at the balance of the cross-entropy games, where every score is 0. */
    private static List<Curves.Reference> references(TrainConfig config, NDManager manager) {
        if (config.objective().describeLoss().group() != Group.CROSS_ENTROPY) {
            return List.of();
        }
        AdversarialLoss loss = config.objective().createLoss();
        try (NDManager scope = manager.newSubManager()) {
            NDArray undecided = scope.zeros(new Shape(1));
            float d = loss.discriminatorLoss(undecided, undecided).getFloat();
            float g = loss.generatorLoss(undecided, undecided).getFloat();
            return d == g
                    ? List.of(new Curves.Reference(Curves.Panel.LOSSES, d, "D and G at the balance"))
                    : List.of(
                            new Curves.Reference(Curves.Panel.LOSSES, d, "D at the balance"),
                            new Curves.Reference(Curves.Panel.LOSSES, g, "G at the balance"));
        }
    }

    private void warn(TrainConfig config) {
        TrainConfig.Objective objective = config.objective();
        boolean wasserstein = objective.describeLoss().group() == Group.WASSERSTEIN;
        PrintWriter err = spec.commandLine().getErr();
        if (objective.clip() != null && !wasserstein) {
            err.println("gan4j: warning: --clip is meant for Wasserstein losses, not for " + objective.loss());
        }
        if (wasserstein
                && objective.clip() == null
                && objective.penalties().isEmpty()
                && !config.techniques().spectralNorm()) {
            err.println("gan4j: warning: nothing bounds the critic of " + objective.loss()
                    + "; give --clip 0.01, --penalty gp:10 or --spectral-norm");
        }
    }

    private void printSettings(TrainConfig config) {
        PrintWriter terminal = spec.commandLine().getOut();
        String preset = presetDefaults.preset().name();
        for (ArgGroupSpec group : spec.argGroups()) {
            for (OptionSpec option : group.options()) {
                Object value = option.getValue();
                String origin = "default";
                if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                    origin = "flag";
                } else if (presetDefaults.defaultValue(option) != null) {
                    origin = "preset " + preset;
                } else if (option.longestName().equals("--preset")) {
                    value = preset;
                    origin = presetDefaults.reason();
                } else if (option.longestName().equals("--penalty")
                        && !config.objective().penalties().isEmpty()) {
                    value = config.objective().penalties();
                    origin = "loss " + config.objective().loss();
                }
                terminal.printf(
                        Locale.ROOT,
                        "%-18s %-24s %s%n",
                        option.longestName(),
                        value == null ? "-" : value.toString(),
                        origin);
            }
        }
        terminal.flush();
    }

    private void say(String format, Object... values) {
        if (!quiet) {
            spec.commandLine()
                    .getOut()
                    .printf(Locale.ROOT, format + "%n", values)
                    .flush();
        }
    }
}

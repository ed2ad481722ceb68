package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataException;
import org.gan4j.data.DataSets;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluator;
import org.gan4j.model.SampleSpace;
import org.gan4j.optim.Schedule;
import org.gan4j.run.Balance;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.CheckpointKeeper;
import org.gan4j.run.Interval;
import org.gan4j.run.NoFontsException;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.run.RunRecorder;
import org.gan4j.run.RunReport;
import org.gan4j.run.TensorBoardLog;
import org.gan4j.run.WarmStart;
import org.gan4j.train.CollapseSigns;
import org.gan4j.train.DivergedException;
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

    private static final int MOST_ROLLBACKS = 3;
    private static final String STOP = "stop";
    /** As many as Lin et al. 2018 take in the plane; of images so many are scored in seconds. */
    static final int EVALUATION_COUNT = 2_500;

    private static final String INIT_FROM = "--init-from";

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

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with a run from its last checkpoint, or from the one given, in its own directory. Its settings"
                            + " are kept; --epochs or --steps may be longer.")
    private Path resume;

    @Option(names = "--force", description = "Resume with other settings all the same.")
    private boolean force;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N[epochs]",
            defaultValue = "1epoch",
            description = "Steps, or epochs, from one checkpoint to the next; there is always one at the end and at an"
                    + " interrupt. Default: ${DEFAULT-VALUE}.")
    private String checkpointEvery;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "3",
            description = "The last checkpoints that are kept; 0 keeps all. Default: ${DEFAULT-VALUE}.")
    private int keep;

    @Option(
            names = "--on-nan",
            paramLabel = "ACTION",
            defaultValue = STOP,
            description =
                    "When numbers go bad: stop, or rollback to the last checkpoint with other random numbers and half the"
                            + " rates, at most " + MOST_ROLLBACKS + " times. Default: ${DEFAULT-VALUE}.")
    private String onNan;

    @Option(
            names = "--evaluate-every",
            paramLabel = "K",
            defaultValue = "0",
            description = "Score the generator every K epochs and at the end, from " + EVALUATION_COUNT
                    + " samples, as 'gan4j evaluate' does; 0 for never. Default: ${DEFAULT-VALUE}.")
    private int evaluateEvery;

    @Option(names = "--dry-run", description = "Print every setting with where it comes from, and stop.")
    private boolean dryRun;

    @Option(names = "--quiet", description = "Print nothing but warnings, errors and the run directory.")
    private boolean quiet;

    @Option(
            names = "--tensorboard",
            description = "Also write scalars and samples for TensorBoard, into tensorboard/ of the run directory.")
    private boolean tensorboard;

    /** What may change when a run is resumed: how long it is, how often it reports, and where its data lie. */
    private static final Set<String> NOT_MATHEMATICS = Set.of("epochs", "steps", "tick", "data-dir");

    private PresetDefaults presetDefaults;

    /** The defaults that the command line was read with. */
    void setPresetDefaults(PresetDefaults presetDefaults) {
        this.presetDefaults = presetDefaults;
    }

    @Override
    public Integer call() throws DataException {
        if (quiet) {
            // DJL's own bar, of a download.
            System.setProperty("disableProgressBar", "true");
        }
        RunDirectory earlier = resume == null ? null : RunDirectory.containing(resume);
        RunRecord earlierRun = earlier == null ? null : earlier.record();
        Interval every = interval();
        TrainConfig config = config(earlierRun);
        if (earlierRun != null) {
            checkAgainst(config, earlierRun);
            warnOfLength(config, earlierRun.config());
        }
        warn(config);
        if (dryRun) {
            printSettings(config);
            return 0;
        }
        RunDirectory.checkFree(out);
        if (evaluateEvery < 0) {
            throw new ParameterException(
                    spec.commandLine(), "evaluate-every (" + evaluateEvery + ") must be at least 0");
        }
        try (NDManager manager = engine.start()) {
            String where =
                    EngineSettings.engineName() + " (" + engine.natives().flavour() + "), " + engine.describe(manager);
            say("gan4j %s · %s", Versions.gan4j(), where);
            try (RealData data =
                    DataSets.open(config.data().dataset(), dataDirectory(config), config.seed(), manager)) {
                checkAgainst(config, data);
                // The data lie on the device by now. Collecting what reading them left behind makes room for the whole
                // run.
                System.gc();
                RunRecord run = new RunRecord(Versions.gan4j(), where, flags(config), config, SampleSpace.of(data));
                try (Evaluator evaluator = evaluator(config, data, manager);
                        Training training = new Training(run, earlier, data, evaluator, manager, every)) {
                    return training.run();
                }
            }
        }
    }

    private static Path dataDirectory(TrainConfig config) {
        String directory = config.data().directory();
        return directory == null ? null : Path.of(directory);
    }

    private Interval interval() {
        try {
            if (keep < 0) {
                throw new IllegalArgumentException("keep (" + keep + ") must be at least 0");
            }
            Choice.check("on-nan", onNan, List.of(STOP, "rollback"));
            return Interval.parse("checkpoint-every", checkpointEvery);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The configuration that the command line says, checked; {@code earlier} is the run that is resumed, or {@code null}. */
    TrainConfig config(RunRecord earlier) {
        try {
            ParseResult given = spec.commandLine().getParseResult();
            checkGivenOnce(given.originalArgs());
            if (earlier != null) {
                for (String flag : List.of("--preset", "--out", INIT_FROM)) {
                    if (given.hasMatchedOption(flag)) {
                        throw new IllegalArgumentException(flag + " (" + given.matchedOptionValue(flag, null)
                                + ") does not go with --resume: the run keeps its own");
                    }
                }
            } else if (force) {
                throw new IllegalArgumentException("--force is for --resume RUN; it does not go alone");
            } else if (presetDefaults.preset() == null) {
                options.checkPreset();
            }
            options.checkNames();
            if (given.hasMatchedOption("--epochs") && given.hasMatchedOption("--steps")) {
                throw new IllegalArgumentException("--epochs (" + given.matchedOptionValue("--epochs", 0)
                        + ") and --steps (" + given.matchedOptionValue("--steps", 0L)
                        + ") both say how long to train; give one of them");
            }
            TrainConfig config = options.toConfig(
                    earlier != null
                            ? earlier.config().preset()
                            : presetDefaults.preset().name(),
                    earlier != null ? earlier.config().model().initFrom() : options.initialWeights());
            DataSets.checkDirectory(config.data().dataset(), dataDirectory(config));
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

    /** A resumed run computes what it would have computed; how long, and where its data lie, may change. */
    private void checkAgainst(TrainConfig config, RunRecord earlier) {
        if (force || config.sameMathematics(earlier.config())) {
            return;
        }
        Map<String, String> now = flags(config);
        List<String> changed = now.keySet().stream()
                .filter(flag -> !NOT_MATHEMATICS.contains(flag))
                .filter(flag -> !now.get(flag).equals(earlier.flags().get(flag)))
                .map(flag -> "--" + flag + " (" + now.get(flag) + ", the run has "
                        + earlier.flags().getOrDefault(flag, "none") + ")")
                .toList();
        throw new ParameterException(
                spec.commandLine(),
                (changed.isEmpty() ? "this version of gan4j" : String.join(", ", changed))
                        + " would change what the run computes; leave it, start a new run, or add --force");
    }

    /** The flags that have a value, as text that gives the same value again. */
    private Map<String, String> flags(TrainConfig config) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (ArgGroupSpec group : spec.argGroups()) {
            for (OptionSpec option : group.options()) {
                String text = text(option.getValue());
                // A resumed run has its weights; the file that it once started from may be gone.
                if (!text.isEmpty() && !option.longestName().equals(INIT_FROM)) {
                    flags.put(option.longestName().substring(2), text);
                }
            }
        }
        if (config.data().directory() != null) {
            flags.put("data-dir", config.data().directory()); // from wherever the run is resumed
        }
        return flags;
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .sorted()
                    .collect(Collectors.joining(","));
        }
        return value == null ? "" : value.toString();
    }

    private void checkAgainst(TrainConfig config, RealData data) {
        if (config.techniques().conditional() && data.classes() == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "conditional needs data with labels; " + config.data().dataset() + " has none");
        }
        try {
            data.batchesPerEpoch(config.data().batchSize());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** What scores the generator on the way, or {@code null} if nobody wants it. */
    private Evaluator evaluator(TrainConfig config, RealData data, NDManager manager) throws DataException {
        return evaluateEvery == 0
                ? null
                : Evaluator.open(
                        config, SampleSpace.of(data), null, EVALUATION_COUNT, manager, line -> say("%s", line));
    }

    /** A run from its beginning or a checkpoint to its end, with what it leaves behind. */
    private final class Training implements AutoCloseable {
        private final RunRecord run;
        private final TrainConfig config;
        private final RealData data;
        private final Evaluator evaluator;
        private final NDManager manager;
        private final Interval every;
        private RunDirectory directory;
        private RunDirectory.RunLock lock;

        /** A run in the directory of an earlier one, or, where that is {@code null}, in a new one. */
        Training(
                RunRecord run,
                RunDirectory earlier,
                RealData data,
                Evaluator evaluator,
                NDManager manager,
                Interval every) {
            this.run = run;
            this.config = run.config();
            this.data = data;
            this.evaluator = evaluator;
            this.manager = manager;
            this.every = every;
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
            Optional<Checkpoint> from = resume == null ? Optional.empty() : checkpoint();
            int rollbacks =
                    from.map(checkpoint -> checkpoint.position().rollbacks()).orElse(0);
            while (true) {
                try {
                    return train(from, rollbacks);
                } catch (DivergedException e) {
                    from = directory.latestCheckpoint(TrainCommand.this::warn);
                    String back = from.map(checkpoint ->
                                    "step " + checkpoint.position().step())
                            .orElse("the beginning");
                    if (onNan.equals(STOP) || rollbacks == MOST_ROLLBACKS) {
                        String kept = from.map(checkpoint -> "the last good checkpoint is " + checkpoint.directory())
                                .orElse("there was no checkpoint yet");
                        throw new CommandFailure(
                                e.getMessage() + "; " + kept
                                        + (rollbacks > 0 ? "; it was rolled back " + rollbacks + " times" : ""),
                                e);
                    }
                    rollbacks++;
                    warn(e.getMessage() + "; back to " + back
                            + " with other random numbers and half the rates, attempt " + rollbacks + " of "
                            + MOST_ROLLBACKS);
                }
            }
        }

        private Optional<Checkpoint> checkpoint() {
            Optional<Checkpoint> checkpoint = RunDirectory.isCheckpoint(resume)
                    ? Optional.of(Checkpoint.open(resume))
                    : directory.latestCheckpoint(TrainCommand.this::warn);
            checkpoint.ifPresent(found -> {
                if (!found.data().equals(data.fingerprint()) && !force) {
                    throw new CommandFailure("the run was trained on other data (" + found.data() + ") than these ("
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
                            out,
                            config.data().dataset() + "-" + config.objective().loss(),
                            run));
                }
                from.ifPresent(checkpoint -> checkpoint.restore(trainer));
                if (trainer.steps() > trainer.totalSteps()) {
                    throw new CommandFailure(directory.root() + " is at step " + trainer.steps() + ", beyond the "
                            + trainer.totalSteps() + " asked for; give longer --epochs or --steps");
                }
                directory.rewind(trainer.position(), run);
                announce(config, data, trainer, directory);
                if (trainer.steps() == trainer.totalSteps()) {
                    say("nothing is left to do: give longer --epochs or --steps");
                    return 0;
                }
                return train(trainer);
            }
        }

        private int train(GanTrainer trainer) {
            RunRecorder recorder = new RunRecorder(directory, trainer, data, Balance.references(config), manager);
            List<TrainingListener> listeners =
                    new ArrayList<>(List.of(recorder, new CollapseSigns(TrainCommand.this::warn)));
            long began = System.nanoTime();
            long firstStep = trainer.steps();
            boolean interactive = System.console() != null;
            int exitCode;
            try (Interruption interruption =
                            new Interruption(trainer, spec.commandLine().getErr());
                    Progress progress = quiet
                            ? null
                            : new Progress(spec.commandLine().getOut(), trainer.totalSteps(), interactive);
                    TensorBoardLog board = tensorboard ? new TensorBoardLog(directory) : null) {
                if (progress != null) {
                    listeners.add(progress);
                }
                if (evaluator != null) {
                    listeners.add(new EvaluationListener(
                            evaluator,
                            evaluateEvery,
                            config,
                            data.batchesPerEpoch(config.data().batchSize()),
                            trainer.sampleInput(EVALUATION_COUNT, manager),
                            directory,
                            progress == null ? line -> {} : progress::println));
                }
                if (board != null) {
                    listeners.add(board); // behind all that write what it copies
                }
                listeners.add(new CheckpointKeeper(directory, run, data, trainer, every, keep));
                trainer.train(listeners);
                exitCode = trainer.steps() < trainer.totalSteps() ? interruption.exitCode() : 0;
            } catch (RuntimeException e) {
                // The curves of a run that failed are the ones that are looked at; why it failed matters more.
                try {
                    recorder.drawCurves();
                    if (e instanceof DivergedException) {
                        RunReport.write(directory.root(), data, ReportCommand.maker(), manager);
                    }
                } catch (RuntimeException notDrawn) {
                    e.addSuppressed(notDrawn);
                }
                throw e;
            }
            recorder.drawCurves();
            if (exitCode != 0) {
                spec.commandLine()
                        .getErr()
                        .println("gan4j: stopped at step " + trainer.steps() + " of " + trainer.totalSteps()
                                + "; go on with: gan4j train --resume " + directory.root());
                return exitCode;
            }
            say(
                    "done in %s%s",
                    Progress.clock(Math.round((System.nanoTime() - began) / 1e9)),
                    firstStep > 0 ? " from step " + firstStep : "");
            say("  samples  %s", drawn(recorder.samplesPicture(trainer.steps())));
            say("  curves   %s", drawn(recorder.curvesPicture()));
            say("  weights  %s", directory.checkpoint((Long) null));
            say("  page     %s", RunReport.write(directory.root(), data, ReportCommand.maker(), manager));
            if (quiet) {
                spec.commandLine().getOut().println(directory.root());
            }
            return exitCode;
        }
    }

    private static String drawn(Path picture) {
        return Files.exists(picture) ? picture.toString() : "not drawn: " + NoFontsException.MESSAGE;
    }

    private void announce(TrainConfig config, RealData data, GanTrainer trainer, RunDirectory directory) {
        TrainConfig.Optimization optimization = config.optimization();
        if (presetDefaults.areOfRun()) {
            say("resume    at step %,d", trainer.steps());
        } else {
            Preset preset = presetDefaults.preset();
            say(
                    "preset    %s%s: %s",
                    preset.name(),
                    presetDefaults.reason().isEmpty() ? "" : " (" + presetDefaults.reason() + ")",
                    preset.summary());
        }
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

    private void warn(TrainConfig config) {
        TrainConfig.Objective objective = config.objective();
        if (objective.clip() != null && !objective.loss().equals("wgan")) {
            warn("--clip is meant for the loss wgan, not for " + objective.loss());
        }
        if (objective.loss().equals("wgan")
                && objective.clip() == null
                && objective.penalties().isEmpty()
                && !config.techniques().spectralNorm()) {
            warn("nothing bounds the critic of wgan; give --clip 0.01, --penalty gp:10 or --spectral-norm");
        }
    }

    private void warnOfLength(TrainConfig config, TrainConfig earlier) {
        boolean otherLength = config.length().epochs() != earlier.length().epochs()
                || config.length().steps() != earlier.length().steps();
        if (otherLength
                && (!config.optimization().schedule().equals(Schedule.CONSTANT)
                        || config.techniques().instanceNoise() > 0)) {
            warn(
                    "--schedule and --instance-noise follow the length of the run, which is another now: from here on they are"
                            + " those of the new length");
        }
    }

    private void warn(String message) {
        spec.commandLine().getErr().println("gan4j: warning: " + message);
        spec.commandLine().getErr().flush();
    }

    private void printSettings(TrainConfig config) {
        PrintWriter terminal = spec.commandLine().getOut();
        String preset = config.preset();
        for (ArgGroupSpec group : spec.argGroups()) {
            for (OptionSpec option : group.options()) {
                Object value = option.getValue();
                String origin = "default";
                if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                    origin = "flag";
                } else if (presetDefaults.defaultValue(option) != null) {
                    origin = presetDefaults.areOfRun() ? "run" : "preset " + preset;
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

package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluator;
import org.gan4j.eval.RealImages;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.model.SampleSpace;
import org.gan4j.optim.Schedule;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.run.TrainingRun;
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

    private static final String INIT_FROM = "--init-from";

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainOptions options;

    @Mixin
    private EngineSettings engine;

    @Mixin
    private RunOptions runOptions;

    @Option(names = "--dry-run", description = "Print every setting with where it comes from, and stop.")
    private boolean dryRun;

    /** What may change when a run is resumed: how long it is, how often it reports, and where its data lie. */
    private static final Set<String> NOT_MATHEMATICS = Set.of("epochs", "steps", "tick", "data-dir");

    private PresetDefaults presetDefaults;
    private Terminal terminal;

    /** The defaults that the command line was read with. */
    void setPresetDefaults(PresetDefaults presetDefaults) {
        this.presetDefaults = presetDefaults;
    }

    @Override
    public Integer call() {
        terminal = new Terminal(spec.commandLine(), runOptions.quiet());
        if (runOptions.quiet()) {
            // DJL's own bar, of a download.
            System.setProperty("disableProgressBar", "true");
        }
        RunDirectory earlier = runOptions.plan().resume() == null
                ? null
                : RunDirectory.containing(runOptions.plan().resume());
        RunRecord earlierRun = earlier == null ? null : earlier.record();
        TrainConfig config = config(earlierRun);
        if (earlierRun != null) {
            checkAgainst(config, earlierRun);
        }
        warn(config);
        if (dryRun) {
            engine.checkFor(config);
            printSettings(config);
            return 0;
        }
        RunDirectory.checkFree(runOptions.plan().out());
        try (NDManager manager = engine.startFor(config)) {
            String where =
                    EngineSettings.engineName() + " (" + engine.natives().flavour() + "), " + engine.describe(manager);
            terminal.say("gan4j %s · %s", Versions.gan4j(), where);
            if (earlierRun != null) {
                warnOfLength(config, earlierRun.config());
            }
            if (earlierRun != null && !earlierRun.engine().equals(where)) {
                terminal.warn("the run was computed by " + earlierRun.engine() + ", from here on by " + where
                        + ": it goes on, but not bit for bit");
            }
            try (RealData data =
                    DataSet.of(config.data().dataset()).open(dataDirectory(config), config.seed(), manager)) {
                checkAgainst(config, data);
                // The data lie on the device by now. Collecting what reading
                // them left behind makes room for the whole run.
                System.gc();
                RunRecord run = new RunRecord(Versions.gan4j(), where, flags(config), config, SampleSpace.of(data));
                TrainingTerminal watched = new TrainingTerminal(
                        terminal, config, runOptions.plan().evaluateEvery() > 0, origin(), data, manager);
                try (Evaluator evaluator = evaluator(config, data, manager);
                        TrainingRun training =
                                new TrainingRun(run, runOptions.plan(), earlier, data, evaluator, manager, watched)) {
                    return watched.run(training);
                }
            }
        }
    }

    /** Where the settings come from, for a person. */
    private String origin() {
        if (presetDefaults.areOfRun()) {
            return "resume    the settings of the run";
        }
        Preset preset = presetDefaults.preset();
        String reason = presetDefaults.reason();
        return "preset    " + preset.name() + (reason.isEmpty() ? "" : " (" + reason + ")") + ": " + preset.summary();
    }

    private static Path dataDirectory(TrainConfig config) {
        String directory = config.data().directory();
        return directory == null ? null : Path.of(directory);
    }

    /** The configuration that the command line says, checked; {@code earlier} is the run that is resumed, or {@code null}. */
    TrainConfig config(RunRecord earlier) {
        try {
            ParseResult given = spec.commandLine().getParseResult();
            checkGivenOnce(given.originalArgs());
            runOptions.check();
            if (earlier != null) {
                for (String flag : List.of("--preset", "--out", INIT_FROM)) {
                    if (given.hasMatchedOption(flag)) {
                        throw new IllegalArgumentException(flag + " (" + given.matchedOptionValue(flag, null)
                                + ") does not go with --resume: the run keeps its own");
                    }
                }
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
            DataSet dataset = DataSet.of(config.data().dataset());
            dataset.checkDirectory(dataDirectory(config));
            if (config.techniques().conditional() && !dataset.labelled()) {
                throw new IllegalArgumentException("conditional needs data with labels; " + dataset + " has none");
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

    /** A resumed run computes what it would have computed; how long, and where its data lie, may change. */
    private void checkAgainst(TrainConfig config, RunRecord earlier) {
        if (runOptions.plan().force() || config.sameMathematics(earlier.config())) {
            return;
        }
        Map<String, String> now = flags(config);
        List<String> changed = now.keySet().stream()
                .filter(flag -> !NOT_MATHEMATICS.contains(flag))
                .filter(flag -> !runOptions.flags().containsKey(flag))
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
        flags.putAll(runOptions.flags());
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
        try {
            data.batchesPerEpoch(config.data().batchSize());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** What scores the generator on the way, or {@code null} if nobody wants it. */
    private Evaluator evaluator(TrainConfig config, RealData data, NDManager manager) {
        if (runOptions.plan().evaluateEvery() == 0) {
            return null;
        }
        // Later on the bar is that of the training.
        try (EvaluationBar bar =
                new EvaluationBar(line -> terminal.say("%s", line), terminal.quiet() ? null : Bar.terminal())) {
            return Evaluator.open(
                    config,
                    SampleSpace.of(data),
                    new RealImages(config, null),
                    TrainingRun.EVALUATION_COUNT,
                    manager,
                    bar);
        }
    }

    private void warn(TrainConfig config) {
        TrainConfig.Objective objective = config.objective();
        boolean wasserstein = objective.describeLoss().group() == Group.WASSERSTEIN;
        if (objective.clip() != null && !wasserstein) {
            terminal.warn("--clip is meant for Wasserstein losses, not for " + objective.loss());
        }
        if (wasserstein
                && objective.clip() == null
                && objective.penalties().isEmpty()
                && !config.techniques().spectralNorm()) {
            terminal.warn("nothing bounds the critic of " + objective.loss()
                    + "; give --clip 0.01, --penalty gp:10 or --spectral-norm");
        }
    }

    private void warnOfLength(TrainConfig config, TrainConfig earlier) {
        boolean otherLength = config.length().epochs() != earlier.length().epochs()
                || config.length().steps() != earlier.length().steps();
        List<String> followers = new ArrayList<>();
        if (!config.optimization().schedule().equals(Schedule.CONSTANT)) {
            followers.add("--schedule " + config.optimization().schedule());
        }
        if (config.techniques().instanceNoise() > 0) {
            followers.add("--instance-noise " + config.techniques().instanceNoise());
        }
        if (otherLength && !followers.isEmpty()) {
            terminal.warn(
                    String.join(" and ", followers)
                            + ": from here on as a run of the new length has it; such a run would have had it from the beginning");
        }
    }

    private void printSettings(TrainConfig config) {
        PrintWriter out = terminal.out();
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
                out.printf(
                        Locale.ROOT,
                        "%-18s %-24s %s%n",
                        option.longestName(),
                        value == null ? "-" : value.toString(),
                        origin);
            }
        }
        out.flush();
    }
}

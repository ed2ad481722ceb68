package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gan4j.config.Choices;
import org.gan4j.config.Preset;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluator;
import org.gan4j.eval.RealImages;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.model.SampleSpace;
import org.gan4j.optim.Schedule;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunPlan;
import org.gan4j.run.RunRecord;
import org.gan4j.run.TrainingRun;
import org.gan4j.run.WarmStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            "  gan4j train --loss hinge --penalty r1:1 --dry-run  every setting and where it comes from",
            "  gan4j train --config runs/1/config.json --seed 2   a run's settings with another seed",
            "  gan4j train @FILE                                  flags from a file; # begins a comment"
        })
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineFlags engine;

    @Mixin
    private RunOptions runOptions;

    @Option(names = "--dry-run", description = "Print every setting with where it comes from, and stop.")
    private boolean dryRun;

    private Terminal terminal;
    private RunDirectory earlier;

    /** The run that goes on, or the one whose settings a new run starts from; {@code null} if there is neither. */
    private RunRecord source;

    private Choices choices;
    private TrainConfig config;
    private RunPlan plan;

    @Override
    public Integer call() {
        terminal = new Terminal(spec.commandLine(), runOptions.quiet());
        if (runOptions.quiet()) {
            // DJL's own bar, of a download.
            System.setProperty("disableProgressBar", "true");
        }
        try {
            choose(SettingFlags.given(spec.commandLine().getParseResult()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        warn();
        if (dryRun) {
            engine.checkFor(config);
            printSettings();
            return 0;
        }
        RunDirectory.checkFree(plan.out());
        try (NDManager manager = engine.startFor(config)) {
            return train(manager);
        }
    }

    /** The settings that flags say, over those of the run that is resumed, of a file, or of a recipe. */
    private void choose(Map<String, String> given) {
        runOptions.check(given);
        if (runOptions.resume() != null) {
            earlier = RunDirectory.containing(runOptions.resume());
            source = earlier.record();
            choices = Choices.of(given, source.base("run"));
        } else if (runOptions.config() != null) {
            source = RunRecord.readSettings(runOptions.config());
            choices = Choices.of(given, source.base("file " + runOptions.config()));
        } else {
            choices = Choices.of(given);
        }
        plan = runOptions.plan(choices);
        List<Path> files = SettingFlags.files("--init-from", spec.commandLine().getParseResult());
        config = choices.config(
                files.isEmpty() && source != null
                        ? source.config().model().initFrom()
                        : files.stream().map(WarmStart::from).toList());
        if (earlier != null && !plan.force()) {
            checkMathematics();
        }
    }

    /** A resumed run computes what it would have computed; how long, and where its data lie, may change. */
    private void checkMathematics() {
        if (config.sameMathematics(source.config())) {
            return;
        }
        Map<String, String> before = source.flags();
        List<String> changed = new ArrayList<>();
        choices.recorded().forEach((flag, now) -> {
            if (Settings.find(flag).isMathematics() && !now.equals(before.get(flag))) {
                changed.add("--" + flag + " (" + now + ", the run has " + before.getOrDefault(flag, "none") + ")");
            }
        });
        throw new IllegalArgumentException((changed.isEmpty() ? "this version of gan4j" : String.join(", ", changed))
                + " would change what the run computes; leave it, start a new run, or add --force");
    }

    private int train(NDManager manager) {
        String where = EngineStart.engineName() + " ("
                + engine.choice().natives().flavour() + "), " + engine.choice().describe(manager);
        terminal.say("gan4j %s · %s", Versions.gan4j(), where);
        if (earlier != null) {
            warnOfLength();
            if (!source.engine().equals(where)) {
                terminal.warn("the run was computed by " + source.engine() + ", from here on by " + where
                        + ": it goes on, but not bit for bit");
            }
        }
        try (RealData data = config.data().row().open(config.data().path(), config.seed(), manager)) {
            checkBatch(data);
            // The data lie on the device by now. Collecting what reading
            // them left behind makes room for the whole run.
            System.gc();
            RunRecord run = new RunRecord(Versions.gan4j(), where, choices.recorded(), config, SampleSpace.of(data));
            TrainingTerminal watched =
                    new TrainingTerminal(terminal, config, plan.evaluateEvery() > 0, origin(), data, manager);
            try (Evaluator evaluator = evaluator(data, manager);
                    TrainingRun training = new TrainingRun(run, plan, earlier, data, evaluator, manager, watched)) {
                return watched.run(training);
            }
        }
    }

    /** Where the settings come from, for a person. */
    private String origin() {
        if (earlier != null) {
            return "resume    the settings of the run";
        }
        if (source != null) {
            return "config    the settings of " + runOptions.config();
        }
        Preset preset = Preset.find(choices.base().preset());
        String reason = choices.base().reason();
        return "preset    " + preset.name() + (reason.equals("flag") ? "" : " (" + reason + ")") + ": "
                + preset.summary();
    }

    private void checkBatch(RealData data) {
        try {
            data.batchesPerEpoch(config.data().batchSize());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** What scores the generator on the way, or {@code null} if nobody wants it. */
    private Evaluator evaluator(RealData data, NDManager manager) {
        if (plan.evaluateEvery() == 0) {
            return null;
        }
        // Later on the bar is that of the training.
        try (EvaluationBar bar = new EvaluationBar(terminal)) {
            return Evaluator.open(
                    new RealImages(config, null), SampleSpace.of(data), Settings.EVALUATION_COUNT, manager, bar);
        }
    }

    private void warn() {
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

    private void warnOfLength() {
        TrainConfig.Length before = source.config().length();
        boolean otherLength =
                config.length().epochs() != before.epochs() || config.length().steps() != before.steps();
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

    private void printSettings() {
        PrintWriter out = terminal.out();
        for (Setting setting : Settings.all()) {
            Optional<Choices.Value> value = choices.value(setting);
            out.printf(
                    Locale.ROOT,
                    "%-18s %-24s %s%n",
                    setting,
                    value.map(chosen -> setting.shown(chosen.text())).orElse("-"),
                    value.map(Choices.Value::origin).orElse("default"));
        }
        out.flush();
    }
}

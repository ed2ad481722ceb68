package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gan4j.config.Choices;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ImageSet;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluator;
import org.gan4j.eval.RealSamples;
import org.gan4j.model.SampleSpace;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunPlan;
import org.gan4j.run.RunRecord;
import org.gan4j.run.TrainingRun;
import org.gan4j.train.Players;
import org.gan4j.train.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** {@code gan4j train}. */
@Command(name = "train", abbreviateSynopsis = true, sortOptions = false)
final class TrainCommand extends CliCommand implements IExitCodeGenerator {

    @Mixin
    private EngineFlags engine;

    @Mixin
    private RunOptions options;

    @Option(names = "--dry-run")
    private boolean dryRun;

    private int exitCode;

    @Override
    public int getExitCode() {
        return exitCode;
    }

    @Override
    public void run() {
        Terminal terminal = new Terminal(commandLine(), options.quiet);
        if (options.quiet) {
            // DJL's own bar, of a download.
            System.setProperty("disableProgressBar", "true");
        }
        ParseResult parsed = commandLine().getParseResult();
        ChosenRun chosen = checked(() ->
                ChosenRun.of(options, SettingFlags.given(parsed), parsed.matchedOptionValue("--init-from", List.of())));
        chosen.warnings().forEach(terminal::warn);
        if (dryRun) {
            engine.checkFor(chosen.config());
            print(chosen.choices());
            return;
        }
        RunDirectory.checkFree(chosen.plan().out());
        try (NDManager manager = engine.startFor(chosen.config())) {
            exitCode = train(chosen, manager, terminal);
        }
    }

    private int train(ChosenRun asked, NDManager manager, Terminal terminal) {
        EngineStart started = engine.choice();
        String where = started.engineName() + ", " + started.describe(manager);
        terminal.say("%s · %s", Versions.PROGRAM, where);
        if (asked.earlier() != null) {
            asked.warningsOfResuming(where).forEach(terminal::warn);
        }
        try (RealData data = data(asked.config(), manager, terminal)) {
            ChosenRun chosen = fitting(asked, data, terminal);
            TrainConfig config = chosen.config();
            checked(() -> Players.generatorLayers(config, SampleSpace.of(data)));
            checked(() -> Players.discriminatorLayers(config, SampleSpace.of(data)));
            // The data lie on the device by now. Collecting what is left
            // of reading them makes room for the whole run.
            System.gc();
            RunRecord run =
                    new RunRecord(Versions.GAN4J, where, chosen.choices().recorded(), config, SampleSpace.of(data));
            RunPlan plan = chosen.plan();
            TrainingTerminal watched = new TrainingTerminal(terminal, chosen, data, manager);
            try (Evaluator evaluator = plan.evaluateEvery() == 0 ? null : evaluator(run, manager, terminal);
                    TrainingRun training =
                            new TrainingRun(run, plan, chosen.earlier(), data, evaluator, manager, watched)) {
                return watched.run(training);
            }
        }
    }

    private RealData data(TrainConfig config, NDManager manager, Terminal terminal) {
        RealData data;
        // Later on the bar is that of the training.
        try (EvaluationBar bar = new EvaluationBar(terminal)) {
            data = checked(() -> TrainingData.read(config, bar, manager));
        }
        if (config.techniques().conditional()) {
            checkClasses(data);
        }
        return data;
    }

    /** The run, with sizes that fit its data; those are parted into clusters then. */
    private ChosenRun fitting(ChosenRun asked, RealData data, Terminal terminal) {
        FittingSizes sizes = FittingSizes.of(asked.config(), data);
        ChosenRun chosen = checked(() -> asked.fitting(sizes));
        if (chosen != asked) {
            terminal.say("few       %,d samples: this run takes %s", data.size(), sizes.flags());
        }
        checked(() -> {
            TrainingData.cluster(data, chosen.config().techniques());
            return chosen;
        });
        return chosen;
    }

    private void checkClasses(RealData data) {
        String what = null;
        if (data.classes() < 2) {
            what = "conditional needs data of two classes or more; these have "
                    + (data.classes() == 0 ? "no labels" : "one");
        } else if (ImageSet.areClassesTooSmall(data.classes(), data.size())) {
            what = String.format(
                    Locale.ROOT,
                    "conditional needs classes of two samples or more; these %,d samples have %,d classes",
                    data.size(),
                    data.classes());
        }
        if (what != null) {
            data.close();
            throw wrong(what);
        }
    }

    /** What evaluates the generator on the way. */
    private static Evaluator evaluator(RunRecord run, NDManager manager, Terminal terminal) {
        // Later on the bar is that of the training.
        try (EvaluationBar bar = new EvaluationBar(terminal)) {
            RealSamples images = new RealSamples(run.config(), null, bar);
            return Evaluator.open(images, run.samples(), Settings.EVALUATION_COUNT, Optional.empty(), manager, bar);
        }
    }

    private void print(Choices choices) {
        for (Setting setting : Settings.all()) {
            Optional<Choices.Value> value = choices.value(setting);
            out().printf(
                            Locale.ROOT,
                            "%-23s %-24s %s%n",
                            setting,
                            value.map(chosen -> setting.read(chosen.text()).toString())
                                    .orElse("-"),
                            value.map(Choices.Value::origin).orElse("default"));
        }
    }
}

package org.gan4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.files.ProcessLock;
import org.gan4j.sweep.LocalPool;
import org.gan4j.sweep.Plan;
import org.gan4j.sweep.Pool;
import org.gan4j.sweep.Program;
import org.gan4j.sweep.Results;
import org.gan4j.sweep.SparkHome;
import org.gan4j.sweep.SparkPool;
import org.gan4j.sweep.Stage;
import org.gan4j.sweep.Sweep;
import org.gan4j.sweep.SweepDirectory;
import org.gan4j.sweep.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gan4j sweep}. */
@Command(name = "sweep", abbreviateSynopsis = true, sortOptions = false)
final class SweepCommand extends CliCommand implements IExitCodeGenerator {

    private static final int MOST_SEEDS = 10_000;
    private static final int MOST_WORKERS = 1_000;

    @Option(names = "--vary", paramLabel = "SETTING=VALUES")
    private List<String> vary;

    @Option(names = "--seeds", paramLabel = "N")
    private Integer seeds;

    @Option(names = "--trials", paramLabel = "N")
    private Integer trials;

    @Option(names = "--search-seed", paramLabel = "N")
    private Integer searchSeed;

    @Option(names = "--halving", paramLabel = "N")
    private Integer halving;

    @Option(names = "--metric", paramLabel = "METRIC")
    private String metric;

    @Option(names = "--out", paramLabel = "DIR")
    private Path out;

    @Option(names = "--workers", paramLabel = "N")
    private Integer workers;

    @Option(names = "--spark", paramLabel = "MASTER")
    private String spark;

    @Option(names = "--spark-conf", paramLabel = "KEY=VALUE")
    private List<String> sparkConf;

    @Option(names = "--retry")
    private boolean retry;

    @Option(names = "--status", paramLabel = "DIR")
    private Path status;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--config", paramLabel = "FILE")
    private Path config;

    @Option(names = "--quiet")
    private boolean quiet;

    @Mixin
    private EngineFlags engine;

    private int exitCode;

    @Override
    public int getExitCode() {
        return exitCode;
    }

    @Override
    public void run() {
        checkRange("seeds", seeds, 1, MOST_SEEDS, "");
        checkRange("trials", trials, 1, Plan.MOST_RUNS, "");
        checkRange("halving", halving, 2, 100, ": one of so many goes on");
        checkRange("workers", workers, 1, MOST_WORKERS, "");
        checkSpark();
        Terminal terminal = new Terminal(commandLine(), quiet);
        if (status != null) {
            show(new SweepDirectory(status), terminal);
            return;
        }
        if (out == null && !dryRun) {
            throw wrong("--out DIR is missing: where the sweep goes, or is, if it is to go on");
        }
        SweepDirectory directory = out == null ? null : new SweepDirectory(out);
        boolean exists = directory != null && directory.exists();
        if (!exists && vary == null && seeds == null) {
            throw wrong("there is no sweep " + (out == null ? "" : "in " + out + " ")
                    + "to go on with; say by --vary or --seeds what a new one is to run");
        }
        boolean goesOn = exists && !givesPlan();
        Plan plan = goesOn ? directory.plan() : checked(this::plan);
        List<Trial> runs = goesOn ? plan.runs() : checked(() -> checkedRuns(plan));
        if (dryRun) {
            runs.forEach(trial -> print(trial.name()));
            print(runs.size() + " runs, ranked by " + plan.metric());
            return;
        }
        begin(directory, plan, terminal);
    }

    /** Whether a flag says which runs there are: they must be those of a sweep that is there already. */
    private boolean givesPlan() {
        return Stream.of(vary, seeds, trials, searchSeed, halving, metric, config)
                        .anyMatch(Objects::nonNull)
                || !SettingFlags.given(commandLine().getParseResult()).isEmpty();
    }

    private void checkSpark() {
        for (String option : Objects.requireNonNullElse(sparkConf, List.<String>of())) {
            if (spark == null || !option.contains("=")) {
                throw wrong("--spark-conf (" + option + ") must be KEY=VALUE, and goes with --spark MASTER");
            }
        }
        if (spark != null && workers != null) {
            throw wrong("--workers (" + workers
                    + ") is for this machine; with --spark the cluster's cores say how many run");
        }
    }

    private void show(SweepDirectory directory, Terminal terminal) {
        Results results = new Results(directory, directory.plan());
        new SweepTerminal(terminal, directory.plan(), results.stages()).show(results);
    }

    private Plan plan() {
        Map<String, String> settings = new LinkedHashMap<>();
        SettingFlags.given(commandLine().getParseResult())
                .forEach((name, text) -> settings.put(name, Settings.find(name).recorded(text)));
        TrainConfig base = config(settings);
        engine.checkFor(base);
        return new Plan(
                Versions.GAN4J,
                settings,
                config == null ? null : config.toAbsolutePath().toString(),
                Objects.requireNonNullElse(vary, List.of()),
                Objects.requireNonNullElse(trials, 0),
                Objects.requireNonNullElse(searchSeed, 0),
                Objects.requireNonNullElse(seeds, 1),
                Objects.requireNonNullElse(halving, 0),
                deciding(base.data().row()).key(),
                threads(base));
    }

    /** Kept in the plan: a run that goes on computes bit for bit what it would have computed with as many threads alone. */
    private int threads(TrainConfig base) {
        int cores = Runtime.getRuntime().availableProcessors();
        int share =
                Math.max(1, cores / WorkerShare.of(workers, engine.devices()).workers());
        return engine.threads() > 0 ? engine.threads() : Threads.suiting(base, share);
    }

    /** The configuration of a run of its own with these settings. */
    private TrainConfig config(Map<String, String> settings) {
        RunOptions options = new RunOptions();
        options.config = config;
        List<Path> initFrom = settings.containsKey("init-from")
                ? Stream.of(settings.get("init-from").split(",")).map(Path::of).toList()
                : List.of();
        return ChosenRun.of(options, settings, initFrom).config();
    }

    private Metric deciding(DataSet dataset) {
        if (metric == null) {
            return switch (dataset.kind()) {
                case IMAGES, VECTORS -> Metric.FRECHET_DISTANCE;
                case MODES -> Metric.MODES_HIT;
                case GAUSSIAN -> Metric.WASSERSTEIN1;
            };
        }
        Metric chosen = Metric.of(metric);
        if (!chosen.isOrdered()) {
            throw new IllegalArgumentException("metric (" + metric + ") is best when equal to that of real samples;"
                    + " give one that is best when high or low, e.g. "
                    + Evaluation.DECIDING.get(0).key());
        }
        return chosen;
    }

    /** Every run, after a look at its configuration. */
    private List<Trial> checkedRuns(Plan plan) {
        List<Trial> runs = plan.runs();
        Stage.of(runs.size() / plan.seeds(), plan.halving());
        for (int i = 0; i < runs.size(); i += plan.seeds()) {
            Trial trial = runs.get(i);
            try {
                config(trial.settings(plan.settings()));
            } catch (IllegalArgumentException | UserException e) {
                throw new IllegalArgumentException(trial.name() + ": " + e.getMessage(), e);
            }
        }
        return runs;
    }

    @SuppressWarnings("try") // the lock is never called
    private void begin(SweepDirectory directory, Plan given, Terminal terminal) {
        try (ProcessLock alone = directory.lock()) {
            directory.begin(given);
            Plan plan = directory.plan(); // its threads are those that the sweep began with
            Results results = new Results(directory, plan);
            SweepTerminal watcher = new SweepTerminal(terminal, plan, results.stages());
            terminal.say("%s · %,d runs -> %s", Versions.PROGRAM, plan.runs().size(), directory.root());
            engine.checkFor(null);
            WorkerShare share = WorkerShare.of(workers, engine.devices());
            List<String> arguments =
                    new ArrayList<>(engine.forProcess(share.devices().isEmpty()));
            arguments.add("--threads=" + plan.threads());
            Sweep sweep = new Sweep(results, arguments, retry, Versions.PROGRAM, watcher);
            try (Interruption interruption = new Interruption(terminal.err(), sweep::stop);
                    Pool pool = pool(share, directory, plan)) {
                boolean whole = sweep.run(pool);
                exitCode = interruption.exitCode() != 0 ? interruption.exitCode() : whole ? 0 : 1;
            }
            watcher.show(results);
            print(directory.root().resolve("sweep.html"));
        }
    }

    private Pool pool(WorkerShare share, SweepDirectory directory, Plan plan) {
        Program program = share.program(SweepRun.class);
        if (spark == null) {
            return new LocalPool(program, share.devices(), share.workers());
        }
        SparkHome home = SparkHome.find(System.getenv("SPARK_HOME"));
        List<String> options = Objects.requireNonNullElse(sparkConf, List.of());
        return new SparkPool(home, spark, options, plan.threads(), program, directory);
    }
}

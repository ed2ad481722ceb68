package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gan4j.bench.Benchmark;
import org.gan4j.bench.Measurement;
import org.gan4j.bench.Quartiles;
import org.gan4j.bench.StepPart;
import org.gan4j.config.KnownNames;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gan4j bench}. */
@Command(
        name = "bench",
        description = {
            "Measure the training loop against its floor, the matrix products of the same step alone.",
            "",
            "Trains the networks of the preset mnist-mlp on the data set digits, which has MNIST's shape, with one"
                    + " discriminator update a step and no average of the generator. Loop and floor take turns of about"
                    + " a quarter of a second; shown are medians and, in brackets, quartiles over the rounds. The parts of a step"
                    + " come from looking at the loop a thousand times a second; on a GPU they are the host's time."
                    + " The calls are those of one step from Java into the engine, the kernels what it then computes one by"
                    + " one: about what a GPU launches."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  gan4j bench                                        all nine jobs, some three minutes",
            "  gan4j bench --loss non-saturating --batch-size 64  one of them"
        })
final class BenchCommand implements Callable<Integer> {

    /** An hour of the smallest job; every round keeps its numbers. */
    private static final int MOST_ROUNDS = 10_000;

    /** The settings of {@code train} that make a job. */
    private static final Map<String, Map<String, String>> JOBS = new LinkedHashMap<>();

    static {
        JOBS.put("non-saturating", Map.of("loss", "non-saturating"));
        JOBS.put("wgan-gp", Map.of("loss", "wgan-gp"));
        JOBS.put("r1", Map.of("loss", "non-saturating", "penalty", "r1"));
    }

    private static final class OfJobs extends KnownNames {
        OfJobs() {
            super("loss", JOBS::keySet);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            completionCandidates = OfJobs.class,
            split = ",",
            defaultValue = "non-saturating,wgan-gp,r1",
            description = "What to train: ${DEFAULT-VALUE}.")
    private List<String> losses;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            split = ",",
            defaultValue = "64,256,1024",
            description = "Batch sizes. Default: ${DEFAULT-VALUE}.")
    private List<Integer> batchSizes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "21",
            description = "Timed rounds of loop and floor, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--json", description = "Print the table as JSON.")
    private boolean json;

    @Mixin
    private EngineSettings engine;

    /** A line of the JSON form; parts in milliseconds, spreads as lower and upper quartile. */
    private record Row(
            String loss,
            int batchSize,
            double stepsPerSecond,
            double[] stepsPerSecondQuartiles,
            double imagesPerSecond,
            double floorStepsPerSecond,
            double[] floorStepsPerSecondQuartiles,
            double ratio,
            double[] ratioQuartiles,
            Map<String, Double> parts,
            int engineCalls,
            int kernels) {

        static Row of(String loss, int batchSize, Measurement measured) {
            Map<String, Double> parts = new LinkedHashMap<>();
            measured.parts().forEach((part, milliseconds) -> parts.put(part.label(), milliseconds));
            double loop = measured.loop().median();
            double floor = measured.floor().median();
            return new Row(
                    loss,
                    batchSize,
                    loop,
                    spread(measured.loop()),
                    loop * batchSize,
                    floor,
                    spread(measured.floor()),
                    loop / floor,
                    spread(measured.ratio()),
                    parts,
                    measured.calls().calls(),
                    measured.calls().kernels());
        }

        private static double[] spread(Quartiles quartiles) {
            return new double[] {quartiles.low(), quartiles.high()};
        }
    }

    private record Report(int threads, String device, int rounds, List<Row> rows) {}

    @Override
    public Integer call() {
        check();
        PrintWriter out = spec.commandLine().getOut();
        List<Row> rows = new ArrayList<>();
        try (NDManager manager = engine.start()) {
            TrainConfig first = config(losses.get(0), batchSizes.get(0));
            try (RealData data = first.data().row().open(null, first.seed(), manager)) {
                batchSizes.forEach(batchSize -> check(data, batchSize));
                if (!json) {
                    printHead(manager, out);
                }
                for (String loss : losses) {
                    for (int batchSize : batchSizes) {
                        Row row =
                                Row.of(loss, batchSize, Benchmark.run(config(loss, batchSize), data, rounds, manager));
                        rows.add(row);
                        if (!json) {
                            print(row, out);
                        }
                    }
                }
            }
            if (json) {
                out.println(new GsonBuilder()
                        .create()
                        .toJson(new Report(engine.threads(), engine.describe(manager), rounds, rows)));
            } else {
                printParts(rows, out);
            }
            out.flush();
        }
        return 0;
    }

    /** The configuration of a job, as {@code train} would read it. */
    private TrainConfig config(String loss, int batchSize) {
        Map<String, String> settings = new HashMap<>(JOBS.get(loss));
        settings.putAll(Map.of("preset", "mnist-mlp", "dataset", "digits", "ema", "0"));
        settings.put("batch-size", String.valueOf(batchSize));
        settings.put("tick", String.valueOf(Benchmark.stepsPerRound(batchSize)));
        settings.put("steps", String.valueOf(Benchmark.totalSteps(batchSize, rounds)));
        return TrainConfig.of(settings);
    }

    private void check() {
        for (String loss : losses) {
            if (!JOBS.containsKey(loss)) {
                throw wrong("loss (" + loss + ") must be one of those that are measured: "
                        + String.join(", ", JOBS.keySet()));
            }
        }
        for (int batchSize : batchSizes) {
            if (batchSize < 1) {
                throw wrong("batch-size (" + batchSize + ") must be at least 1");
            }
        }
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw wrong("rounds (" + rounds + ") must be from 1 to " + MOST_ROUNDS);
        }
    }

    private void check(RealData data, int batchSize) {
        try {
            data.batchesPerEpoch(batchSize);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void printHead(NDManager manager, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "gan4j %s · %s · %s%n%n",
                Versions.gan4j(),
                EngineSettings.engineName(),
                engine.describe(manager));
        out.printf(
                Locale.ROOT,
                "%-15s %5s  %-24s %10s  %-24s %-18s %5s %7s%n",
                "loss",
                "batch",
                "steps/s",
                "images/s",
                "floor, steps/s",
                "loop/floor",
                "calls",
                "kernels");
        out.flush();
    }

    private static void print(Row row, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-15s %5d  %-24s %,10.0f  %-24s %-18s %5d %7d%n",
                row.loss,
                row.batchSize,
                median("%.1f", row.stepsPerSecond, row.stepsPerSecondQuartiles),
                row.imagesPerSecond,
                median("%.1f", row.floorStepsPerSecond, row.floorStepsPerSecondQuartiles),
                median("%.2f", row.ratio, row.ratioQuartiles),
                row.engineCalls,
                row.kernels);
        out.flush();
    }

    private static String median(String format, double median, double[] quartiles) {
        return String.format(
                Locale.ROOT, format + " (" + format + ".." + format + ")", median, quartiles[0], quartiles[1]);
    }

    private static void printParts(List<Row> rows, PrintWriter out) {
        List<String> parts =
                List.of(StepPart.values()).stream().map(StepPart::label).toList();
        out.printf(
                Locale.ROOT,
                "%nMilliseconds of a step%n%-15s %5s  %s%n",
                "loss",
                "batch",
                parts.stream()
                        .map(part -> String.format(Locale.ROOT, "%10s", part))
                        .collect(Collectors.joining(" ")));
        for (Row row : rows) {
            String values = parts.stream()
                    .map(part -> String.format(Locale.ROOT, "%10.2f", row.parts.get(part)))
                    .collect(Collectors.joining(" "));
            out.printf(Locale.ROOT, "%-15s %5d  %s%n", row.loss, row.batchSize, values);
        }
    }
}

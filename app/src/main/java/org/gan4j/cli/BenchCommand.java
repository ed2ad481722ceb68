package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.bench.Benchmark;
import org.gan4j.bench.Measurement;
import org.gan4j.bench.Quartiles;
import org.gan4j.bench.StepPart;
import org.gan4j.config.KnownNames;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.files.Json;
import org.gan4j.train.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gan4j bench}. */
@Command(name = "bench", sortOptions = false)
final class BenchCommand extends CliCommand {

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

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            completionCandidates = OfJobs.class,
            split = ",",
            defaultValue = "non-saturating,wgan-gp,r1")
    private List<String> losses;

    @Option(names = "--batch-size", paramLabel = "N", split = ",", defaultValue = "64,256,1024")
    private List<Integer> batchSizes;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "21")
    private int rounds;

    @Option(names = "--json")
    private boolean json;

    @Mixin
    private EngineFlags engine;

    /** What was measured of a job. */
    private record Row(String loss, int batchSize, Measurement measured) {

        double imagesPerSecond() {
            return measured.loop().median() * batchSize;
        }

        /** A line of the JSON form; parts in milliseconds, spreads as lower and upper quartile. */
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("loss", loss);
            json.put("batchSize", batchSize);
            put("stepsPerSecond", measured.loop(), json);
            json.put("imagesPerSecond", imagesPerSecond());
            put("floorStepsPerSecond", measured.floor(), json);
            put("ratio", measured.ratio(), json);
            put("callByCallStepsPerSecond", measured.callByCall(), json);
            json.put("parts", measured.parts());
            json.put("engineCalls", measured.calls().calls());
            json.put("kernels", measured.calls().kernels());
            return json;
        }

        private static void put(String name, Quartiles value, Map<String, Object> json) {
            json.put(name, value.median());
            json.put(name + "Quartiles", List.of(value.low(), value.high()));
        }
    }

    private record Report(String engine, int threads, String device, int rounds, List<Map<String, Object>> rows) {}

    @Override
    public void run() {
        checkFlags();
        Terminal terminal = new Terminal(commandLine(), json);
        List<Row> rows = new ArrayList<>();
        try (NDManager manager = engine.start()) {
            String device = engine.choice().describe(manager);
            TrainConfig first = config(losses.get(0), batchSizes.get(0));
            try (RealData data = checked(() -> TrainingData.open(first, line -> {}, manager))) {
                batchSizes.forEach(batchSize -> checked(() -> data.batchesPerEpoch(batchSize)));
                terminal.say("%s · %s · %s%n", Versions.PROGRAM, engine.choice().engineName(), device);
                terminal.say(
                        "%-15s %5s  %-24s %10s  %-24s %-18s %5s %7s",
                        "loss", "batch", "steps/s", "images/s", "floor, steps/s", "loop/floor", "calls", "kernels");
                for (String loss : losses) {
                    for (int batchSize : batchSizes) {
                        Row row =
                                new Row(loss, batchSize, Benchmark.run(config(loss, batchSize), data, rounds, manager));
                        rows.add(row);
                        print(row, terminal);
                    }
                }
            }
            if (json) {
                List<Map<String, Object>> lines = rows.stream().map(Row::json).toList();
                print(Json.GSON.toJson(
                        new Report(engine.choice().engineName(), engine.choice().threads(), device, rounds, lines)));
            }
            printParts(rows, terminal);
        }
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

    private void checkFlags() {
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
        checkRange("rounds", rounds, 1, MOST_ROUNDS, "");
    }

    private static void print(Row row, Terminal terminal) {
        terminal.say(
                "%-15s %5d  %-24s %,10.0f  %-24s %-18s %5d %7d",
                row.loss,
                row.batchSize,
                median("%.1f", row.measured.loop()),
                row.imagesPerSecond(),
                median("%.1f", row.measured.floor()),
                median("%.2f", row.measured.ratio()),
                row.measured.calls().calls(),
                row.measured.calls().kernels());
    }

    private static String median(String format, Quartiles value) {
        return String.format(
                Locale.ROOT, format + " (" + format + ".." + format + ")", value.median(), value.low(), value.high());
    }

    private static void printParts(List<Row> rows, Terminal terminal) {
        terminal.say(
                "%nMilliseconds of a step, played call by call%n%-15s %5s  %s %10s",
                "loss", "batch", cells("%10s", part -> part), "all");
        for (Row row : rows) {
            terminal.say(
                    "%-15s %5d  %s %10.2f",
                    row.loss,
                    row.batchSize,
                    cells("%10.2f", row.measured.parts()::get),
                    1e3 / row.measured.callByCall().median());
        }
    }

    private static String cells(String format, Function<StepPart, Object> text) {
        return Stream.of(StepPart.values())
                .map(part -> String.format(Locale.ROOT, format, text.apply(part)))
                .collect(Collectors.joining(" "));
    }
}

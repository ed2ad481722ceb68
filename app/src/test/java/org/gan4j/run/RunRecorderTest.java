package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gan4j.UserException;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.Digits;
import org.gan4j.data.RealData;
import org.gan4j.data.ResidentImages;
import org.gan4j.data.Split;
import org.gan4j.model.Network;
import org.gan4j.model.SampleSpace;
import org.gan4j.picture.NoFontsException;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Players;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecorderTest {

    @TempDir
    private Path temp;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Trains on 64 digits in batches of 32, two an epoch, and records it in {@code run}. */
    private GanTrainer record(Configs configs, TrainingListener... others) {
        TrainConfig config = configs.batchSize(32).build();
        RealData data = new ResidentImages(manager, Digits.draw(1, Split.TRAIN, 64), 1);
        GanTrainer trainer = new GanTrainer(config, data, manager);
        RunRecord run = new RunRecord("1", "engine", Map.of(), config, SampleSpace.of(data));
        RunDirectory directory = RunDirectory.create(temp.resolve("run"), "label", run);
        NDArray input = trainer.sampleInput(SamplePicture.GRID_COUNT, manager);
        RunRecorder recorder =
                new RunRecorder(directory, run, data, input, List.of(), new Interval(1, true), new TimeShare());
        CheckpointKeeper keeper = new CheckpointKeeper(directory, run, data, new Interval(1, true), 0, false);
        List<TrainingListener> listeners = new ArrayList<>(List.of(recorder, keeper));
        listeners.addAll(List.of(others));
        trainer.train(listeners);
        return trainer;
    }

    private TreeSet<String> files() throws IOException {
        Path root = temp.resolve("run");
        try (Stream<Path> entries = Files.walk(root)) {
            TreeSet<String> files = new TreeSet<>();
            entries.filter(Files::isRegularFile)
                    .forEach(file -> files.add(root.relativize(file).toString()));
            return files;
        }
    }

    private static float[][] values(Network network) {
        return network.weights().values().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }

    private float[][] saved(TrainConfig config, String player, String checkpoint) {
        SampleSpace samples = RunDirectory.open(temp.resolve("run")).record().samples();
        Network network = player.equals("discriminator")
                ? Players.discriminator(config, samples, manager).network()
                : Players.generator(config, samples, manager);
        network.read(temp.resolve("run/checkpoints/" + checkpoint + "/" + player + ".safetensors"));
        return values(network);
    }

    private static JsonObject strictly(String line) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(line));
        reader.setStrictness(Strictness.STRICT);
        return JsonParser.parseReader(reader).getAsJsonObject();
    }

    @Test
    void leavesWeightsAfterEveryEpochAndAGridBeforeTheFirstToo() throws IOException {
        Configs configs = Configs.small().epochs(2).average(3, 0);
        Map<Long, float[][]> generators = new LinkedHashMap<>();
        GanTrainer trainer = record(configs, new TrainingListener() {
            @Override
            public void epochEnded(GanTrainer current) {
                generators.put(current.steps(), values(current.generator()));
            }
        });

        TreeSet<String> expected = new TreeSet<>(List.of(
                "config.json",
                "metrics.jsonl",
                "real.png",
                "samples/step-000000.png",
                "samples/step-000002.png",
                "samples/step-000004.png"));
        for (String step : List.of("step-00000002", "step-00000004")) {
            for (String file : List.of(
                    "generator.safetensors",
                    "generator-average.safetensors",
                    "generator-optimizer.safetensors",
                    "discriminator.safetensors",
                    "discriminator-optimizer.safetensors",
                    "objective.safetensors",
                    "checkpoint.json")) {
                expected.add("checkpoints/" + step + "/" + file);
            }
        }
        assertEquals(expected, files());

        TrainConfig config = configs.build();
        assertArrayEquals(generators.get(2L), saved(config, "generator", "step-00000002"));
        assertArrayEquals(generators.get(4L), saved(config, "generator", "step-00000004"));
        assertArrayEquals(values(trainer.discriminator()), saved(config, "discriminator", "step-00000004"));
        assertArrayEquals(values(trainer.average().orElseThrow()), saved(config, "generator-average", "step-00000004"));
        // 8 rows and columns of 28 pixels, and some lines between them.
        BufferedImage grid =
                ImageIO.read(temp.resolve("run/samples/step-000004.png").toFile());
        assertTrue(grid.getWidth() >= 8 * 28 && grid.getHeight() >= 8 * 28, grid.toString());
    }

    @Test
    void keepsNoAverageWhereThereIsNone() throws IOException {
        record(Configs.small().steps(1));
        assertFalse(files().contains("checkpoints/step-00000001/generator-average.safetensors"), files().toString());
    }

    @Test
    void recordingChangesNothingInTheRun() {
        Configs configs = Configs.small().epochs(2);
        float[][] recorded = values(record(configs).generator());
        RealData data = new ResidentImages(manager, Digits.draw(1, Split.TRAIN, 64), 1);
        GanTrainer alone = new GanTrainer(configs.build(), data, manager);
        alone.train(List.of());
        assertArrayEquals(values(alone.generator()), recorded);
    }

    @Test
    void metricsHaveALineATickWithItsNumbers() throws IOException {
        List<Tick> ticks = new ArrayList<>();
        record(Configs.small().steps(7).tick(3).penalties("r1:1", "gp:10"), new TrainingListener() {
            @Override
            public void ticked(Tick tick) {
                ticks.add(tick);
            }
        });
        List<String> lines = Files.readAllLines(temp.resolve("run/metrics.jsonl"));
        assertEquals(3, lines.size());
        for (int i = 0; i < 3; i++) {
            JsonObject line = strictly(lines.get(i));
            // The fields that scripts rely on.
            assertEquals(
                    new TreeSet<>(List.of(
                            "step",
                            "epoch",
                            "dLoss",
                            "gLoss",
                            "scoreReal",
                            "scoreFake",
                            "r1",
                            "gp",
                            "stepsPerSecond",
                            "seconds")),
                    new TreeSet<>(line.keySet()));
            assertEquals(new long[] {3, 6, 7}[i], line.get("step").getAsLong());
            assertEquals(new double[] {1.5, 3, 3.5}[i], line.get("epoch").getAsDouble());
            for (Map.Entry<String, Double> mean : ticks.get(i).means().entrySet()) {
                assertEquals(mean.getValue(), line.get(mean.getKey()).getAsDouble(), mean.getKey());
            }
            assertEquals(
                    ticks.get(i).stepsPerSecond(), line.get("stepsPerSecond").getAsDouble());
            assertEquals(ticks.get(i).seconds(), line.get("seconds").getAsDouble());
        }
    }

    private String appended(Tick tick) throws IOException {
        Path file = temp.resolve("metrics.jsonl");
        new Metrics(file).append(tick);
        return Files.readString(file);
    }

    @Test
    void numbersThatJsonLacksAreText() throws IOException {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("dLoss", Double.NaN);
        means.put("gLoss", Double.NEGATIVE_INFINITY);
        JsonObject line = strictly(appended(new Tick(1, 0.5, means, 10, 2)));
        assertEquals("NaN", line.get("dLoss").getAsString());
        assertEquals("-Infinity", line.get("gLoss").getAsString());
    }

    @Test
    void aJavaWithoutFontsLeavesOutCharts() throws IOException {
        Path chart = temp.resolve("chart.png");
        RunRecorder.write(() -> new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), chart);
        assertTrue(Files.exists(chart));

        // What AWT throws there: see the page of org.gan4j.picture; and where there is fontconfig, but no font file.
        for (Error error : new Error[] {
            new InternalError("java.lang.reflect.InvocationTargetException"),
            new NoClassDefFoundError("Could not initialize class java.awt.Font"),
            new Error("Probable fatal error: No physical fonts found.")
        }) {
            Path none = temp.resolve("none.png");
            RunRecorder.write(
                    () -> NoFontsException.draw(() -> {
                        throw error;
                    }),
                    none);
            assertFalse(Files.exists(none));
        }
        assertThrows(
                OutOfMemoryError.class,
                () -> RunRecorder.write(
                        () -> NoFontsException.draw(() -> {
                            throw new OutOfMemoryError();
                        }),
                        chart));
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        TrainingListener saboteur = new TrainingListener() {
            @Override
            public void stepped(long step) {
                try {
                    Files.writeString(temp.resolve("run/checkpoints"), "in the way");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        String message = assertThrows(
                        UserException.class, () -> record(Configs.small().steps(1), saboteur))
                .getMessage();
        assertTrue(message.startsWith("cannot write " + temp.resolve("run/checkpoints/step-00000001") + ": "), message);
        assertEquals(1, message.lines().count());
    }
}

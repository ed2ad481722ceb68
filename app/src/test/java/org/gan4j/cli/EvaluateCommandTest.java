package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gan4j.data.DataRequest;
import org.gan4j.data.DataSet;
import org.gan4j.data.Digits;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ResidentImages;
import org.gan4j.data.Split;
import org.gan4j.eval.Evaluator;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;
import org.gan4j.eval.RealSamples;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.gan4j.train.GeneratedSamples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were barely trained, on a few digits in MNIST's files, so that the classifier learns in seconds. */
class EvaluateCommandTest {

    private static final int TRAIN = 600;
    private static final int TEST = 300;

    @TempDir
    private static Path temp;

    private static Path data;
    private static Path images;
    private static JsonObject first;
    private static String learned;

    @BeforeAll
    static void trainAndEvaluate() throws IOException {
        data = temp.resolve("data");
        IdxBytes.write(data, Split.TRAIN, Digits.draw(0, Split.TRAIN, TRAIN));
        IdxBytes.write(data, Split.TEST, Digits.draw(0, Split.TEST, TEST));
        images = temp.resolve("images");
        train(images, "--data-dir", data.toString(), "--epochs", "2");
        Cli.Result result = evaluate(images, "--count", "400", "--json");
        first = JsonParser.parseString(result.out()).getAsJsonObject();
        learned = result.err();
    }

    private static void train(Path out, String... flags) {
        List<String> args = new ArrayList<>(List.of(
                "train",
                "--g-hidden",
                "16",
                "--d-hidden",
                "16",
                "--batch-size",
                "50",
                "--quiet",
                "--out",
                out.toString()));
        args.addAll(List.of(flags));
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
    }

    private static Cli.Result evaluate(Path run, String... flags) {
        List<String> args = new ArrayList<>(List.of("evaluate", run.toString()));
        args.addAll(List.of(flags));
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    @Test
    void saysAllOfImages() throws IOException {
        assertEquals(24, first.get("step").getAsLong());
        assertEquals("idx", first.get("dataset").getAsString());
        assertEquals(400, first.get("sampleCount").getAsInt());
        assertEquals("300 test images", first.get("against").getAsString());
        assertTrue(
                first.get("featureExtractor")
                        .getAsString()
                        .matches(
                                "classifier v2 [0-9a-f]{8} trained here, 128 features, \\d+\\.\\d\\d% of 300 test images"),
                first.toString());
        for (JsonObject scores : List.of(first, first.getAsJsonObject("real"))) {
            for (String share : List.of("precision", "recall", "coverage")) {
                double value = scores.get(share).getAsDouble();
                assertTrue(value >= 0 && value <= 1, share + " " + value);
            }
            assertEquals(400, scores.get("sampleCount").getAsInt());
            int sum = 0;
            for (JsonElement number : scores.getAsJsonArray("classHistogram")) {
                sum += number.getAsInt();
            }
            assertEquals(400, sum);
        }
        // Real images are told apart and barely trained ones are not.
        JsonObject real = first.getAsJsonObject("real");
        assertEquals(10, real.get("classesHit").getAsDouble());
        assertTrue(real.get("classifierScore").getAsDouble()
                > first.get("classifierScore").getAsDouble());
        assertTrue(real.get("frechetDistance").getAsDouble()
                < first.get("frechetDistance").getAsDouble());
        assertEquals(first, JsonParser.parseString(Files.readString(images.resolve("evaluation.json"))));
    }

    @Test
    void drawsTheNearestRealSamples() throws IOException {
        BufferedImage picture = ImageIO.read(images.resolve("neighbours.png").toFile());
        // 8 by 8 images of 28 x 28 and a line around each: as the sample grid has them.
        assertEquals(picture.getWidth(), picture.getHeight());
        assertTrue(picture.getWidth() >= 8 * 28);
    }

    @Test
    void learnsAClassifierOnceAndTheSameOneAgain() throws IOException {
        assertTrue(learned.contains("a classifier learns from 600 images, once"), learned);
        Path kept;
        try (Stream<Path> files = Files.list(data)) {
            kept = files.filter(file -> file.getFileName().toString().startsWith("gan4j-classifier-2-"))
                    .findFirst()
                    .orElseThrow();
        }
        Cli.Result again = evaluate(images, "--count", "400", "--json");
        assertEquals("", again.err());
        assertEquals(first, JsonParser.parseString(again.out()));

        Files.writeString(kept.resolve("head.safetensors"), "not weights");
        Cli.Result repaired = evaluate(images, "--count", "400", "--json");
        assertTrue(repaired.err().contains("is damaged and is trained again"), repaired.err());
        assertEquals(first, JsonParser.parseString(repaired.out()));
    }

    @Test
    void printsATable() {
        String out = evaluate(images, "--count", "200", "--seed", "1").out();
        List<String> lines = out.lines().toList();
        assertTrue(lines.get(0)
                .startsWith(
                        "idx, step 24 (generator-average.safetensors): 200 samples, seed 1, against 200 test images"));
        for (String row : List.of("real", "generated")) {
            String line = lines.stream()
                    .filter(text -> text.startsWith(row))
                    .findFirst()
                    .orElseThrow();
            assertTrue(line.matches(".* 200  classifier v2 [0-9a-f]{8} trained here, 128 features, .*"), line);
        }
        assertTrue(out.matches("(?s).*samples of each class: 0: \\d+(, [1-9]: \\d+){9}\\R.*"), out);
    }

    @Test
    void realSamplesAreAsManyAsThereAre() {
        String out = evaluate(images, "--count", "700").out();
        String real =
                out.lines().filter(text -> text.startsWith("real")).findFirst().orElseThrow();
        assertTrue(real.matches(".* 600  classifier .*"), real);
    }

    @Test
    void writesWhatTheScoresAreComputedFrom() throws IOException {
        Path file = temp.resolve("features.npz");
        evaluate(images, "--count", "150", "--features", file.toString());
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                InputStream in = Files.newInputStream(file)) {
            NDList arrays = NDList.decode(manager, in.readAllBytes());
            assertEquals(new Shape(150, 128), arrays.get("generatedFeatures").getShape());
            assertEquals(
                    new Shape(150, 10), arrays.get("generatedProbabilities").getShape());
            assertEquals(new Shape(150, 128), arrays.get("realFeatures").getShape());
        }
    }

    @Test
    void realTestImagesScoreAsThemselves() throws Exception {
        RunRecord record = RunDirectory.open(images).record();
        ImageSet test =
                DataSet.of("idx").images(new DataRequest(data, 0), Split.TEST).orElseThrow();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                ResidentImages resident = new ResidentImages(manager, test, 7);
                Evaluator evaluator = Evaluator.open(
                        new RealSamples(record.config(), null, line -> {}),
                        record.samples(),
                        TEST,
                        Optional.empty(),
                        manager,
                        line -> {})) {
            MetricValues scores = evaluator
                    .evaluate(
                            0,
                            GeneratedSamples.of(
                                    resident.batch(manager, 0, TEST, false).samples()))
                    .generated();
            // By definition, whatever the classifier: both sets are one. The root of an
            // eigenvalue that is 0 but for rounding, 1e-16, is 1e-8, and there are 128.
            assertEquals(0, scores.values().get(Metric.FRECHET_DISTANCE), 1e-4);
            assertEquals(1, scores.values().get(Metric.PRECISION));
            assertEquals(1, scores.values().get(Metric.RECALL));
            assertEquals(1, scores.values().get(Metric.COVERAGE));
        }
    }

    @Test
    void scoresPointsAndNumbers() throws IOException {
        Path ring = temp.resolve("ring");
        train(ring, "--dataset", "ring", "--steps", "5");
        JsonObject points =
                JsonParser.parseString(evaluate(ring, "--json").out()).getAsJsonObject();
        assertEquals(2500, points.get("sampleCount").getAsInt());
        assertEquals(8, points.getAsJsonObject("real").get("modesHit").getAsDouble());
        assertTrue(points.has("highQuality") && points.has("reverseKl"));
        // The page has them now; a run without a page gets none.
        Path page = ring.resolve("report.html");
        assertTrue(Files.readString(page).contains("<h2>High-quality samples</h2>"));
        Files.delete(page);
        evaluate(ring, "--json");
        assertFalse(Files.exists(page));

        Path numbers = temp.resolve("numbers");
        train(numbers, "--dataset", "gaussian", "--steps", "5");
        JsonObject line = JsonParser.parseString(
                        evaluate(numbers, "--json", "--count", "2000").out())
                .getAsJsonObject();
        assertEquals(3, line.getAsJsonObject("real").get("mean").getAsDouble(), 0.2);
        assertEquals(2, line.getAsJsonObject("real").get("std").getAsDouble(), 0.15);
        assertTrue(line.get("wasserstein1").getAsDouble() > 0.5, line.toString());
    }

    @Test
    void classesThatWereAskedForAreNoMerit() {
        String note = "note: every class was asked for equally often";
        Path conditional = temp.resolve("conditional");
        train(conditional, "--data-dir", data.toString(), "--epochs", "1", "--conditional");
        assertTrue(evaluate(conditional, "--count", "200").out().contains(note));
        assertFalse(evaluate(images, "--count", "200").out().contains(note));
    }

    @Test
    void scoresAreSaidEvenIfThePageCannotBeRenewed() throws IOException {
        Path ring = temp.resolve("page");
        train(ring, "--dataset", "ring", "--steps", "2");
        Files.writeString(ring.resolve("samples/step-000002.png"), "no picture");
        Cli.Result result = evaluate(ring);
        assertTrue(result.out().contains("generated "), result.out());
        assertTrue(result.err().contains("warning: the page was not renewed: "), result.err());
    }

    @Test
    void anExportedGeneratorIsEvaluatedIntoADirectory() throws IOException {
        Cli.Result exported = Cli.run("export", images.toString());
        assertEquals(0, exported.code(), exported.err());
        Path out = temp.resolve("of-export");
        evaluate(images.resolve("exports/generator.safetensors"), "--count", "200", "--out", out.toString(), "--quiet");
        assertTrue(Files.exists(out.resolve("neighbours.png")));
        JsonObject values = JsonParser.parseString(Files.readString(out.resolve("evaluation.json")))
                .getAsJsonObject();
        assertEquals(200, values.get("sampleCount").getAsInt());
    }

    @Test
    void earlierWeightsDoNotTakeThePlaceOfTheLast() throws IOException {
        Path ring = temp.resolve("steps");
        train(ring, "--dataset", "ring", "--steps", "6", "--checkpoint-every", "2");
        evaluate(ring);
        String last = Files.readString(ring.resolve("evaluation.json"));
        Cli.Result result = evaluate(ring, "--step", "4");
        Path earlier = ring.resolve("evaluation-step-00000004.json");
        List<String> lines = result.out().lines().toList();
        assertEquals(
                List.of("written: " + earlier, "renewed: " + ring.resolve("report.html")),
                lines.subList(lines.size() - 2, lines.size()));
        assertEquals(last, Files.readString(ring.resolve("evaluation.json")));
        assertTrue(Files.readString(earlier).contains("\"step\": 4,"));
        assertFalse(
                evaluate(ring, "--step", "6", "--seed", "1", "--quiet").out().contains("renewed"));
        assertTrue(Files.readString(ring.resolve("evaluation.json")).contains("\"seed\": 1,"));

        // A run that goes back to step 2 has no weights of the steps after it any more.
        Cli.Result resumed = Cli.run(
                "train",
                "--quiet",
                "--resume",
                ring.resolve("checkpoints/step-00000002").toString());
        assertEquals(0, resumed.code(), resumed.err());
        assertFalse(Files.exists(earlier) || Files.exists(ring.resolve("evaluation.json")));

        // It trains on, next to one that does not say whose it is; the page at the end names that one.
        Files.writeString(earlier, "{\"step\":null}");
        resumed = Cli.run(
                "train",
                "--quiet",
                "--resume",
                ring.resolve("checkpoints/step-00000002").toString());
        assertEquals(
                "gan4j: " + earlier
                        + " is damaged: it is not a JSON object with a number named step; mend or remove it",
                resumed.err().strip());
        assertTrue(Files.exists(ring.resolve("checkpoints/step-00000006")));
    }

    @Test
    void evaluationLeavesTheTrainingAlone() throws IOException {
        Path watched = temp.resolve("watched");
        train(watched, "--data-dir", data.toString(), "--epochs", "5", "--evaluate-every", "2");
        Path alone = temp.resolve("alone");
        train(alone, "--data-dir", data.toString(), "--epochs", "5");
        for (String file : List.of("generator.safetensors", "discriminator.safetensors")) {
            assertArrayEquals(
                    Files.readAllBytes(
                            alone.resolve("checkpoints/step-00000060").resolve(file)),
                    Files.readAllBytes(
                            watched.resolve("checkpoints/step-00000060").resolve(file)));
        }
        // 12 batches an epoch: after epochs 2 and 4, and at the end.
        List<JsonObject> lines = Files.readAllLines(watched.resolve("metrics.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.has("evaluation"))
                .toList();
        assertEquals(
                List.of(24L, 48L, 60L),
                lines.stream().map(line -> line.get("step").getAsLong()).toList());
        assertEquals(2.0, lines.get(0).get("epoch").getAsDouble());
        assertTrue(lines.get(0).getAsJsonObject("evaluation").has("classifierScore"));
        assertFalse(Files.readString(alone.resolve("metrics.jsonl")).contains("evaluation"));
    }

    @Test
    void printsARowAnEvaluationWhileItTrains() {
        Cli.Result result = Cli.run(
                "train",
                "--dataset",
                "ring",
                "--g-hidden",
                "16",
                "--d-hidden",
                "16",
                "--steps",
                "5",
                "--evaluate-every",
                "1",
                "--out",
                temp.resolve("rows").toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().lines().anyMatch(line -> line.startsWith("real ")), result.out());
        assertTrue(
                result.out().lines().anyMatch(line -> line.matches("step 5 .* 2500  the points themselves")),
                result.out());
    }
}

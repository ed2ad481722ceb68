package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ImageShape;
import org.gan4j.model.SampleSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunDirectoryTest {

    @TempDir
    private Path temp;

    private static RunRecord record(Configs configs) {
        return new RunRecord(
                "1",
                "engine",
                configs.recorded(),
                configs.build(),
                new SampleSpace(784, new ImageShape(1, 28, 28), 10));
    }

    private static RunRecord record() {
        return record(Configs.small());
    }

    private static String assertRefused(Executable executable, String... fragments) {
        String message = assertThrows(UserException.class, executable).getMessage();
        assertEquals(1, message.lines().count(), message);
        for (String fragment : fragments) {
            assertTrue(message.contains(fragment), message);
        }
        return message;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    // Where a run goes.

    @Test
    void runsAreNumbered() throws IOException {
        Path runs = temp.resolve("runs");
        assertEquals(runs.resolve("00001-digits-lsgan"), RunDirectory.nextNumbered(runs, "digits-lsgan"));

        for (String name : List.of("00001-a", "00007-b-c", "notes", "00009", "123-x", "000010-y")) {
            Files.createDirectories(runs.resolve(name));
        }
        assertEquals(runs.resolve("00008-digits-lsgan"), RunDirectory.nextNumbered(runs, "digits-lsgan"));
    }

    @Test
    void newOrEmptyDirectoriesAreTaken() throws IOException {
        Path fresh = temp.resolve("a/b/c");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        for (Path chosen : List.of(fresh, empty)) {
            assertEquals(chosen, RunDirectory.create(chosen, "label", record()).root());
            assertEquals(List.of("config.json"), names(chosen));
        }
    }

    @Test
    void aUsedDirectoryIsLeftAlone() throws IOException {
        Path used = Files.createDirectory(temp.resolve("used"));
        Files.writeString(used.resolve("thesis.txt"), "years of work");

        assertRefused(
                () -> RunDirectory.create(used, "label", record()), used.toString(), "is not empty", "choose another");
        assertEquals(List.of("thesis.txt"), names(used));
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "text");
        assertRefused(
                () -> RunDirectory.create(file, "label", record()), file.toString(), "is a file", "choose another");
        Path below = file.resolve("run");
        assertRefused(
                () -> RunDirectory.create(below, "label", record()),
                below.toString(),
                "cannot be written",
                "choose another");
        assertEquals(List.of("file"), names(temp));
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("nowhere"));
        assertRefused(() -> RunDirectory.create(link, "label", record()), "a link to nothing is in the way: " + link);
    }

    // What a run is.

    private static Stream<Configs> configurations() {
        return Stream.of(
                Configs.small(),
                Configs.small().loss("wgan-gp").penalties("gp:0.1", "r1:10").criticSteps(5),
                Configs.small()
                        .loss("lsgan")
                        .options(Map.of("a", "-1", "halve-d-loss", "true"))
                        .epochs(3),
                Configs.small()
                        .loss("wgan")
                        .clip(0.01)
                        .optimizer("rmsprop")
                        .schedule("linear:0.001")
                        .freshNoise(),
                Configs.small()
                        .average(500, 0.05)
                        .schedule("cosine")
                        .rates(1e-300, 0.1 + 0.2)
                        .seed(Integer.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void configurationsAreReadAsTheyWereWritten(Configs configs) {
        Path root = temp.resolve("run");
        RunDirectory.create(root, "label", record(configs));
        assertEquals(record(configs), RunDirectory.open(root).record());
    }

    @Test
    void dataWithoutAPictureAndWithADirectoryToo() {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode("ü"),
                "this locale has no letters but ASCII's for paths");
        TrainConfig config = Configs.small()
                .with("dataset", "idx")
                .with("data-dir", "/data/\"quoted\" – ü <b>")
                .build();
        RunRecord written =
                new RunRecord("0.1", "PyTorch 2.7.1", Map.of("loss", "lsgan"), config, new SampleSpace(1, null, 0));
        RunDirectory.create(temp.resolve("run"), "label", written);
        assertEquals(written, RunDirectory.open(temp.resolve("run")).record());
    }

    @Test
    void configurationsAreForPeopleToo() throws IOException {
        RunDirectory.create(temp.resolve("run"), "label", record(Configs.small().schedule("linear:0.001")));
        String text = Files.readString(temp.resolve("run/config.json"));
        JsonObject config = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("config");

        assertTrue(text.lines().count() > 20, "not laid out in lines: " + text);
        assertEquals(
                "non-saturating",
                config.getAsJsonObject("objective").get("loss").getAsString());
        assertEquals(
                "linear:0.001",
                config.getAsJsonObject("optimization").get("schedule").getAsString());
        assertEquals(
                "leaky-relu:0.2",
                config.getAsJsonObject("model").get("discriminatorActivation").getAsString());
    }

    private static Stream<Arguments> damages() throws IOException {
        String whole = record().toJson();
        return Stream.of(
                Arguments.of("", "it is empty"),
                Arguments.of("null", "it is empty"),
                Arguments.of("{}", "is missing"),
                Arguments.of("{", "it is not JSON of the right form at line 1 column 2 path $."),
                Arguments.of("[]", "it is not JSON of the right form at path $"),
                Arguments.of("\u0000\u0001binary", ""),
                Arguments.of(whole.substring(0, whole.length() / 2), "at line"),
                Arguments.of(damaged("\"batchSize\": 32", "\"batchSize\": 0"), "batch-size (0) must be at least 1"),
                Arguments.of(
                        damaged("\"batchSize\": 32", "\"batchSize\": \"many\""), "a number is expected, not \"many\""),
                Arguments.of(
                        damaged("\"loss\": \"non-saturating\"", "\"loss\": \"nothing\""), "unknown loss 'nothing'"),
                Arguments.of(damaged("\"relu\"", "\"sine\""), "activation (sine) must be relu"),
                Arguments.of(damaged("\"constant\"", "\"often\""), "schedule (often) must be constant"),
                Arguments.of(damaged("\"model\"", "\"modell\""), "model is missing"),
                Arguments.of(damaged("\"samples\"", "\"sample\""), "samples is missing"),
                Arguments.of(damaged("\"initialization\"", "\"init\""), "init is missing"),
                Arguments.of(damaged("\"energy\"", "\"energies\""), "energy is missing"),
                Arguments.of(damaged("\"loss\"", "\"los\""), "loss is missing"),
                Arguments.of(damaged("\"penalties\"", "\"penalty\""), "penalty is missing"),
                Arguments.of(damaged("\"optimizer\"", "\"optimiser\""), "optimizer is missing"),
                Arguments.of(damaged("\"schedule\"", "\"plan\""), "schedule is missing"),
                Arguments.of(damaged("\"average\"", "\"ema\""), "ema is missing"));
    }

    /** A run's file with other text in its configuration; its flags still say what its version knew. */
    private static String damaged(String text, String other) {
        String[] parts = record().toJson().split("\"config\"", 2);
        return parts[0] + "\"config\"" + parts[1].replace(text, other);
    }

    @Test
    void aSettingThatCameAfterTheFilesVersionHasItsDefault() throws IOException {
        Path root = temp.resolve("run");
        RunDirectory.create(root, "label", record(Configs.small().topK(0.5, 0.99)));
        Path file = root.resolve("config.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"top-k\": \"0.5\",", "").replaceFirst("\"topK\": 0.5,", ""));
        assertEquals(1, RunDirectory.open(root).record().config().techniques().topK());
        Files.writeString(file, text.replaceFirst("\"topK\": 0.5,", ""));
        assertRefused(() -> RunDirectory.open(root).record(), "top-k (0.0) must be above 0 and at most 1");
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedConfigurationIsSaidInOneLine(String text, String reason) throws IOException {
        Path root = Files.createDirectory(temp.resolve("run"));
        Files.writeString(root.resolve("config.json"), text);
        assertRefused(
                () -> RunDirectory.open(root).record(),
                root.resolve("config.json") + " is not a run's configuration: ",
                reason);
    }

    @Test
    void onlyRunDirectoriesAreOpened() {
        assertRefused(() -> RunDirectory.open(temp), temp.toString(), "is not a run directory", "config.json");
        Path missing = temp.resolve("missing");
        assertRefused(() -> RunDirectory.open(missing), missing.toString(), "is not a run directory");
    }

    // Saved weights.

    @Test
    void theLastWeightsAreThoseOfTheHighestStep() throws IOException {
        RunDirectory run = RunDirectory.create(temp.resolve("run"), "label", record());
        for (long step : new long[] {9, 100_000_000, 20}) {
            Files.createDirectories(run.checkpoints().path(step));
        }
        // What an interrupted write leaves, and what a person might put there.
        Files.createDirectories(run.checkpoints().path(300_000_000L).resolveSibling("step-300000000.partial"));
        Files.createDirectories(run.checkpoints().path(9L).resolveSibling("step-best"));

        assertEquals(
                temp.resolve("run/checkpoints/step-100000000"),
                run.checkpoints().last());
        assertEquals(
                temp.resolve("run/checkpoints/step-00000009"), run.checkpoints().find(Optional.of(9L)));
    }

    @Test
    void missingWeightsAreSaid() throws IOException {
        RunDirectory run = RunDirectory.create(temp.resolve("run"), "label", record());
        assertRefused(() -> run.checkpoints().last(), run.root().toString(), "has no checkpoint", "first epoch");
        assertRefused(() -> run.checkpoints().find(Optional.of(5L)), "no checkpoint of step 5", "it has none");

        Files.createDirectories(run.checkpoints().path(7));
        Files.createDirectories(run.checkpoints().path(8));
        assertRefused(
                () -> run.checkpoints().find(Optional.of(5L)),
                "no checkpoint of step 5",
                "it has those of the steps 7, 8");
    }

    @Test
    void samplesComeFromTheAverageIfThereIsOne() throws IOException {
        assertEquals(temp.resolve("generator.safetensors"), Checkpoints.samplerWeights(temp));
        Files.createFile(temp.resolve("generator-average.safetensors"));
        assertEquals(temp.resolve("generator-average.safetensors"), Checkpoints.samplerWeights(temp));
    }
}

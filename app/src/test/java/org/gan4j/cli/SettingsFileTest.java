package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gan4j.config.TrainConfig;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings from files: {@code --config} takes those of another run, {@code @FILE} flags of one's own. */
class SettingsFileTest {

    @TempDir
    private Path temp;

    private Path config;

    private RunRecord train(String name, String... flags) {
        Path run = temp.resolve(name);
        List<String> args = new ArrayList<>(List.of("train", "--quiet", "--out", run.toString()));
        args.addAll(List.of(flags));
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
        config = run.resolve("config.json");
        return RunDirectory.open(run).record();
    }

    private RunRecord trained() {
        return train(
                "first",
                "--dataset",
                "ring",
                "--loss",
                "wgan-gp",
                "--steps",
                "2",
                "--g-hidden",
                "8",
                "--d-hidden",
                "8",
                "--seed",
                "3",
                "--keep",
                "1");
    }

    private byte[] weights(String run) throws IOException {
        return Files.readAllBytes(temp.resolve(run).resolve("checkpoints/step-00000002/generator.safetensors"));
    }

    /** A line of {@code --dry-run}. */
    private static String row(String flag, String value, String origin) {
        return String.format(Locale.ROOT, "%-23s %-24s %s", flag, value, origin);
    }

    @Test
    void aRunsSettingsGiveTheSameRunAgain() throws IOException {
        RunRecord first = trained();
        RunRecord second = train("second", "--config", config.toString());
        assertEquals(first.config(), second.config());
        assertEquals(first.flags(), second.flags());
        assertArrayEquals(weights("first"), weights("second"));
    }

    @Test
    void flagsOverrideTheFileAndEachValueTellsWhereItIsFrom() {
        trained();
        Cli.Result result =
                Cli.run("train", "--config", config.toString(), "--seed", "7", "--epochs", "2", "--dry-run");
        assertEquals(0, result.code(), result.err());
        List<String> lines = result.out().lines().toList();
        String origin = "file " + config;
        assertTrue(lines.contains(row("--seed", "7", "flag")), result.out());
        assertTrue(lines.contains(row("--loss", "wgan-gp", origin)), result.out());
        assertTrue(lines.contains(row("--penalty", "[gp:0.01]", origin)), result.out());
        assertTrue(lines.contains(row("--keep", "1", origin)), result.out());
        assertTrue(lines.contains(row("--preset", "ring", origin)), result.out());
        // Epochs that are asked for outweigh the file's steps.
        assertTrue(lines.contains(row("--steps", "-", "default")), result.out());
    }

    /** What belongs to the file's loss alone, or to its data alone, goes with it. */
    @Test
    void anotherLossAndOtherDataDoNotInheritWhatIsNotTheirs() throws IOException {
        IdxBytes.writeSmall(temp.resolve("data"), 20, 20);
        train(
                "first",
                "--data-dir",
                temp.resolve("data").toString(),
                "--loss",
                "wgan",
                "--loss-option",
                "halve-d-loss=true",
                "--batch-size",
                "4",
                "--steps",
                "1");
        RunRecord other = train("second", "--config", config.toString(), "--loss", "wgan-gp", "--dataset", "gaussian");
        TrainConfig.Objective objective = other.config().objective();
        assertEquals("[gp:10]", objective.penalties().toString());
        assertEquals(null, objective.clip());
        assertEquals(Map.of(), objective.options());
        assertEquals(null, other.config().data().directory());
    }

    private void assertRefused(int code, String message, String... args) {
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(List.of(args));
        Cli.Result result = Cli.run(all);
        assertEquals(code, result.code(), result.err());
        assertTrue(result.errLines().get(0).startsWith("gan4j: " + message), result.err());
        assertEquals(code == 2 ? 2 : 1, result.errLines().size(), result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON | it is not JSON of the right form at line 1 column 1 path $",
                "{\"config\": 3} | ",
                "'' | it is empty",
                "{} | flags, config or samples is missing"
            })
    void aFileThatIsNoConfigurationIsSaid(String text, String why) throws IOException {
        Path file = Files.writeString(temp.resolve("config.json"), text);
        assertRefused(
                1, file + " is not a run's configuration: " + (why == null ? "" : why), "--config", file.toString());
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        Path file = temp.resolve("nowhere.json");
        assertRefused(
                1, "config (" + file + ") does not exist; name the config.json of a run", "--config", file.toString());
        assertRefused(
                1, "config (" + temp + ") is not a file; name the config.json of a run", "--config", temp.toString());
    }

    @Test
    void aFileOfALaterVersionIsSaid() throws IOException {
        trained();
        String text = Files.readString(config);
        Path later = Files.writeString(
                temp.resolve("later.json"),
                text.replaceFirst("\"gan4j\": \"[^\"]*\"", "\"gan4j\": \"9.1\"")
                        .replace("\"flags\": {", "\"flags\": { \"attention\": \"16\","));
        assertRefused(
                1,
                later + " has the setting attention, which this version does not know; it was made by gan4j 9.1",
                "--config",
                later.toString());
    }

    @Test
    void whatDoesNotGoWithAFileIsSaid() {
        trained();
        String run = temp.resolve("first").toString();
        assertRefused(
                2,
                "--preset (digits) does not go with --config: the file has a value for every setting",
                "--config",
                config.toString(),
                "--preset",
                "digits");
        assertRefused(
                2,
                "--config (" + config + ") does not go with --resume: the run keeps its own",
                "--config",
                config.toString(),
                "--resume",
                run);
    }

    @Test
    void flagsMayStandInAFileWithComments() throws IOException {
        Path file = Files.writeString(temp.resolve("flags"), """
                # What I tried on Monday
                --dataset ring   # a comment at the end
                --loss hinge --penalty r1:1
                --penalty=drift:0.001
                --steps 1
                """);
        RunRecord run = train("run", "@" + file, "--seed", "4");
        assertEquals("hinge", run.config().objective().loss());
        assertEquals("[r1:1, drift:0.001]", run.config().objective().penalties().toString());
        assertEquals(4, run.config().seed());
        assertRefused(2, "there is no file '" + temp + "/none' to read arguments from", "@" + temp + "/none");
        assertTrue(Cli.run("train", "--help").out().contains("train @FILE"));
    }
}

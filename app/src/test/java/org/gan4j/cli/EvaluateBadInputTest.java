package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.data.Digits;
import org.gan4j.data.ImageSet;
import org.gan4j.data.Split;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code evaluate} refuses: one line each, and no file. */
class EvaluateBadInputTest {

    @TempDir
    private static Path temp;

    private static Path data;
    private static Path images;
    private static Path ring;

    @BeforeAll
    static void train() throws IOException {
        data = temp.resolve("data");
        IdxBytes.write(data, Split.TRAIN, Digits.draw(0, Split.TRAIN, 40));
        IdxBytes.write(data, Split.TEST, Digits.draw(0, Split.TEST, 30));
        images = temp.resolve("images");
        ring = temp.resolve("ring");
        train(images, "--data-dir", data.toString(), "--steps", "2");
        train(ring, "--dataset", "ring", "--steps", "2");
    }

    private static void train(Path out, String... flags) {
        List<String> args = new ArrayList<>(List.of(
                "train",
                "--g-hidden",
                "8",
                "--d-hidden",
                "8",
                "--batch-size",
                "10",
                "--quiet",
                "--out",
                out.toString()));
        args.addAll(List.of(flags));
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
    }

    private static void refused(int code, String message, String... args) {
        Cli.Result result = Cli.run(args);
        assertEquals(code, result.code(), result.out() + result.err());
        assertEquals("gan4j: " + message, result.errLines().get(0));
        // Wrong usage adds where to look things up.
        assertEquals(code == 2 ? 2 : 1, result.errLines().size(), result.err());
        assertEquals("", result.out());
        assertFalse(Files.exists(images.resolve("evaluation.json")) || Files.exists(ring.resolve("evaluation.json")));
    }

    @Test
    void counts() {
        refused(2, "count (0) must be from 1 to 50000", "evaluate", ring.toString(), "--count", "0");
        refused(
                1,
                "metrics of 8 modes need at least 80 samples, not 79; give a larger --count",
                "evaluate",
                ring.toString(),
                "--count",
                "79");
        refused(2, "count (50001) must be from 1 to 50000", "evaluate", ring.toString(), "--count", "50001");
        refused(2, "evaluate-every (-1) must be at least 0", "train", "--evaluate-every", "-1");
    }

    @Test
    void tooFewSamples() {
        refused(
                1,
                "scores need more than 5 images, generated and real; there are 5: give a larger --count",
                "evaluate",
                images.toString(),
                "--count",
                "5",
                "--quiet");
        Path gaussian = temp.resolve("gaussian");
        train(gaussian, "--dataset", "gaussian", "--steps", "2");
        refused(
                1,
                "count (1) must be at least 2: one number has no deviation",
                "evaluate",
                gaussian.toString(),
                "--count",
                "1");
    }

    @Test
    void runsThatAreNone() throws IOException {
        Path empty = Files.createDirectories(temp.resolve("empty"));
        refused(1, empty + " is not a run directory: it has no config.json", "evaluate", empty.toString());
        Path bare = Files.createDirectories(temp.resolve("bare"));
        Files.copy(ring.resolve("config.json"), bare.resolve("config.json"));
        refused(
                1,
                bare + " has no checkpoint yet; the first is saved after the first epoch, or as often as"
                        + " --checkpoint-every says",
                "evaluate",
                bare.toString());
        refused(
                1,
                ring + " has no checkpoint of step 7; it has those of the steps 2",
                "evaluate",
                ring.toString(),
                "--step",
                "7");
    }

    @Test
    void dataThatAreNotThere() throws IOException {
        Path gone = temp.resolve("gone");
        Cli.Result result = Cli.run("evaluate", images.toString(), "--data-dir", gone.toString());
        assertEquals(1, result.code());
        assertTrue(
                result.err().startsWith("gan4j: " + gone + " does not exist; a directory is needed with train-images"),
                result.err());
        assertEquals(1, result.errLines().size(), result.err());

        Path half = temp.resolve("half");
        IdxBytes.write(half, Split.TRAIN, Digits.draw(0, Split.TRAIN, 40));
        IdxBytes.write(half, Split.TEST, Digits.draw(0, Split.TEST, 5));
        result = Cli.run("evaluate", images.toString(), "--data-dir", half.toString(), "--quiet");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("scores need more than 5 images"), result.err());
        assertEquals(1, result.errLines().size(), result.err());
        Utils.deleteQuietly(half);
    }

    @Test
    void dataOfAnotherRun() throws IOException {
        Path small = temp.resolve("small");
        IdxBytes.writeSmall(small, 40, 40);
        ImageSet ofTheRun = Digits.draw(1, Split.TRAIN, 300);
        Path alike = temp.resolve("alike");
        IdxBytes.write(alike, Split.TRAIN, ofTheRun); // the right shape and classes, but other pictures
        IdxBytes.write(alike, Split.TEST, ofTheRun);
        for (Path other : List.of(small, alike)) {
            Cli.Result result = Cli.run("evaluate", images.toString(), "--data-dir", other.toString());
            assertEquals(1, result.code());
            assertTrue(result.err().startsWith("gan4j: the run was trained on other data ("), result.err());
            assertTrue(result.err().strip().endsWith("; name the run's own data with --data-dir"), result.err());
            assertEquals(1, result.errLines().size(), result.err());
        }
        refused(
                2,
                "the data set ring reads no data-dir (" + data + "); those that do are mnist, fashion-mnist,"
                        + " stacked-mnist, cifar10, pictures, idx, npz, vectors",
                "evaluate",
                ring.toString(),
                "--data-dir",
                data.toString());
    }

    @Test
    void featuresThatCannotBeWritten() {
        Path file = temp.resolve("nowhere/features.npz");
        refused(
                1,
                "cannot write " + file + ": its directory does not exist",
                "evaluate",
                ring.toString(),
                "--features",
                file.toString());
    }
}

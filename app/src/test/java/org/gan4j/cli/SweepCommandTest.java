package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.files.ProcessLock;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sweeps of small runs on the ring, each a process. */
class SweepCommandTest {

    private static final String[] SMALL = {
        "--dataset",
        "ring",
        "--g-hidden",
        "8",
        "--d-hidden",
        "8",
        "--device",
        "cpu",
        "--threads",
        "1",
        "--checkpoint-every",
        "10"
    };

    @TempDir
    Path temp;

    private static Cli.Result run(String command, Object... more) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(SMALL));
        Stream.of(more).map(String::valueOf).forEach(words::add);
        return Cli.run(words);
    }

    private static List<CSVRecord> table(Path sweep) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(Files.newBufferedReader(sweep.resolve("sweep.csv")))
                .getRecords();
    }

    private static byte[] generator(Path run, int step) throws IOException {
        return Files.readAllBytes(
                run.resolve(String.format(Locale.ROOT, "checkpoints/step-%08d/generator.safetensors", step)));
    }

    @Test
    void everyRunEndsWhereItWouldHaveAlone() throws Exception {
        Path sweep = temp.resolve("sweep");
        Cli.Result result =
                run("sweep", "--steps", 30, "--vary", "g-lr=1e-3,1e-2", "--seeds", 2, "--workers", 2, "--out", sweep);
        assertEquals(0, result.code(), result.err() + result.out());
        assertTrue(result.out().contains("4 runs: 4 done"), result.out());
        List<CSVRecord> rows = table(sweep);
        assertEquals(4, rows.size());
        for (CSVRecord row : rows) {
            assertEquals("done", row.get("state"));
            assertEquals("30", row.get("step"));
            Path alone = temp.resolve("alone" + row.get("run"));
            run(
                    "train",
                    "--steps",
                    30,
                    "--g-lr",
                    row.get("g-lr"),
                    "--seed",
                    row.get("seed"),
                    "--out",
                    alone,
                    "--quiet");
            assertArrayEquals(
                    generator(alone, 30), generator(sweep.resolve("runs").resolve(row.get("directory")), 30));
        }
        String page = Files.readString(sweep.resolve("sweep.html"));
        assertTrue(
                page.contains("href=\"runs/000-g-lr&#x3D;1e-3,seed&#x3D;0/report.html\""),
                "the page leads to the runs");
        assertTrue(page.contains("\"name\":\"g-lr\""), "a chart of the axis");
        // Once more: nothing is left to do, and no process starts.
        Cli.Result again = Cli.run("sweep", "--out", sweep.toString());
        assertEquals(0, again.code(), again.err());
        assertTrue(again.out().contains("0 runs to do, 4 done before"), again.out());
        // The same command goes on too, another is refused.
        Cli.Result other = run("sweep", "--steps", 40, "--vary", "g-lr=1e-3,1e-2", "--seeds", 2, "--out", sweep);
        assertEquals(1, other.code());
        assertTrue(other.err().contains("has another sweep: the settings ("), other.err());
        // So is a flag that says which runs there are, alone.
        Cli.Result seeds = Cli.run("sweep", "--out", sweep.toString(), "--seeds", "3");
        assertEquals(1, seeds.code(), seeds.out());
        assertTrue(seeds.err().contains("--seeds (3, it has 2)"), seeds.err());
        Cli.Result listed = Cli.run("sweep", "--out", sweep.toString(), "--dry-run");
        assertTrue(listed.out().endsWith("4 runs, ranked by modesHit\n"), listed.out());
        Cli.Result shown = Cli.run("sweep", "--status", sweep.toString());
        assertEquals(0, shown.code(), shown.err());
        assertTrue(shown.out().contains("best: gan4j train --dataset=ring"), shown.out());
        List<String> words = new ArrayList<>(List.of("compare"));
        rows.forEach(row ->
                words.add(sweep.resolve("runs").resolve(row.get("directory")).toString()));
        Cli.Result compared = Cli.run(words);
        assertEquals(0, compared.code(), compared.err());
        assertTrue(compared.out().contains("Over seeds, on ring"), compared.out());
        assertTrue(compared.out().lines().anyMatch(line -> line.matches("g-lr=0.001 +2 .*")), compared.out());
    }

    /** The schedule and the noise depend on the length, so that a run that was told a shorter one would end elsewhere. */
    @Test
    void survivorsOfHalvingEndWhereTheyWouldHaveAlone() throws Exception {
        Path sweep = temp.resolve("sweep");
        String[] techniques = {"--schedule", "linear:0", "--instance-noise", "0.1", "--steps", "40"};
        List<Object> words = new ArrayList<>(List.of(techniques));
        words.addAll(List.of("--vary", "g-lr=1e-4,1e-3,1e-2,3e-2", "--halving", 3, "--out", sweep, "--workers", 2));
        Cli.Result result = run("sweep", words.toArray());
        assertEquals(0, result.code(), result.err() + result.out());
        assertTrue(result.out().contains("stage 1 of 2, 4 configurations to 1/3 of the steps: 4 runs"), result.out());
        assertTrue(result.out().contains("4 runs: 2 done, 2 left out after a stage"), result.out());
        int survivors = 0;
        for (CSVRecord row : table(sweep)) {
            if (row.get("state").equals("done")) {
                survivors++;
                Path alone = temp.resolve("alone" + row.get("run"));
                words = new ArrayList<>(List.of(techniques));
                words.addAll(List.of("--g-lr", row.get("g-lr"), "--out", alone, "--quiet"));
                run("train", words.toArray());
                assertArrayEquals(
                        generator(alone, 40), generator(sweep.resolve("runs").resolve(row.get("directory")), 40));
            } else {
                assertEquals("14", row.get("step"), "a third of 40, rounded up");
            }
        }
        assertEquals(2, survivors);
    }

    @Test
    void whatFailedIsListedAndTriedAgainOnRequest() throws Exception {
        Path sweep = temp.resolve("sweep");
        // A file where a run wants to have its directory.
        Files.createDirectories(sweep.resolve("runs"));
        Files.createFile(sweep.resolve("runs/001-pack=2,seed=0"));
        Cli.Result result = run("sweep", "--steps", 10, "--vary", "pack=1,2", "--out", sweep, "--workers", 1);
        assertEquals(1, result.code(), result.out());
        assertTrue(result.out().contains("2 runs: 1 done, 1 failed"), result.out());
        assertTrue(result.out().contains("failed: 001-pack=2,seed=0: "), result.out());
        assertTrue(result.err().contains("gan4j: warning: 1/2  001-pack=2,seed=0 failed: "), result.err());

        Files.delete(sweep.resolve("runs/001-pack=2,seed=0"));
        Cli.Result still = Cli.run("sweep", "--out", sweep.toString());
        assertEquals(1, still.code());
        assertTrue(still.out().contains("1 done before, 1 failed before (--retry tries them again)"), still.out());
        Cli.Result retried = Cli.run("sweep", "--out", sweep.toString(), "--retry");
        assertEquals(0, retried.code(), retried.out() + retried.err());
        assertTrue(retried.out().contains("2 runs: 2 done"), retried.out());
    }

    @Test
    void twoSweepsDoNotShareADirectory() throws Exception {
        Path sweep = Files.createDirectory(temp.resolve("sweep"));
        try (ProcessLock first = ProcessLock.tryTake(sweep.resolve(".lock")).orElseThrow()) {
            Cli.Result second = run("sweep", "--steps", 10, "--seeds", 2, "--out", sweep);
            assertEquals(1, second.code());
            assertEquals(
                    "gan4j: another sweep is at work in " + sweep
                            + "; wait for it, or look at it with gan4j sweep --status " + sweep,
                    second.err().strip());
            assertFalse(Files.exists(sweep.resolve("runs")), first.toString());
        }
    }

    @Test
    void aDryRunListsWhatWouldRun() {
        Cli.Result result = run("sweep", "--vary", "loss=hinge,wgan-gp", "--seeds", "2", "--dry-run");
        assertEquals(0, result.code(), result.err());
        assertEquals(
                List.of(
                        "000-loss=hinge,seed=0",
                        "001-loss=hinge,seed=1",
                        "002-loss=wgan-gp,seed=0",
                        "003-loss=wgan-gp,seed=1",
                        "4 runs, ranked by modesHit"),
                result.out().lines().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--vary pack=1,3 | 001-pack=3,seed=0: pack (3) must divide batch-size (256)",
                "--vary los=hinge | vary: unknown setting 'los'; did you mean loss or loss-option?",
                "--vary g-lr=1e-4..1e-2 | vary: g-lr is a range; say with --trials N how many configurations to draw",
                "--vary g-hidden=8;16 | g-hidden (8) is varied too; leave out --g-hidden or --vary g-hidden",
                "--vary loss=hinge --vary loss=wgan | vary: loss is varied twice",
                "--trials 3 --seeds 1 | trials (3) needs --vary: what is to be drawn?",
                "--tick 9 | there is no sweep in",
                "--seeds 0 | seeds (0) must be from 1 to 10000",
                "--seeds 2 --halving 3 | halving (3) needs more configurations than that; there is 1",
                "--halving 1 | halving (1) must be from 2 to 100: one of so many goes on",
                "--seeds 2 --metric modes | unknown metric 'modes'; did you mean modesHit?",
                "--seeds 2 --metric mean | metric (mean) is best when equal to that of real samples",
                "--workers 0 | workers (0) must be from 1 to 1000"
            })
    void bad(String flags, String line) {
        List<Object> words = new ArrayList<>(List.of(flags.split(" ")));
        words.addAll(List.of("--out", temp.resolve("none")));
        Cli.Result result = run("sweep", words.toArray());
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().startsWith("gan4j: " + line), result.err());
        assertFalse(Files.exists(temp.resolve("none")));
    }

    @Test
    void aDirectoryIsNeeded() {
        Cli.Result result = run("sweep", "--seeds", 2);
        assertEquals(2, result.code());
        assertTrue(result.err().startsWith("gan4j: --out DIR is missing"), result.err());
        Cli.Result none = Cli.run("sweep", "--status", temp.toString());
        assertEquals(1, none.code());
        assertEquals(
                "gan4j: " + temp + " is not the directory of a sweep: it has no sweep.json",
                none.err().strip());
    }
}

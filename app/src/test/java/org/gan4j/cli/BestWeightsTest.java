package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunHistory;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --keep-best}, and {@code --best} of the commands that take weights. */
class BestWeightsTest {

    @TempDir
    private Path temp;

    private String run(String... more) {
        List<String> flags = new ArrayList<>(List.of("train", "--quiet", "--dataset", "gaussian", "--steps", "1500"));
        flags.addAll(List.of(
                "--g-hidden",
                "8",
                "--d-hidden",
                "8",
                "--out",
                temp.resolve("run").toString()));
        flags.addAll(List.of(more));
        Cli.Result result = Cli.run(flags);
        assertEquals(0, result.code(), result.err());
        return temp.resolve("run").toString();
    }

    private static void refused(String why, String... args) {
        Cli.Result result = Cli.run(args);
        assertTrue(result.code() != 0 && result.err().contains(why), result.err());
    }

    @Test
    void theBestWeightsAreKeptAndCanBeAskedFor() throws IOException {
        // An epoch is 500 steps; checkpoints at other steps than the scores, and one of them alone.
        String run = run("--evaluate-every", "1", "--keep-best", "--keep", "1", "--checkpoint-every", "400");
        RunDirectory directory = RunDirectory.open(Path.of(run));
        long best = RunHistory.read(directory).alongTheWay().stream()
                .min(Comparator.comparing(
                        evaluation -> evaluation.generated().values().get(Metric.WASSERSTEIN1)))
                .map(Evaluation::step)
                .orElseThrow();
        Path json = temp.resolve("run/exports/generator.safetensors.json");
        assertEquals(0, Cli.run("export", run, "--best").code());
        assertEquals(
                best,
                JsonParser.parseString(Files.readString(json))
                        .getAsJsonObject()
                        .get("step")
                        .getAsLong());
        Cli.Result scored = Cli.run("evaluate", run, "--best", "--json", "--count", "500");
        assertEquals(0, scored.code(), scored.err());
        assertEquals(
                best,
                JsonParser.parseString(scored.out())
                        .getAsJsonObject()
                        .get("step")
                        .getAsLong());
        String picture = temp.resolve("best.png").toString();
        assertEquals(0, Cli.run("sample", run, "--best", "--out", picture).code());
        String same = temp.resolve("same.png").toString();
        assertEquals(
                0,
                Cli.run("sample", run, "--step", String.valueOf(best), "--out", same)
                        .code());
        assertEquals(-1, Files.mismatch(Path.of(picture), Path.of(same)));
        refused("--step (5) does not go with --best", "sample", run, "--best", "--step", "5");
        refused("--best is for a run directory", "sample", run + "/exports/generator.safetensors", "--best");
    }

    @Test
    void withoutScoresThereIsNoBest() {
        refused(
                "--keep-best needs scores to choose by; give --evaluate-every",
                "train",
                "--dataset",
                "gaussian",
                "--keep-best");
        refused("has no checkpoint with a score; train with --evaluate-every 1 --keep-best", "sample", run(), "--best");
    }
}

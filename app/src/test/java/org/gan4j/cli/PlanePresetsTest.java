package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of ring and grid, much shortened: the modes are found. What they reach in full length is in app/doc/results.md. */
class PlanePresetsTest {

    @TempDir
    private Path temp;

    private JsonObject shortened(String dataset) {
        String run = temp.resolve("run").toString();
        Cli.Result trained = Cli.run("train", "--dataset", dataset, "--steps", "500", "--out", run, "--quiet");
        assertEquals(0, trained.code(), trained.err());
        return JsonParser.parseString(Cli.run("evaluate", run, "--json").out()).getAsJsonObject();
    }

    @Test
    void findsEveryModeOfTheRing() {
        JsonObject scores = shortened("ring");
        assertEquals(8, scores.get("modesHit").getAsDouble(), scores.toString());
        // Points spread evenly over the disc would be good with a share of 8·(3·0.01)² = 0.7%.
        assertTrue(scores.get("highQuality").getAsDouble() > 0.1, scores.toString());
    }

    @Test
    void findsTheModesOfTheGrid() {
        JsonObject scores = shortened("grid");
        assertTrue(scores.get("modesHit").getAsDouble() >= 20, scores.toString());
        // Points spread evenly over the square [-1.2, 1.2]² would be good with a share of 25·π·(3·0.0125)²/2.4² = 1.9%.
        assertTrue(scores.get("highQuality").getAsDouble() > 0.03, scores.toString());
        // Each of 25 modes about equally often; all samples in one would be log 25 = 3.2.
        assertTrue(scores.get("reverseKl").getAsDouble() < 0.3, scores.toString());
    }
}

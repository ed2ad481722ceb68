package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

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

    private JsonObject shortened(String dataset, int seed) {
        String run = temp.resolve("run" + seed).toString();
        Cli.Result trained =
                Cli.run("train", "--dataset", dataset, "--steps", "500", "--seed", "" + seed, "--out", run, "--quiet");
        assertEquals(0, trained.code(), trained.err());
        return JsonParser.parseString(Cli.run("evaluate", run, "--json").out()).getAsJsonObject();
    }

    /** After so few steps, two of three seeds are there, and which ones are depends on roundings; in full length all five of results.md are. */
    @Test
    void findsEveryModeOfTheRing() {
        JsonObject scores = null;
        for (int seed = 0; seed < 4; seed++) {
            scores = shortened("ring", seed);
            // Points spread evenly over the disc would be good with a share of 8·(3·0.01)² = 0.7%.
            if (scores.get("modesHit").getAsInt() == 8
                    && scores.get("highQuality").getAsDouble() > 0.1) {
                return;
            }
        }
        fail("none of four seeds found all modes; the last one: " + scores);
    }

    @Test
    void findsTheModesOfTheGrid() {
        JsonObject scores = shortened("grid", 0);
        assertTrue(scores.get("modesHit").getAsDouble() >= 20, scores.toString());
        // Points spread evenly over the square [-1.2, 1.2]² would be good with a share of 25·π·(3·0.0125)²/2.4² = 1.9%.
        assertTrue(scores.get("highQuality").getAsDouble() > 0.03, scores.toString());
        // Each of 25 modes about equally often; all samples in one would be log 25 = 3.2.
        assertTrue(scores.get("reverseKl").getAsDouble() < 0.3, scores.toString());
    }
}

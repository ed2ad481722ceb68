package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of the ring, much shortened: every mode is found. What it reaches in full length is in the README. */
class PlanePresetsTest {

    @TempDir
    private Path temp;

    @Test
    void findsEveryModeOfTheRing() {
        String run = temp.resolve("run").toString();
        Cli.Result trained = Cli.run("train", "--dataset", "ring", "--steps", "500", "--out", run, "--quiet");
        assertEquals(0, trained.code(), trained.err());
        JsonObject scores =
                JsonParser.parseString(Cli.run("evaluate", run, "--json").out()).getAsJsonObject();
        assertEquals(8, scores.get("modesHit").getAsDouble(), scores.toString());
        // Points spread evenly over the disc would be good with a share of 8·(3·0.01)² = 0.7%.
        assertTrue(scores.get("highQuality").getAsDouble() > 0.1, scores.toString());
    }
}

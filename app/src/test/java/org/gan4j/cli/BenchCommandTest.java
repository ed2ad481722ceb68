package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Set;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

    @Test
    void json() {
        Cli.Result result = Cli.run(
                "bench",
                "--loss",
                "non-saturating",
                "--batch-size",
                "2048",
                "--rounds",
                "1",
                "--device",
                "cpu",
                "--json");

        assertEquals(0, result.code(), result.err());
        JsonObject report = JsonParser.parseString(result.out()).getAsJsonObject();
        assertEquals(1, report.get("threads").getAsInt());
        assertEquals("cpu, 1 thread", report.get("device").getAsString());
        assertEquals(1, report.getAsJsonArray("rows").size());
        JsonObject row = report.getAsJsonArray("rows").get(0).getAsJsonObject();
        assertEquals("non-saturating", row.get("loss").getAsString());
        assertEquals(2048, row.get("batchSize").getAsInt());
        double steps = row.get("stepsPerSecond").getAsDouble();
        double floor = row.get("floorStepsPerSecond").getAsDouble();
        assertTrue(steps > 0 && floor > 0, result.out());
        assertEquals(2048 * steps, row.get("imagesPerSecond").getAsDouble(), 1e-6 * steps);
        assertEquals(steps / floor, row.get("ratio").getAsDouble(), 1e-9);
        assertTrue(row.get("kernels").getAsInt() > row.get("engineCalls").getAsInt(), result.out());
        assertEquals(
                Set.of(
                        "gather",
                        "noise",
                        "G forward",
                        "D forward",
                        "loss",
                        "penalty",
                        "D back",
                        "G pass",
                        "G back",
                        "host"),
                row.getAsJsonObject("parts").keySet());
    }
}

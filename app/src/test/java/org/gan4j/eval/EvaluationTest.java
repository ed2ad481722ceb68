package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.Map;
import org.gan4j.files.Json;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void isReadAsItWasWritten() {
        Evaluation written = new Evaluation(
                7,
                "300 test images",
                "a classifier",
                new MetricValues(
                        400,
                        Map.of(Metric.PRECISION, 0.5, Metric.CLASS_KL, 0.125, Metric.CLASSES_HIT, 2.0),
                        new long[] {100, 300}),
                new MetricValues(300, Map.of(Metric.PRECISION, 0.75), new long[] {150, 150}));
        Evaluation read = Evaluation.fromJson(
                7, JsonParser.parseString(written.toJson().toString()).getAsJsonObject());
        assertEquals(written.toJson().toString(), read.toJson().toString());
        assertEquals(written.generated().values(), read.generated().values());
        assertArrayEquals(new long[] {150, 150}, read.real().classHistogram());
    }

    /** A generator that ran away may have a score that is no number; it must not cost the other ones. */
    @Test
    void numbersThatJsonLacksAreReadAgain() {
        Map<Metric, Double> values = Map.of(
                Metric.FRECHET_DISTANCE, Double.POSITIVE_INFINITY, Metric.PRECISION, Double.NaN, Metric.RECALL, 0.5);
        MetricValues generated = new MetricValues(400, values, null);
        JsonObject json = new Evaluation(7, "", "", generated, generated).toJson();
        JsonReader strict = new JsonReader(new StringReader(Json.GSON.toJson(json)));
        strict.setStrictness(Strictness.STRICT);
        JsonObject parsed = JsonParser.parseReader(strict).getAsJsonObject();
        assertEquals("Infinity", parsed.get("frechetDistance").getAsString());
        assertEquals(values, Evaluation.fromJson(7, parsed).generated().values());
    }

    @Test
    void whatIsMissingIsLeftOut() {
        Evaluation read = Evaluation.fromJson(
                7, JsonParser.parseString("{\"modesHit\":8}").getAsJsonObject());
        assertEquals(Map.of(Metric.MODES_HIT, 8.0), read.generated().values());
        assertEquals(Map.of(), read.real().values());
        assertEquals("", read.against());
        assertNull(read.generated().classHistogram());
    }

    @Test
    void aValueOfAnotherKindIsRefused() {
        JsonObject json = JsonParser.parseString("{\"precision\":\"much\"}").getAsJsonObject();
        assertThrows(RuntimeException.class, () -> Evaluation.fromJson(7, json));
    }
}

package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
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

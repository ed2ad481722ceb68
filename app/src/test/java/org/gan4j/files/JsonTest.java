package org.gan4j.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    private record Numbers(float one, float[] more, double other, double[] others, Double boxed, List<Float> list) {}

    @Test
    void numbersThatJsonLacksAreTexts() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(
                "numbers",
                new Numbers(
                        Float.NaN,
                        new float[] {1, Float.POSITIVE_INFINITY},
                        Double.NEGATIVE_INFINITY,
                        new double[] {0.5, Double.NaN},
                        Double.POSITIVE_INFINITY,
                        List.of(Float.NEGATIVE_INFINITY, 2f)));
        object.put("mean", Double.NaN);
        object.put("steps", 3L);
        String text = Json.GSON.toJson(object);
        assertEquals(
                "{\"numbers\":{\"one\":\"NaN\",\"more\":[1.0,\"Infinity\"],\"other\":\"-Infinity\",\"others\":[0.5,\"NaN\"],"
                        + "\"boxed\":\"Infinity\",\"list\":[\"-Infinity\",2.0]},\"mean\":\"NaN\",\"steps\":3}",
                text);
        JsonReader strict = new JsonReader(new StringReader(text));
        strict.setStrictness(Strictness.STRICT);
        assertEquals(
                Double.NaN,
                JsonParser.parseReader(strict).getAsJsonObject().get("mean").getAsDouble());
    }
}

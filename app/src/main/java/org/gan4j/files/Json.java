package org.gan4j.files;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.util.List;

/** Numbers that JSON lacks: NaN and the infinities stand as the texts {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. */
public final class Json {

    /** Writes every number of an object, also those that JSON lacks. */
    public static final Gson GSON;

    static {
        GsonBuilder builder = new GsonBuilder();
        JsonSerializer<Number> text = (value, type, context) -> number(value);
        for (Class<?> type : List.of(float.class, Float.class, double.class, Double.class)) {
            builder.registerTypeAdapter(type, text);
        }
        GSON = builder.create();
    }

    private Json() {}

    /**
     * A number, or its text.
     *
     * @param value any float or double
     * @return what {@code getAsDouble} reads again as the same value
     */
    public static JsonPrimitive number(Number value) {
        return Double.isFinite(value.doubleValue()) ? new JsonPrimitive(value) : new JsonPrimitive(value.toString());
    }
}

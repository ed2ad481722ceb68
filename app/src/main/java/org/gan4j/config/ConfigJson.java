package org.gan4j.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.gan4j.data.Augmentation;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Architecture;
import org.gan4j.model.ClassBy;
import org.gan4j.model.Derivatives;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Norm;
import org.gan4j.model.Player;
import org.gan4j.model.Precision;
import org.gan4j.optim.Schedule;

/** Configurations as JSON. */
public final class ConfigJson {

    /** The form of {@code config.json}. */
    public static final Gson FILE = new GsonBuilder()
            .registerTypeAdapter(Schedule.class, text(Schedule::parse))
            .registerTypeAdapter(ActivationFunction.class, text(ActivationFunction::parse))
            .registerTypeAdapter(Initialization.class, text(Initialization::parse))
            .registerTypeAdapter(Augmentation.class, text(Augmentation::parse))
            .registerTypeAdapter(ClassBy.class, text(ClassBy::parse))
            .registerTypeAdapter(Player.class, text(Player::parse))
            .create();

    private static final JsonSerializer<Object> AS_TEXT = (value, type, context) -> new JsonPrimitive(value.toString());

    /** Every value as a flag has it; the file keeps the names of constants, and penalties in parts: earlier runs stay readable. */
    private static final Gson TEXTS = FILE.newBuilder()
            .registerTypeAdapter(Architecture.class, AS_TEXT)
            .registerTypeAdapter(Norm.class, AS_TEXT)
            .registerTypeAdapter(Energy.class, AS_TEXT)
            .registerTypeAdapter(Precision.class, AS_TEXT)
            .registerTypeAdapter(Derivatives.class, AS_TEXT)
            .registerTypeAdapter(WeightedPenalty.class, AS_TEXT)
            .registerTypeAdapter(InitialWeights.class, AS_TEXT)
            .create();

    private ConfigJson() {}

    /** Small values in the form in which the command line has them. */
    private static <T> TypeAdapter<T> text(Function<String, T> parser) {
        return new TypeAdapter<T>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(value.toString());
            }

            @Override
            public T read(JsonReader in) throws IOException {
                return parser.apply(in.nextString());
            }
        }.nullSafe();
    }

    /** A configuration, or one that is being made, as it stands in the file. */
    static JsonObject tree(Record config) {
        return FILE.toJsonTree(config).getAsJsonObject();
    }

    /** A configuration with every value as a flag has it. */
    static JsonObject texts(TrainConfig config) {
        return TEXTS.toJsonTree(config).getAsJsonObject();
    }

    /**
     * Makes a configuration.
     *
     * @throws IllegalArgumentException if a value is missing or not allowed; the message names it
     */
    static TrainConfig config(JsonObject tree) {
        try {
            return FILE.fromJson(tree, TrainConfig.class);
        } catch (RuntimeException e) {
            // Gson wraps what the constructor of a record says.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IllegalArgumentException refused) {
                    throw refused;
                }
            }
            throw e;
        }
    }

    /** Puts a value at a path such as {@code optimization.beta1}. */
    static void put(JsonObject tree, String path, Object value) {
        String[] names = path.split("\\.");
        JsonObject parent = tree;
        for (int i = 0; i < names.length - 1; i++) {
            if (!parent.has(names[i])) {
                parent.add(names[i], new JsonObject());
            }
            parent = parent.getAsJsonObject(names[i]);
        }
        parent.add(names[names.length - 1], FILE.toJsonTree(value));
    }

    /** What stands at a path, if anything does. */
    static Optional<JsonElement> find(JsonObject tree, String path) {
        JsonElement found = tree;
        for (String name : path.split("\\.")) {
            found = found == null ? null : found.getAsJsonObject().get(name);
        }
        return Optional.ofNullable(found);
    }
}

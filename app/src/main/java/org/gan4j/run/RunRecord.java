package org.gan4j.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.gan4j.config.TrainConfig;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Player;
import org.gan4j.model.Precision;
import org.gan4j.model.SampleSpace;
import org.gan4j.optim.Schedule;

/**
 * What {@code config.json} holds.
 *
 * @param gan4j the version that made the run
 * @param engine the engine with its version, and the device
 * @param flags the value of each flag of {@code train} that has one: what a resumed run starts from
 * @param config every value that the run depends on
 * @param samples what it generates
 */
public record RunRecord(
        String gan4j, String engine, Map<String, String> flags, TrainConfig config, SampleSpace samples) {

    static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(Schedule.class, new TextAdapter<>(Schedule::parse))
            .registerTypeAdapter(ActivationFunction.class, new TextAdapter<>(ActivationFunction::parse))
            .registerTypeAdapter(Initialization.class, new TextAdapter<>(Initialization::parse))
            .registerTypeAdapter(Player.class, new TextAdapter<>(Player::parse))
            .create();

    /** The file itself keeps the names of constants, and penalties in parts: earlier runs stay readable. */
    private static final Gson AS_FLAGS = JSON.newBuilder()
            .registerTypeAdapter(Energy.class, asText(Energy::toString))
            .registerTypeAdapter(Precision.class, asText(Precision::toString))
            .registerTypeAdapter(TrainConfig.WeightedPenalty.class, asText(TrainConfig.WeightedPenalty::toString))
            .registerTypeAdapter(
                    TrainConfig.InitialWeights.class,
                    asText((TrainConfig.InitialWeights weights) ->
                            weights.file() + " (" + weights.player() + ", SHA-256 " + weights.sha256() + ")"))
            .create();

    private static <T> JsonSerializer<T> asText(Function<T, String> text) {
        return (value, type, context) -> new JsonPrimitive(text.apply(value));
    }

    String toJson() {
        return JSON.toJson(this) + "\n";
    }

    /**
     * What the file says, part by part, with its values as flags have them.
     *
     * @return an object of the same members
     */
    public JsonObject toTree() {
        return AS_FLAGS.toJsonTree(this).getAsJsonObject();
    }

    /**
     * Reads a record.
     *
     * @throws RuntimeException of Gson or of the configuration's own checks, if the text is not such a record
     */
    static RunRecord fromJson(String text) {
        RunRecord run = JSON.fromJson(text, RunRecord.class);
        if (run == null || !run.isWhole()) {
            throw new IllegalArgumentException("flags, config or samples is missing");
        }
        return run;
    }

    boolean isWhole() {
        return flags != null && config != null && samples != null;
    }

    /** Small values in the form in which the command line has them. */
    private static final class TextAdapter<T> extends TypeAdapter<T> {
        private final Function<String, T> parser;

        TextAdapter(Function<String, T> parser) {
            this.parser = parser;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            out.value(value.toString());
        }

        @Override
        public T read(JsonReader in) throws IOException {
            return parser.apply(in.nextString());
        }
    }
}

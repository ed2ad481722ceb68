package org.gan4j.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.train.Tick;

/**
 * What {@code metrics.jsonl} tells.
 *
 * @param ticks the reports of the training, in their order; a value is not finite where the run's was not
 * @param evaluations the scores that were taken along the way, in their order
 */
public record RunHistory(List<Tick> ticks, List<Scored> evaluations) {

    private static final String EVALUATION = "evaluation";

    /**
     * An evaluation along the way.
     *
     * @param step generator updates so far
     * @param scores its numbers, and words about them
     */
    public record Scored(long step, JsonObject scores) {}

    /**
     * Reads the history of a run, which may still be going on.
     *
     * @param directory the run
     * @return what there is so far; nothing at all before the first tick
     * @throws UserException if the file is not readable or damaged
     */
    public static RunHistory read(RunDirectory directory) {
        Path file = directory.metrics();
        try {
            return of(file, Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }

    /** Reads lines of a file. */
    static RunHistory of(Path file, String text) {
        RunHistory history = new RunHistory(new ArrayList<>(), new ArrayList<>());
        // What is behind the last line break is a line in the making.
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                history.add(lines.get(i));
            } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
                throw new UserException(
                        file + " is damaged: line " + (i + 1) + " is no JSON object with a number named step", e);
            }
        }
        return history;
    }

    /** Reads one more line. */
    private void add(String line) {
        JsonObject object = JsonParser.parseString(line).getAsJsonObject();
        if (!object.has("step")) {
            throw new JsonParseException("no step");
        }
        long step = object.remove("step").getAsLong();
        JsonElement epoch = object.remove("epoch");
        JsonElement evaluation = object.remove(EVALUATION);
        if (evaluation != null) {
            evaluations.add(new Scored(step, evaluation.getAsJsonObject()));
            return;
        }
        Map<String, Double> means = numbers(object);
        Double speed = means.remove(MetricsFile.STEPS_PER_SECOND);
        Double seconds = means.remove(MetricsFile.SECONDS);
        ticks.add(new Tick(
                step,
                epoch == null ? 0 : epoch.getAsDouble(),
                means,
                speed == null ? Double.NaN : speed,
                seconds == null ? Double.NaN : seconds));
    }

    /** The numbers of an object, those of objects within it too; what is not a number is left out. */
    static Map<String, Double> numbers(JsonObject object) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        object.asMap().forEach((name, value) -> {
            if (value.isJsonObject()) {
                numbers(value.getAsJsonObject()).forEach((inner, number) -> numbers.put(name + " " + inner, number));
            } else if (value.isJsonPrimitive() && !value.getAsJsonPrimitive().isBoolean()) {
                try {
                    // NaN and infinities are written as text.
                    numbers.put(name, Double.valueOf(value.getAsString()));
                } catch (NumberFormatException e) {
                    // a text: no number
                }
            }
        });
        return numbers;
    }
}

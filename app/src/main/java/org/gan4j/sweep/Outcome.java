package org.gan4j.sweep;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.files.Json;
import org.gan4j.files.WholeFile;

/**
 * What came of a run, in a file of its own: {@code {"step":..,"seconds":..,"evaluation":{..}}}, or {@code {"failed":".."}}.
 *
 * @param step generator updates
 * @param seconds what they took
 * @param scores the metrics of the generator; empty if the run failed
 * @param failure why it failed; {@code null} if it did not
 */
public record Outcome(long step, double seconds, Map<Metric, Double> scores, String failure) {

    private static final String FAILED = "failed";

    /** {@return whether the run did what it was asked to} */
    public boolean isDone() {
        return failure == null;
    }

    /**
     * Writes the file of a run that is done.
     *
     * @param file where to
     * @param seconds what its steps took
     * @param evaluation of its last weights
     */
    public static void write(Path file, double seconds, Evaluation evaluation) {
        JsonObject json = new JsonObject();
        json.addProperty("step", evaluation.step());
        json.add("seconds", Json.number(seconds));
        json.add("evaluation", evaluation.toJson());
        WholeFile.write(file, json + "\n");
    }

    /** Writes the file of a run that failed. */
    static Outcome fail(Path file, String line) {
        JsonObject json = new JsonObject();
        json.addProperty(FAILED, line);
        WholeFile.write(file, json + "\n");
        return new Outcome(0, 0, Map.of(), line);
    }

    /**
     * Reads the file of a run.
     *
     * @param file where it is
     * @return what it says; empty if there is none yet, or it cannot be read: the run then makes it again
     */
    public static Optional<Outcome> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(WholeFile.readText(file)).getAsJsonObject();
            if (json.has(FAILED)) {
                return Optional.of(new Outcome(0, 0, Map.of(), json.get(FAILED).getAsString()));
            }
            long step = json.get("step").getAsLong();
            Evaluation evaluation = Evaluation.fromJson(step, json.getAsJsonObject("evaluation"));
            return Optional.of(new Outcome(
                    step,
                    json.get("seconds").getAsDouble(),
                    evaluation.generated().values(),
                    null));
        } catch (UserException e) {
            throw e;
        } catch (RuntimeException e) { // of Gson, of many kinds
            return Optional.empty();
        }
    }
}

package org.gan4j.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.files.Failures;
import org.gan4j.files.WholeFile;

/** The evaluations that {@code gan4j evaluate} leaves in a run's directory, each with a picture of nearest real images. */
public final class EvaluationFiles {

    private static final Pattern NAME = Pattern.compile("evaluation(?:-step-\\d{8,18})?\\.json");

    private final Path directory;

    EvaluationFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * An evaluation with what it was made from.
     *
     * @param evaluation the evaluation
     * @param seed what the noise followed from
     * @param weights the name of the file that held the weights
     */
    public record Asked(Evaluation evaluation, int seed, String weights) {

        /**
         * The form in the file, and of {@code evaluate --json}.
         *
         * @return one object with every number
         */
        public JsonObject toJson() {
            JsonObject json = evaluation.toJson();
            json.addProperty("seed", seed);
            json.addProperty("weights", weights);
            return json;
        }
    }

    /**
     * Where the evaluation of the last weights is, which no other replaces.
     *
     * @return the file
     */
    public Path ofLast() {
        return in(directory);
    }

    /**
     * Where the evaluation of earlier weights is.
     *
     * @param step their step
     * @return the file
     */
    public Path of(long step) {
        return directory.resolve(String.format(Locale.ROOT, "evaluation-step-%08d.json", step));
    }

    /**
     * Where an evaluation goes in a directory that is not a run's.
     *
     * @param directory the directory
     * @return the file
     */
    public static Path in(Path directory) {
        return directory.resolve("evaluation.json");
    }

    /**
     * Where the picture of generated images with their nearest real ones is.
     *
     * @param evaluation the file of the evaluation that it goes with
     * @return its path
     */
    public static Path neighboursOf(Path evaluation) {
        String name = evaluation.getFileName().toString();
        return evaluation.resolveSibling(
                name.replace("evaluation", "neighbours").replace(".json", ".png"));
    }

    /**
     * All that there are.
     *
     * @return their files, by name
     */
    List<Path> all() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failures.cannotRead(directory, e);
        }
    }

    /** Deletes those of later weights. One that does not say whose weights it is of stays. */
    void deleteAfter(long step) throws IOException {
        for (Path file : all()) {
            long evaluated;
            try {
                evaluated = stepOf(file, json(file));
            } catch (UserException e) {
                continue;
            }
            if (evaluated > step) {
                Files.delete(file);
                Files.deleteIfExists(neighboursOf(file));
            }
        }
    }

    /**
     * Writes an evaluation.
     *
     * @param asked the evaluation
     * @param file where to
     * @throws UserException if it cannot be written
     */
    public static void write(Asked asked, Path file) {
        WholeFile.write(file, RunRecord.JSON.toJson(asked.toJson()) + "\n");
    }

    /**
     * Reads an evaluation.
     *
     * @param file its file
     * @param dataset the run's data set
     * @return the evaluation
     * @throws UserException if the file is not readable or damaged
     */
    public static Evaluation read(Path file, String dataset) {
        JsonObject json = json(file);
        return parse(file, stepOf(file, json), dataset, json);
    }

    /** Reads an evaluation that is a part of a file. */
    static Evaluation parse(Path file, long step, String dataset, JsonElement json) {
        try {
            return Evaluation.fromJson(step, dataset, json.getAsJsonObject());
        } catch (RuntimeException e) {
            throw new UserException(file + " is damaged: the evaluation of step " + step + " cannot be read", e);
        }
    }

    private static JsonObject json(Path file) {
        try {
            return JsonParser.parseString(WholeFile.readText(file)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new UserException(file + " is damaged: it is not a JSON object", e);
        }
    }

    private static long stepOf(Path file, JsonObject evaluation) {
        try {
            return evaluation.get("step").getAsLong();
        } catch (NullPointerException
                | IllegalStateException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new UserException(file + " is damaged: it has no number named step", e);
        }
    }
}

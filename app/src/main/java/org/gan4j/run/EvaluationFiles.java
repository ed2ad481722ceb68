package org.gan4j.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.files.WholeFile;

/**
 * The evaluations that {@code gan4j evaluate} leaves, each with a picture of nearest real images.
 *
 * @param directory the run's directory, or another that a person has named
 */
public record EvaluationFiles(Path directory) {

    private static final Pattern OF_STEP = Pattern.compile("evaluation-step-(\\d{8,18})\\.json");

    /**
     * An evaluation with what it was made from.
     *
     * @param evaluation the evaluation
     * @param dataset the data set's name
     * @param seed what the noise followed from
     * @param weights the name of the file that held the weights
     */
    public record Asked(Evaluation evaluation, String dataset, int seed, String weights) {

        /**
         * The form in the file, and of {@code evaluate --json}.
         *
         * @return one object with every number
         */
        public JsonObject toJson() {
            JsonObject json = new JsonObject();
            json.addProperty("step", evaluation.step());
            json.addProperty("dataset", dataset);
            json.asMap().putAll(evaluation.toJson().asMap());
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
        return directory.resolve("evaluation.json");
    }

    /**
     * Where the evaluation of some weights of the run is.
     *
     * @param step their step; empty for the last ones
     * @return the file
     */
    public Path of(Optional<Long> step) {
        Checkpoints checkpoints = new Checkpoints(directory);
        return step.filter(wanted -> !checkpoints.path(wanted).equals(checkpoints.last()))
                .map(wanted -> directory.resolve(String.format(Locale.ROOT, "evaluation-step-%08d.json", wanted)))
                .orElseGet(this::ofLast);
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

    /** All that there are. */
    List<Path> all() {
        List<Path> all =
                new ArrayList<>(RunDirectory.bySteps(directory, OF_STEP).values());
        if (Files.exists(ofLast())) {
            all.add(ofLast());
        }
        return all;
    }

    /** Deletes those of later weights. */
    void deleteAfter(long step) throws IOException {
        for (Path file : all()) {
            try {
                if (line(file).step() > step) {
                    Files.delete(file);
                    Files.deleteIfExists(neighboursOf(file));
                }
            } catch (UserException e) {
                // One that does not say whose weights it is of stays.
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
     * @return the evaluation
     * @throws UserException if the file is not readable or damaged
     */
    public static Evaluation read(Path file) {
        Metrics.Line line = line(file);
        return line.part(file, "evaluation", json -> Evaluation.fromJson(line.step(), json));
    }

    private static Metrics.Line line(Path file) {
        return Metrics.Line.parse(file, "it", WholeFile.readText(file));
    }
}

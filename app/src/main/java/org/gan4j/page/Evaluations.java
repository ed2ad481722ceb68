package org.gan4j.page;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gan4j.eval.Evaluation;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunException;
import org.gan4j.run.RunHistory;

/**
 * The evaluations of a run.
 *
 * @param alongTheWay those that the training took, in their order
 * @param asked the one of {@code gan4j evaluate}; {@code null} if nobody asked
 */
record Evaluations(List<Evaluation> alongTheWay, Evaluation asked) {

    static Evaluations of(RunDirectory directory, RunHistory history, String dataset) {
        List<Evaluation> alongTheWay = new ArrayList<>();
        for (RunHistory.Scored scored : history.evaluations()) {
            alongTheWay.add(parse(directory.metrics(), scored.step(), dataset, scored.scores()));
        }
        JsonObject asked = directory.evaluation();
        return new Evaluations(
                alongTheWay,
                asked == null
                        ? null
                        : parse(
                                directory.root().resolve("evaluation.json"),
                                asked.has("step") ? asked.get("step").getAsLong() : 0,
                                dataset,
                                asked));
    }

    private static Evaluation parse(Path file, long step, String dataset, JsonObject scores) {
        try {
            return Evaluation.fromJson(step, dataset, scores);
        } catch (RuntimeException e) {
            throw new RunException(file + " is damaged: its evaluation of step " + step + " is not readable", e);
        }
    }

    /** The evaluation of the latest weights; of two of the same, the one that somebody asked for, as it has more samples. */
    Optional<Evaluation> newest() {
        if (alongTheWay.isEmpty()) {
            return Optional.ofNullable(asked);
        }
        Evaluation last = alongTheWay.get(alongTheWay.size() - 1);
        return Optional.of(asked != null && asked.step() >= last.step() ? asked : last);
    }
}

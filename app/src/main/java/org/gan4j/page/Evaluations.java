package org.gan4j.page;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunHistory;

/**
 * The evaluations of a run.
 *
 * @param alongTheWay those that the training took, in their order
 * @param asked those of {@code gan4j evaluate}, one for each of the weights that somebody asked about
 */
record Evaluations(List<Evaluation> alongTheWay, List<Evaluation> asked) {

    private static final Comparator<Evaluation> LATER_THEN_LARGER = Comparator.comparingLong(Evaluation::step)
            .thenComparingLong(evaluation -> evaluation.generated().count());

    /**
     * Reads what there is.
     *
     * @param directory the run
     * @param history its metrics
     * @param dataset its data set
     * @return the evaluations
     * @throws UserException if one of them is damaged
     */
    static Evaluations of(RunDirectory directory, RunHistory history, String dataset) {
        List<Evaluation> alongTheWay = new ArrayList<>();
        for (RunHistory.Scored scored : history.evaluations()) {
            alongTheWay.add(parse(directory.metrics(), scored.step(), dataset, scored.scores()));
        }
        List<Evaluation> asked = new ArrayList<>();
        directory
                .evaluations()
                .forEach((file, scores) ->
                        asked.add(parse(file, RunDirectory.evaluatedStep(file, scores), dataset, scores)));
        return new Evaluations(alongTheWay, asked);
    }

    private static Evaluation parse(Path file, long step, String dataset, JsonObject scores) {
        try {
            return Evaluation.fromJson(step, dataset, scores);
        } catch (RuntimeException e) {
            throw new UserException(file + " is damaged: the evaluation of step " + step + " cannot be read", e);
        }
    }

    /**
     * The evaluation of the latest weights; of those, the one of most samples, and of equals the one that somebody asked for.
     *
     * @return the evaluation; empty if there is none
     */
    Optional<Evaluation> newest() {
        return Stream.concat(asked.stream(), alongTheWay.stream())
                .reduce((best, other) -> LATER_THEN_LARGER.compare(other, best) > 0 ? other : best);
    }
}

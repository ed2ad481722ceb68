package org.gan4j.run;

import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.train.Sign;
import org.gan4j.train.Tick;

/**
 * What a run has told so far.
 *
 * @param ticks the reports of the training, in their order
 * @param alongTheWay the evaluations that the training took, in their order
 * @param asked those of {@code gan4j evaluate}, one for each of the weights that somebody asked about
 * @param signs that the game is lost, in their order
 */
public record RunHistory(List<Tick> ticks, List<Evaluation> alongTheWay, List<Evaluation> asked, List<Sign> signs) {

    private static final Comparator<Evaluation> LATER_THEN_LARGER = Comparator.comparingLong(Evaluation::step)
            .thenComparingLong(evaluation -> evaluation.generated().count());

    /**
     * Reads the history of a run, which may still be going on.
     *
     * @param directory the run
     * @return what there is so far
     * @throws UserException if a file is not readable or damaged
     */
    public static RunHistory read(RunDirectory directory) {
        RunHistory training = new Metrics(directory.metrics()).read();
        return new RunHistory(
                training.ticks,
                training.alongTheWay,
                directory.evaluations().all().stream()
                        .map(EvaluationFiles::read)
                        .toList(),
                training.signs);
    }

    /**
     * The last report.
     *
     * @return the tick; empty before the first
     */
    public Optional<Tick> lastTick() {
        return ticks.isEmpty() ? Optional.empty() : Optional.of(ticks.get(ticks.size() - 1));
    }

    /**
     * The best evaluation that the training took of weights that are still there; of equals the first.
     *
     * @param checkpoints those of the run
     * @return the evaluation; empty if there is none
     */
    public Optional<Evaluation> best(Checkpoints checkpoints) {
        return alongTheWay.stream()
                .filter(evaluation -> Files.exists(checkpoints.path(evaluation.step())))
                .reduce((best, other) -> other.isBetterThan(best) ? other : best);
    }

    /**
     * The evaluation of the latest weights; of those, the one of most samples, and of equals the one that somebody asked for.
     *
     * @return the evaluation; empty if there is none
     */
    public Optional<Evaluation> newest() {
        return Stream.concat(asked.stream(), alongTheWay.stream())
                .reduce((best, other) -> LATER_THEN_LARGER.compare(other, best) > 0 ? other : best);
    }
}

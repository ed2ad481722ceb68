package org.gan4j.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gan4j.config.ObjectiveText;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.train.Tick;

/**
 * One thing to be said of each run: a column of the table for a person, which has four digits, and of the CSV file, which has all.
 *
 * @param head its head
 * @param kind what it is
 * @param value gives the value: a text or a number, or {@code null} for a run without
 */
record CompareColumn(String head, Kind kind, Function<ComparedRun, Object> value) {

    /** What a person is told for a run without a value. */
    static final String NONE = "-";

    enum Kind {
        /** A setting in words; one that all runs share is said once. */
        WORDS,
        /** A setting in numbers; likewise. */
        NUMBER,
        /** What came of the run. */
        RESULT,
        /** The same, for the CSV file alone. */
        DETAIL
    }

    /** What a run was trained with, and what came of it; words before numbers. */
    static final List<CompareColumn> RUN = List.of(
            new CompareColumn("data set", Kind.WORDS, run -> run.config().data().dataset()),
            new CompareColumn("preset", Kind.WORDS, run -> run.config().preset()),
            new CompareColumn("loss", Kind.WORDS, run -> ObjectiveText.of(run.config())),
            new CompareColumn(
                    "seed", Kind.NUMBER, run -> String.valueOf(run.config().seed())),
            ofTick("steps", Kind.NUMBER, Tick::step),
            ofTick("epochs", Kind.NUMBER, Tick::epoch),
            ofTick("seconds", Kind.RESULT, Tick::seconds),
            ofTick("steps/s", Kind.RESULT, tick -> tick.step() / tick.seconds()),
            ofTick("D", Kind.RESULT, tick -> tick.mean(Tick.D_LOSS)),
            ofTick("G", Kind.RESULT, tick -> tick.mean(Tick.G_LOSS)),
            ofTick("D(real)", Kind.DETAIL, tick -> tick.mean(Tick.SCORE_REAL)),
            ofTick("D(fake)", Kind.DETAIL, tick -> tick.mean(Tick.SCORE_FAKE)));

    private static CompareColumn ofTick(String head, Kind kind, Function<Tick, Object> value) {
        return new CompareColumn(head, kind, run -> run.last() == null ? null : value.apply(run.last()));
    }

    /** What the CSV file says of a run's evaluation; nothing of a run that has none. */
    static List<CompareColumn> ofScores(ComparedRun run) {
        if (run.evaluation().isEmpty()) {
            return List.of();
        }
        List<CompareColumn> columns = new ArrayList<>(List.of(
                ofEvaluation("scored at step", Evaluation::step),
                new CompareColumn(
                        "scored at epoch",
                        Kind.DETAIL,
                        other -> other.evaluation().isEmpty() ? null : other.scoredAt()),
                ofEvaluation("samples", found -> found.generated().count()),
                ofEvaluation("against", Evaluation::against),
                ofEvaluation("features", Evaluation::featureExtractor)));
        Evaluation evaluation = run.evaluation().orElseThrow();
        for (Metric metric : evaluation.generated().values().keySet()) {
            columns.add(ofEvaluation(
                    metric.column(), found -> found.generated().values().get(metric)));
        }
        for (Metric metric : evaluation.real().values().keySet()) {
            columns.add(ofEvaluation(
                    "real " + metric.column(), found -> found.real().values().get(metric)));
        }
        return columns;
    }

    private static CompareColumn ofEvaluation(String head, Function<Evaluation, Object> value) {
        return new CompareColumn(
                head, Kind.DETAIL, run -> run.evaluation().map(value).orElse(null));
    }

    boolean word() {
        return kind == Kind.WORDS;
    }

    boolean setting() {
        return kind == Kind.WORDS || kind == Kind.NUMBER;
    }

    /** The value for a person. */
    String text(ComparedRun run) {
        Object found = value.apply(run);
        if (found == null) {
            return NONE;
        }
        return found instanceof Number number ? NumberText.number(number.doubleValue()) : found.toString();
    }

    /** The value with all its digits; nothing for a run without. */
    String exact(ComparedRun run) {
        Object found = value.apply(run);
        if (found == null) {
            return "";
        }
        // A whole number without the decimals that a double would have.
        return found instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf(number.longValue())
                : found.toString();
    }
}

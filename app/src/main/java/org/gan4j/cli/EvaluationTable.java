package org.gan4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.Scores;

/** Evaluations as rows under one head: what was scored, a column a metric, how many samples, in which features. */
final class EvaluationTable {

    private static final int FIRST = 12;

    private EvaluationTable() {}

    /** The head, then the real samples as a row to measure the others by. */
    static List<String> head(Evaluation evaluation) {
        StringBuilder head = new StringBuilder(pad("", FIRST));
        for (Metric metric : evaluation.real().values().keySet()) {
            head.append("  ").append(right(metric.column(), width(metric)));
        }
        head.append("  samples  features");
        return List.of(head.toString(), row("real", evaluation.real(), evaluation));
    }

    /** The scores of the generator. */
    static String generated(String name, Evaluation evaluation) {
        return row(name, evaluation.generated(), evaluation);
    }

    private static String row(String name, Scores scores, Evaluation evaluation) {
        StringBuilder row = new StringBuilder(pad(name, FIRST));
        for (Map.Entry<Metric, Double> value : scores.values().entrySet()) {
            Metric metric = value.getKey();
            row.append("  ").append(right(metric.text(value.getValue()), width(metric)));
        }
        row.append("  ").append(right(String.valueOf(scores.count()), 7));
        return row.append("  ").append(evaluation.featureExtractor()).toString();
    }

    private static int width(Metric metric) {
        return Math.max(8, metric.column().length());
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** What the numbers mean, for those that the evaluation has. */
    static List<String> legend(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        for (Metric metric : evaluation.real().values().keySet()) {
            lines.add("  " + pad(metric.column(), 14) + metric.meaning() + "; "
                    + metric.direction().text());
        }
        return lines;
    }
}

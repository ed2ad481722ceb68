package org.gan4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            head.append("  ").append(right(metric.title(), width(metric)));
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
            String text = String.format(Locale.ROOT, metric.format(), value.getValue());
            row.append("  ").append(right(text, width(metric)));
        }
        row.append("  ").append(right(String.valueOf(scores.count()), 7));
        return row.append("  ").append(evaluation.featureExtractor()).toString();
    }

    private static int width(Metric metric) {
        return Math.max(8, metric.title().length());
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
            lines.add("  " + pad(metric.title(), 14) + meaning(metric));
        }
        return lines;
    }

    private static String meaning(Metric metric) {
        return switch (metric) {
            case CLASSIFIER_SCORE ->
                "inception-score formula, one split; from 1 to the number of classes, higher is better";
            case FRECHET_DISTANCE -> "squared Fréchet distance of the features; from 0, lower is better";
            case KERNEL_DISTANCE -> "squared MMD, polynomial kernel of degree 3, unbiased; near 0 is best";
            case PRECISION -> "share of generated samples among the real ones (k = 5); higher is better";
            case RECALL -> "share of real samples among the generated ones (k = 5); higher is better";
            case DENSITY -> "real balls around a generated sample, over k = 5; 1 for equal distributions";
            case COVERAGE -> "share of real samples with a generated one in their ball (k = 5); higher is better";
            case CLASS_KL -> "divergence of the class histogram from an even one, nats; lower is better";
            case CLASSES_HIT -> "classes that any sample has";
            case MODES_HIT -> "modes with a sample within 3σ";
            case HIGH_QUALITY -> "share of samples within 3σ of the nearest mode; 0.9889 is perfect";
            case REVERSE_KL -> "divergence of the generated modes from the real ones, nats; lower is better";
            case MEAN -> "the truth is 3";
            case STD -> "the truth is 2";
            case WASSERSTEIN -> "Wasserstein-1 distance to the truth; lower is better";
            case KOLMOGOROV_SMIRNOV -> "largest difference of the distribution functions; from 0 to 1, lower is better";
        };
    }
}

package org.gan4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gan4j.eval.ColumnValues;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;
import org.gan4j.page.NumberText;

/** Evaluations as rows under one head: what was scored, a column a metric, how many samples, in which features. */
final class EvaluationTable {

    private EvaluationTable() {}

    /** The head, then the real samples as a row to measure the others by. */
    static List<String> head(Evaluation evaluation) {
        String columns = evaluation.real().values().keySet().stream()
                .map(metric -> cell(metric, metric.column()))
                .collect(Collectors.joining());
        return List.of(
                " ".repeat(12) + columns + "  samples  features",
                row(evaluation.realWithThemselves() ? "real, itself" : "real", evaluation.real(), evaluation));
    }

    /** A row of metrics, those of the generator or of the real samples. */
    static String row(String name, MetricValues metrics, Evaluation evaluation) {
        String columns = metrics.values().entrySet().stream()
                .map(value -> cell(value.getKey(), value.getKey().text(value.getValue())))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT, "%-12s%s  %7d  %s", name, columns, metrics.count(), evaluation.featureExtractor());
    }

    /** Rows come one by one while a run trains: the widths are those of the heads. */
    private static String cell(Metric metric, String text) {
        return String.format(Locale.ROOT, "  %" + Math.max(8, metric.column().length()) + "s", text);
    }

    /** The columns of rows of numbers, in the units of the data; nothing for other samples. */
    static List<String> columns(Evaluation evaluation) {
        List<ColumnValues> generated = evaluation.generated().columns();
        List<ColumnValues> real = evaluation.real().columns();
        if (generated == null || real == null) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "mean", "real", "deviation", "real", "Wasserstein-1", "real"));
        for (int i = 0; i < generated.size(); i++) {
            ColumnValues made = generated.get(i);
            ColumnValues known = real.get(i);
            rows.add(List.of(
                    made.name(),
                    NumberText.number(made.mean()),
                    NumberText.number(known.mean()),
                    NumberText.number(made.std()),
                    NumberText.number(known.std()),
                    NumberText.number(made.wasserstein1()),
                    NumberText.number(known.wasserstein1())));
        }
        return TextColumns.lines(rows, i -> i > 0, Integer.MAX_VALUE);
    }

    /** What the numbers mean, for those that the evaluation has. */
    static List<String> legend(Evaluation evaluation) {
        return evaluation.real().values().keySet().stream()
                .map(metric ->
                        String.format(Locale.ROOT, "  %-14s%s; %s", metric.column(), metric.meaning(), metric.better()))
                .toList();
    }
}

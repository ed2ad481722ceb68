package org.gan4j.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;

/** The scores of runs, a table for all that can be compared: real samples first, then a row a run. */
final class ScoreTables {

    private ScoreTables() {}

    /** What scores depend on besides the generator: those of one basis can be compared. */
    private record Basis(String dataset, long count, String against, String featureExtractor) {
        static Basis of(ComparedRun run) {
            Evaluation evaluation = run.evaluation();
            return new Basis(
                    evaluation.dataset(),
                    evaluation.generated().count(),
                    evaluation.against(),
                    evaluation.featureExtractor());
        }
    }

    /** A row; real samples are of no step. */
    private record Scored(String name, String detail, Map<Metric, Double> scores, Long step, Double epoch) {
        static Scored of(ComparedRun run) {
            return new Scored(
                    run.name(),
                    run.objective(),
                    run.evaluation().generated().values(),
                    run.evaluation().step(),
                    run.scoredAt());
        }
    }

    static List<CompareTable> of(List<ComparedRun> runs) {
        Map<Basis, List<ComparedRun>> groups = runs.stream()
                .filter(run -> run.evaluation() != null)
                .collect(Collectors.groupingBy(Basis::of, LinkedHashMap::new, Collectors.toList()));
        List<CompareTable> tables = new ArrayList<>();
        groups.forEach((basis, scored) -> tables.add(table(basis, scored)));
        return tables;
    }

    private static CompareTable table(Basis basis, List<ComparedRun> runs) {
        List<Scored> rows = new ArrayList<>();
        Map<Metric, Double> real = runs.get(0).evaluation().real().values();
        if (!real.isEmpty()) {
            rows.add(new Scored("real samples", "", real, null, null));
        }
        runs.forEach(run -> rows.add(Scored.of(run)));
        SortedSet<Metric> metrics = new TreeSet<>();
        rows.forEach(row -> metrics.addAll(row.scores.keySet()));
        List<CompareColumn<Scored>> columns = new ArrayList<>();
        metrics.forEach(metric ->
                columns.add(new CompareColumn<>(head(metric), false, row -> row.scores.get(metric), metric::text)));
        boolean together =
                runs.stream().map(run -> run.evaluation().step()).distinct().count() == 1;
        if (!together) {
            columns.add(CompareColumn.numbers("at step", Scored::step));
            columns.add(CompareColumn.numbers("epoch", Scored::epoch));
        }
        return new CompareTable(
                "Scores on " + basis.dataset(),
                hints(basis, together ? runs.get(0) : null),
                CompareColumn.heads(columns),
                rows.stream()
                        .map(row -> new CompareTable.Row(row.name, row.detail, CompareColumn.cells(columns, row)))
                        .toList(),
                notes(runs, metrics));
    }

    private static String head(Metric metric) {
        return metric.column() + " " + metric.direction().sign();
    }

    /** What holds for all rows; {@code any} is one of the runs if all were scored at one step, or {@code null}. */
    private static List<String> hints(Basis basis, ComparedRun any) {
        StringJoiner hint = new StringJoiner(", ");
        if (basis.count() > 0) {
            hint.add(NumberText.text("%,d samples each", basis.count()));
        }
        if (!basis.against().isEmpty()) {
            hint.add("against " + basis.against());
        }
        if (any != null) {
            hint.add("at step " + NumberText.number(any.evaluation().step()) + ", epoch "
                    + NumberText.number(any.scoredAt()));
        }
        return basis.featureExtractor().isEmpty()
                ? List.of(hint.toString())
                : List.of(hint.toString(), "features: " + basis.featureExtractor());
    }

    /** What the columns mean, and what is so by construction. */
    private static List<String> notes(List<ComparedRun> runs, SortedSet<Metric> metrics) {
        List<String> notes = new ArrayList<>();
        metrics.forEach(metric -> notes.add(head(metric) + "  " + metric.meaning() + "; "
                + metric.direction().text()));
        String conditional = runs.stream()
                .filter(run -> run.config().techniques().conditional())
                .map(ComparedRun::name)
                .collect(Collectors.joining(", "));
        if (!conditional.isEmpty() && metrics.contains(Metric.CLASS_KL)) {
            notes.add(conditional + ": " + Evaluation.CLASSES_IN_TURN);
        }
        return notes;
    }
}

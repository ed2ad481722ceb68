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
        return runs.stream()
                .filter(run -> run.evaluation() != null)
                .collect(Collectors.groupingBy(ScoreTables::basis, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ScoreTables::table)
                .toList();
    }

    /** What scores depend on besides the generator: those of one basis can be compared. */
    private static List<Object> basis(ComparedRun run) {
        Evaluation found = run.evaluation();
        return List.of(found.dataset(), found.generated().count(), found.against(), found.featureExtractor());
    }

    /** The table of runs whose scores have one basis. */
    private static CompareTable table(List<ComparedRun> runs) {
        Evaluation any = runs.get(0).evaluation();
        List<Scored> rows = new ArrayList<>();
        Map<Metric, Double> real = any.real().values();
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
                "Scores on " + any.dataset(),
                hints(runs.get(0), together),
                CompareColumn.heads(columns),
                rows.stream()
                        .map(row -> new CompareTable.Row(row.name, row.detail, CompareColumn.cells(columns, row)))
                        .toList(),
                notes(runs, metrics));
    }

    private static String head(Metric metric) {
        return metric.column() + " " + metric.direction().sign();
    }

    /** What holds for all rows, of which this is one; {@code together} if all were scored at one step. */
    private static List<String> hints(ComparedRun any, boolean together) {
        Evaluation found = any.evaluation();
        StringJoiner hint = new StringJoiner(", ");
        if (found.generated().count() > 0) {
            hint.add(NumberText.text("%,d samples each", found.generated().count()));
        }
        if (!found.against().isEmpty()) {
            hint.add("against " + found.against());
        }
        if (together) {
            hint.add("at step " + NumberText.number(found.step()) + ", epoch " + NumberText.number(any.scoredAt()));
        }
        return found.featureExtractor().isEmpty()
                ? List.of(hint.toString())
                : List.of(hint.toString(), "features: " + found.featureExtractor());
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

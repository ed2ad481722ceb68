package org.gan4j.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.config.ObjectiveText;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.page.CompareTable.Cell;
import org.gan4j.page.CompareTable.Row;

/** The scores of runs, a table for all that can be compared: real samples first, then a row a run. */
final class ScoreTables {

    private ScoreTables() {}

    /** What scores depend on besides the generator: those of one basis can be compared. */
    private record Basis(String dataset, long count, String against, String featureExtractor) {
        static Basis of(ComparedRun run) {
            Evaluation evaluation = evaluation(run);
            return new Basis(
                    evaluation.dataset(),
                    evaluation.generated().count(),
                    evaluation.against(),
                    evaluation.featureExtractor());
        }
    }

    private static Evaluation evaluation(ComparedRun scored) {
        return scored.evaluation().orElseThrow();
    }

    static List<CompareTable> of(List<ComparedRun> runs) {
        Map<Basis, List<ComparedRun>> groups = runs.stream()
                .filter(run -> run.evaluation().isPresent())
                .collect(Collectors.groupingBy(Basis::of, LinkedHashMap::new, Collectors.toList()));
        List<CompareTable> tables = new ArrayList<>();
        groups.forEach((basis, scored) -> tables.add(table(basis, scored)));
        return tables;
    }

    private static CompareTable table(Basis basis, List<ComparedRun> scored) {
        Map<Metric, Double> real = evaluation(scored.get(0)).real().values();
        SortedSet<Metric> metrics = new TreeSet<>(real.keySet());
        scored.forEach(
                run -> metrics.addAll(evaluation(run).generated().values().keySet()));
        boolean together =
                scored.stream().map(run -> evaluation(run).step()).distinct().count() == 1;
        List<Row> rows = new ArrayList<>();
        if (!real.isEmpty()) {
            List<String> nowhere = together ? List.of() : List.of(CompareColumn.NONE, CompareColumn.NONE);
            rows.add(new Row("real samples", "", cells(metrics, real, nowhere)));
        }
        for (ComparedRun run : scored) {
            Evaluation found = evaluation(run);
            List<String> place =
                    together ? List.of() : List.of(NumberText.number(found.step()), NumberText.number(run.scoredAt()));
            rows.add(new Row(
                    run.name(),
                    ObjectiveText.of(run.config()),
                    cells(metrics, found.generated().values(), place)));
        }
        return new CompareTable(
                "Scores on " + basis.dataset(),
                hints(basis, together ? scored.get(0) : null),
                heads(metrics, together),
                rows,
                notes(scored, metrics));
    }

    private static List<Cell> heads(SortedSet<Metric> metrics, boolean together) {
        return Stream.concat(
                        metrics.stream().map(ScoreTables::head), together ? Stream.of() : Stream.of("at step", "epoch"))
                .map(text -> new Cell(text, false))
                .toList();
    }

    private static String head(Metric metric) {
        return metric.column() + " " + metric.direction().sign();
    }

    private static List<Cell> cells(SortedSet<Metric> metrics, Map<Metric, Double> scores, List<String> place) {
        return Stream.concat(
                        metrics.stream()
                                .map(metric -> scores.containsKey(metric)
                                        ? metric.text(scores.get(metric))
                                        : CompareColumn.NONE),
                        place.stream())
                .map(text -> new Cell(text, false))
                .toList();
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
            hint.add("at step " + NumberText.number(evaluation(any).step()) + ", epoch "
                    + NumberText.number(any.scoredAt()));
        }
        return basis.featureExtractor().isEmpty()
                ? List.of(hint.toString())
                : List.of(hint.toString(), "features: " + basis.featureExtractor());
    }

    /** What the columns mean, and what is so by construction. */
    private static List<String> notes(List<ComparedRun> scored, SortedSet<Metric> metrics) {
        List<String> notes = new ArrayList<>();
        metrics.forEach(metric -> notes.add(head(metric) + "  " + metric.meaning() + "; "
                + metric.direction().text()));
        String conditional = scored.stream()
                .filter(run -> run.config().techniques().conditional())
                .map(ComparedRun::name)
                .collect(Collectors.joining(", "));
        if (!conditional.isEmpty() && metrics.contains(Metric.CLASS_KL)) {
            notes.add(conditional + ": " + Evaluation.CLASSES_IN_TURN);
        }
        return notes;
    }
}

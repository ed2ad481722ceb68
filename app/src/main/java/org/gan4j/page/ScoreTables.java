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
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;
import org.gan4j.page.CompareTable.Cell;
import org.gan4j.page.CompareTable.Row;

/**
 * The scores of runs, a table for all that can be compared: real samples first, then a row a run; after it a table over seeds, where runs
 * differ by them alone.
 */
final class ScoreTables {

    private ScoreTables() {}

    static List<CompareTable> of(List<ComparedRun> runs) {
        return runs.stream()
                .filter(run -> run.evaluation() != null)
                .collect(Collectors.groupingBy(ScoreTables::basis, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(same -> Stream.concat(Stream.of(table(same)), SeedGroups.of(same).stream()))
                .toList();
    }

    /** Whether there are scores that cannot be compared. */
    static boolean areSeveral(List<ComparedRun> runs) {
        return runs.stream()
                        .filter(run -> run.evaluation() != null)
                        .map(ScoreTables::basis)
                        .distinct()
                        .count()
                > 1;
    }

    /** What else scores depend on than the generator: those of one basis can be compared. */
    private static List<Object> basis(ComparedRun run) {
        Evaluation found = run.evaluation();
        return List.of(run.dataset(), found.generated().count(), found.against(), found.featureExtractor());
    }

    /** The table of runs whose scores have one basis. */
    private static CompareTable table(List<ComparedRun> runs) {
        Evaluation any = runs.get(0).evaluation();
        boolean together =
                runs.stream().map(run -> run.evaluation().step()).distinct().count() == 1;
        SortedSet<Metric> metrics = new TreeSet<>(any.real().values().keySet());
        List<Row> rows = new ArrayList<>();
        if (!metrics.isEmpty()) {
            rows.add(new Row(
                    any.realWithThemselves() ? "real samples, themselves" : "real samples", "", cells(any.real())));
        }
        for (ComparedRun run : runs) {
            Map<String, Cell> cells = cells(run.evaluation().generated());
            if (!together) {
                cells.put("at step", Cell.number(run.evaluation().step()));
                cells.put("epoch", Cell.number(run.scoredAt()));
            }
            rows.add(new Row(run.name(), run.objective(), cells));
            metrics.addAll(run.evaluation().generated().values().keySet());
        }
        return new CompareTable(
                "Scores on " + runs.get(0).dataset(), hints(runs.get(0), together), rows, notes(runs, metrics));
    }

    private static Map<String, Cell> cells(MetricValues scores) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        scores.values()
                .forEach((metric, value) ->
                        cells.put(metric.head(), new Cell(metric.text(value), value.toString(), false)));
        return cells;
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
        metrics.forEach(metric -> notes.add(metric.head() + "  " + metric.meaning() + "; " + metric.better()));
        String conditional = runs.stream()
                .filter(run -> run.config().techniques().conditional())
                .map(ComparedRun::name)
                .collect(Collectors.joining(", "));
        if (!conditional.isEmpty() && (metrics.contains(Metric.CLASS_KL) || metrics.contains(Metric.STACKED_KL))) {
            notes.add(conditional + ": " + Evaluation.CLASSES_IN_TURN);
        }
        return notes;
    }
}

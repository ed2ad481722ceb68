package org.gan4j.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import org.gan4j.eval.Metric;
import org.gan4j.eval.Spread;
import org.gan4j.page.CompareTable.Cell;
import org.gan4j.page.CompareTable.Row;

/** Runs that differ by their seeds alone, a row a group: the median of each score with the best and the worst. */
final class SeedGroups {

    private static final Set<String> LENGTHS = Set.of("epochs", "steps");

    private SeedGroups() {}

    /**
     * The table of groups.
     *
     * @param runs runs whose scores can be compared
     * @return one table; none if no two runs differ by their seeds alone
     */
    static List<CompareTable> of(List<ComparedRun> runs) {
        Map<Map<String, String>, List<ComparedRun>> groups = runs.stream()
                .collect(Collectors.groupingBy(SeedGroups::settings, LinkedHashMap::new, Collectors.toList()));
        if (groups.size() == runs.size()) {
            return List.of();
        }
        Set<String> differing = differing(groups.keySet());
        List<Row> rows = new ArrayList<>();
        groups.forEach((settings, members) -> rows.add(row(settings, differing, members)));
        String title = "Over seeds, on " + runs.get(0).dataset();
        return List.of(new CompareTable(title, List.of("median [best, worst]"), rows, List.of()));
    }

    /** All that decides what a run computes, but for its seed. */
    private static Map<String, String> settings(ComparedRun run) {
        Map<String, String> settings = new LinkedHashMap<>();
        Settings.texts(run.config()).forEach((setting, text) -> {
            if (counts(setting)) {
                settings.put(setting.name(), text);
            }
        });
        return settings;
    }

    private static boolean counts(Setting setting) {
        return (setting.isMathematics() || LENGTHS.contains(setting.name()))
                && !setting.name().equals("seed");
    }

    private static Set<String> differing(Set<Map<String, String>> groups) {
        Set<String> names = new LinkedHashSet<>();
        groups.forEach(settings -> names.addAll(settings.keySet()));
        names.removeIf(name -> groups.stream()
                        .map(settings -> String.valueOf(settings.get(name)))
                        .distinct()
                        .count()
                == 1);
        return names;
    }

    private static Row row(Map<String, String> settings, Set<String> differing, List<ComparedRun> members) {
        String name = differing.stream()
                .filter(settings::containsKey)
                .map(setting -> setting + "=" + settings.get(setting))
                .collect(Collectors.joining(", "));
        Map<String, Cell> cells = new LinkedHashMap<>();
        cells.put("runs", Cell.number(members.size()));
        SortedSet<Metric> metrics = new TreeSet<>();
        members.forEach(
                run -> metrics.addAll(run.evaluation().generated().values().keySet()));
        for (Metric metric : metrics) {
            Spread spread = Spread.of(
                    metric,
                    members.stream()
                            .map(run -> run.evaluation().generated().values().getOrDefault(metric, Double.NaN))
                            .toList());
            String text = metric.text(spread.median())
                    + (members.size() > 1
                            ? " [" + metric.text(spread.best()) + ", " + metric.text(spread.worst()) + "]"
                            : "");
            cells.put(metric.head(), new Cell(text, String.valueOf(spread.median()), false));
        }
        return new Row(name.isEmpty() ? "all" : name, members.get(0).objective(), cells);
    }
}

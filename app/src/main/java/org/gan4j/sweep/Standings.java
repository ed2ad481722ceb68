package org.gan4j.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.gan4j.eval.Metric;
import org.gan4j.eval.Spread;
import org.gan4j.files.WholeFile;
import org.gan4j.page.CompareTable;
import org.gan4j.page.CompareTable.Cell;
import org.gan4j.page.NumberText;
import org.gan4j.page.PageWriter;
import org.gan4j.page.SweepPage;
import org.gan4j.run.RunDirectory;
import org.gan4j.sweep.Results.Configuration;
import org.gan4j.sweep.Results.Newest;
import org.gan4j.sweep.Results.State;

/** The results of a sweep as tables: the configurations over their seeds, the best first, and the runs. */
public final class Standings {

    /** A picture's axis goes by powers of ten where its numbers span more than this factor. */
    private static final double LOGARITHMIC = 30;

    private static final Cell NOTHING = new Cell("-", "", false);

    private final Results results;
    private final Plan plan;
    private final List<Axis> axes;
    private final Metric deciding;
    private final List<Configuration> ranked;
    private final Map<Integer, State> states;
    private final SortedSet<Metric> metrics = new TreeSet<>();
    private final String maker;

    private Standings(Results results, String maker) {
        this.results = results;
        this.plan = results.plan();
        this.axes = plan.axes();
        this.deciding = plan.deciding();
        this.ranked = results.ranked();
        this.maker = maker;
        this.states = results.states();
        ranked.forEach(configuration -> metrics.addAll(configuration.scores().keySet()));
    }

    /**
     * Looks at what there is.
     *
     * @param results the results so far
     * @param maker what makes the page, with its version
     * @return the tables
     */
    public static Standings of(Results results, String maker) {
        return new Standings(results, maker);
    }

    /**
     * How far the sweep is.
     *
     * @return the runs in each state, in words
     */
    public String progress() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        states.values().forEach(state -> counts.merge(state, 1L, Long::sum));
        Map<State, String> words = new LinkedHashMap<>();
        words.put(State.DONE, "done");
        words.put(State.LEFT, "left out after a stage");
        words.put(State.FAILED, "failed");
        words.put(State.BEGUN, "begun");
        words.put(State.WAITING, "not begun");
        StringJoiner text = new StringJoiner(", ");
        words.forEach((state, word) -> {
            if (counts.containsKey(state) || state == State.DONE) {
                text.add(NumberText.text("%,d %s", counts.getOrDefault(state, 0L), word));
            }
        });
        return NumberText.text("%,d runs: ", states.size()) + text;
    }

    /**
     * The runs that failed.
     *
     * @return a line each, with the reason
     */
    public List<String> failures() {
        return results.trials().stream()
                .filter(trial -> states.get(trial.number()) == State.FAILED)
                .map(trial ->
                        trial.name() + ": " + results.newest(trial).outcome().failure())
                .toList();
    }

    /**
     * The configurations for a terminal.
     *
     * @param most how many, at most
     * @return the best; no rows if there are no scores yet
     */
    public List<CompareTable.Row> best(int most) {
        return ranked.stream()
                .filter(configuration -> configuration.scores().containsKey(deciding))
                .limit(most)
                .map(this::row)
                .toList();
    }

    /**
     * What the table shows.
     *
     * @return a sentence
     */
    public String caption() {
        return "Median" + (plan.seeds() > 1 ? "s over seeds" : "s") + ", ranked by " + plan.metric() + ", "
                + deciding.better();
    }

    private CompareTable.Row row(Configuration configuration) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        axes.forEach(axis -> cells.put(
                axis.setting(), cell(configuration.varied().get(axis.setting()), isNumber(axis, configuration))));
        long done = configuration.runs().stream()
                .filter(run -> run.stage() != null
                        && run.stage().number() == configuration.stage()
                        && run.outcome().isDone())
                .count();
        cells.put("runs", cell(done + "/" + plan.seeds(), true));
        if (results.stages().size() > 1) {
            cells.put("stage", cell(String.valueOf(configuration.stage() + 1), true));
        }
        for (Metric metric : columns()) {
            Spread spread = configuration.scores().get(metric);
            cells.put(metric.head(), score(metric, spread == null ? Double.NaN : spread.median()));
            if (metric == deciding && plan.seeds() > 1 && spread != null) {
                cells.put("best", score(metric, spread.best()));
                cells.put("worst", score(metric, spread.worst()));
            }
        }
        return new CompareTable.Row(String.valueOf(configuration.number()), "", cells);
    }

    private static boolean isNumber(Axis axis, Configuration configuration) {
        return axis.number(configuration.varied().get(axis.setting())).isPresent();
    }

    /** The deciding one first. */
    private List<Metric> columns() {
        return Stream.concat(Stream.of(deciding), metrics.stream()).distinct().toList();
    }

    private static Cell cell(String text, boolean number) {
        return new Cell(text, text, !number);
    }

    private static Cell score(Metric metric, double value) {
        return Double.isNaN(value) ? NOTHING : new Cell(metric.text(value), String.valueOf(value), false);
    }

    private static Cell seconds(double seconds) {
        return new Cell(NumberText.number(Math.rint(seconds)), String.valueOf(seconds), false);
    }

    /**
     * The flags that train the best configuration again.
     *
     * @return a command line; empty if there are no scores yet
     */
    public String bestCommand() {
        return best(1).isEmpty() ? "" : command(ranked.get(0).runs().get(0).trial());
    }

    private String command(Trial trial) {
        List<String> words = new ArrayList<>(List.of("gan4j", "train"));
        if (plan.config() != null) {
            words.add("--config=" + plan.config());
        }
        words.addAll(Trial.flags(trial.settings(plan.settings())));
        return words.stream()
                .map(word -> word.matches("[\\w./:=,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** Writes {@code sweep.csv} and {@code sweep.html}. */
    void write(Path root) {
        WholeFile.write(root.resolve("sweep.csv"), csv());
        page().write(root.resolve("sweep.html"));
    }

    /** A row a run, with all digits. */
    private String csv() {
        List<String> heads = new ArrayList<>(List.of("run", "directory", "configuration"));
        axes.forEach(axis -> heads.add(axis.setting()));
        heads.addAll(List.of("seed", "state", "stage", "step", "seconds"));
        columns().forEach(metric -> heads.add(metric.key()));
        heads.add("failure");
        StringBuilder csv = new StringBuilder(line(heads));
        for (Trial trial : results.trials()) {
            Newest run = results.newest(trial);
            boolean done = run.outcome() != null && run.outcome().isDone();
            List<Object> cells = new ArrayList<>(List.of(trial.number(), trial.name(), trial.configuration()));
            cells.addAll(trial.varied().values());
            cells.add(trial.seed());
            cells.add(word(trial));
            cells.add(run.stage() == null ? "" : run.stage().number() + 1);
            cells.add(done ? run.outcome().step() : "");
            cells.add(done ? run.outcome().seconds() : "");
            columns().forEach(metric -> {
                double score = run.score(metric);
                cells.add(Double.isNaN(score) ? "" : score);
            });
            cells.add(run.outcome() == null || done ? "" : run.outcome().failure());
            csv.append(line(cells));
        }
        return csv.toString();
    }

    private String word(Trial trial) {
        return states.get(trial.number()).name().toLowerCase(Locale.ROOT);
    }

    private static String line(List<?> cells) {
        return CSVFormat.RFC4180.format(cells.toArray()) + CSVFormat.RFC4180.getRecordSeparator();
    }

    private SweepPage page() {
        List<SweepPage.Run> runs = results.trials().stream().map(this::run).toList();
        List<CompareTable.Row> rows = best(ranked.size());
        return new SweepPage(
                results.directory().root().getFileName().toString(),
                progress(),
                caption(),
                metrics.stream()
                        .map(metric -> metric.head() + "  " + metric.meaning() + "; " + metric.better())
                        .toList(),
                bestCommand(),
                rows.isEmpty() ? null : new CompareTable("Configurations", List.of(caption()), rows, List.of()),
                runs,
                deciding.head(),
                charts().toString(),
                axes.stream().map(Axis::setting).toList(),
                maker);
    }

    private SweepPage.Run run(Trial trial) {
        Newest run = results.newest(trial);
        boolean done = run.outcome() != null && run.outcome().isDone();
        Path root = results.directory().root();
        RunDirectory directory = new RunDirectory(results.directory().run(trial));
        return new SweepPage.Run(
                trial.number(),
                trial.name(),
                word(trial),
                done ? link(root, PageWriter.page(directory.root())) : null,
                done ? link(root, directory.samples(run.outcome().step())) : null,
                run.outcome() == null ? null : link(root, results.directory().log(trial)),
                done ? score(deciding, run.score(deciding)) : NOTHING,
                done ? seconds(run.outcome().seconds()) : NOTHING,
                run.outcome() == null || done ? "" : run.outcome().failure());
    }

    private static String link(Path root, Path file) {
        return root.relativize(file)
                .toString()
                .replace("%", "%25")
                .replace("#", "%23")
                .replace("?", "%3F");
    }

    /** For each axis the metric of each run: {@code {"name":..,"words":[..],"log":..,"points":[[x,y]..]}}. */
    private JsonArray charts() {
        JsonArray charts = new JsonArray();
        for (Axis axis : axes) {
            List<String> values = results.trials().stream()
                    .map(trial -> trial.varied().get(axis.setting()))
                    .distinct()
                    .toList();
            boolean numbers = axis.number(values.get(0)).isPresent();
            JsonArray points = new JsonArray();
            for (Trial trial : results.trials()) {
                String value = trial.varied().get(axis.setting());
                double score = results.newest(trial).score(deciding);
                if (Double.isFinite(score)) {
                    JsonArray point = new JsonArray();
                    point.add(axis.number(value).orElseGet(() -> (double) values.indexOf(value)));
                    point.add(score);
                    points.add(point);
                }
            }
            JsonObject chart = new JsonObject();
            chart.addProperty("name", axis.setting());
            if (!numbers) {
                JsonArray words = new JsonArray();
                values.forEach(words::add);
                chart.add("words", words);
            }
            chart.add("log", new JsonPrimitive(numbers && isLogarithmic(axis, values)));
            chart.add("points", points);
            charts.add(chart);
        }
        return charts;
    }

    private static boolean isLogarithmic(Axis axis, List<String> values) {
        List<Double> numbers = values.stream()
                .map(value -> axis.number(value).orElseThrow())
                .sorted()
                .toList();
        double least = numbers.get(0);
        return least > 0 && numbers.get(numbers.size() - 1) > LOGARITHMIC * least;
    }
}

package org.gan4j.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.gan4j.UserException;
import org.gan4j.config.ObjectiveText;
import org.gan4j.config.TrainConfig;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.files.PngFile;
import org.gan4j.files.WholeFile;
import org.gan4j.page.ComparePage.Line;
import org.gan4j.page.ComparePage.Table;
import org.gan4j.picture.NoFontsException;
import org.gan4j.picture.SideBySide;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunHistory;
import org.gan4j.run.RunRecord;
import org.gan4j.train.Tick;

/**
 * Several runs in tables, and their last samples beside each other.
 *
 * <p>Scores come from one evaluation of each run, the newest; those that depend on other data, other numbers of samples or another
 * classifier stand in tables of their own.
 */
public final class RunComparison {

    private static final String NONE = "-";

    private final List<Row> rows;

    private record Row(
            String name,
            TrainConfig config,
            boolean image,
            Tick last,
            Optional<Evaluation> scores,
            double scoredAt,
            BufferedImage samples) {

        double stepsPerSecond() {
            return last.step() / last.seconds();
        }
    }

    /** What scores depend on beside the generator: those of one basis can be compared. */
    private record Basis(String dataset, long count, String against, String featureExtractor) {
        static Basis of(Evaluation evaluation) {
            return new Basis(
                    evaluation.dataset(),
                    evaluation.generated().count(),
                    evaluation.against(),
                    evaluation.featureExtractor());
        }
    }

    /** A column of the table of runs: a setting if all runs may have the same, which is then said once. */
    private record Column(String head, boolean setting, Function<Row, String> cell) {}

    /** The words first, then the numbers. */
    private static final List<Column> WORDS = List.of(
            new Column("data set", true, row -> row.config.data().dataset()),
            new Column("preset", true, row -> row.config.preset()),
            new Column("loss", true, row -> ObjectiveText.of(row.config)));

    private static final List<Column> NUMBERS = List.of(
            new Column("seed", true, row -> String.valueOf(row.config.seed())),
            new Column("steps", true, row -> Readable.number(row.last.step())),
            new Column("epochs", true, row -> Readable.number(row.last.epoch())),
            new Column("seconds", false, row -> Readable.number(row.last.seconds())),
            new Column("steps/s", false, row -> Readable.number(row.stepsPerSecond())),
            new Column("D", false, row -> Readable.number(row.last.mean(Tick.D_LOSS))),
            new Column("G", false, row -> Readable.number(row.last.mean(Tick.G_LOSS))));

    private RunComparison(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads runs.
     *
     * @param roots their directories, one at least; one that comes again, by whatever path, is taken once
     * @return the comparison, its rows in the same order
     * @throws UserException if one of them is no run, is damaged or has no metrics yet
     */
    public static RunComparison of(List<Path> roots) {
        Map<Path, Path> places = new LinkedHashMap<>();
        roots.forEach(root -> places.putIfAbsent(place(root), root));
        boolean namesDiffer =
                places.values().stream().map(RunComparison::lastName).distinct().count() == places.size();
        List<Row> rows = new ArrayList<>();
        for (Path root : places.values()) {
            rows.add(read(root, namesDiffer ? lastName(root) : root.toString()));
        }
        return new RunComparison(rows);
    }

    private static Path place(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            return root; // it is no run, which is said when it is read
        }
    }

    private static String lastName(Path root) {
        return root.toAbsolutePath().normalize().getFileName().toString();
    }

    private static Row read(Path root, String name) {
        RunDirectory directory = RunDirectory.open(root);
        RunRecord record = directory.record();
        RunHistory history = RunHistory.read(directory);
        if (history.ticks().isEmpty()) {
            throw new UserException(root + " has no metrics to compare: there is no tick in " + directory.metrics());
        }
        Tick last = history.ticks().get(history.ticks().size() - 1);
        Optional<Evaluation> scores = Evaluations.of(
                        directory, history, record.config().data().dataset())
                .newest();
        TreeMap<Long, Path> grids = directory.sampleGrids();
        return new Row(
                name,
                record.config(),
                record.samples().image() != null,
                last,
                scores,
                // Epochs grow with the steps on a straight line.
                scores.map(of -> last.epoch() * of.step() / last.step()).orElse(Double.NaN),
                grids.isEmpty() ? null : PngFile.read(grids.lastEntry().getValue()));
    }

    /**
     * The tables for a person: scores, a table for all that can be compared, then what was run.
     *
     * @return the tables
     */
    public List<Table> tables() {
        List<Table> tables = new ArrayList<>(scores());
        tables.add(runs());
        return tables;
    }

    private List<Table> scores() {
        Map<Basis, List<Row>> groups = rows.stream()
                .filter(row -> row.scores.isPresent())
                .collect(Collectors.groupingBy(
                        row -> Basis.of(row.scores.orElseThrow()), LinkedHashMap::new, Collectors.toList()));
        List<Table> tables = new ArrayList<>();
        groups.forEach((basis, scored) -> tables.add(scores(basis, scored)));
        return tables;
    }

    private static Table scores(Basis basis, List<Row> scored) {
        List<Evaluation> scores =
                scored.stream().map(row -> row.scores.orElseThrow()).toList();
        Map<Metric, Double> real = scores.get(0).real().values();
        TreeSet<Metric> metrics = new TreeSet<>(real.keySet());
        scores.forEach(score -> metrics.addAll(score.generated().values().keySet()));
        boolean together = scores.stream().map(Evaluation::step).distinct().count() == 1;
        List<String> heads = new ArrayList<>();
        metrics.forEach(
                metric -> heads.add(metric.column() + " " + metric.direction().sign()));
        if (!together) {
            heads.addAll(List.of("at step", "epoch"));
        }
        List<Line> lines = new ArrayList<>();
        if (!real.isEmpty()) {
            List<String> cells = new ArrayList<>();
            metrics.forEach(metric -> cells.add(cell(metric, real)));
            cells.addAll(together ? List.of() : List.of(NONE, NONE));
            lines.add(new Line("real samples", "", cells));
        }
        for (Row row : scored) {
            Evaluation score = row.scores.orElseThrow();
            List<String> cells = new ArrayList<>();
            metrics.forEach(metric -> cells.add(cell(metric, score.generated().values())));
            if (!together) {
                cells.addAll(List.of(Readable.number(score.step()), Readable.number(row.scoredAt)));
            }
            lines.add(new Line(row.name, ObjectiveText.of(row.config), cells));
        }
        StringJoiner hint = new StringJoiner(", ");
        if (basis.count() > 0) {
            hint.add(String.format(Locale.ROOT, "%,d samples each", basis.count()));
        }
        if (!basis.against().isEmpty()) {
            hint.add("against " + basis.against());
        }
        if (together) {
            hint.add("at step " + Readable.number(scores.get(0).step()) + ", epoch "
                    + Readable.number(scored.get(0).scoredAt));
        }
        List<String> hints = new ArrayList<>(List.of(hint.toString()));
        if (!basis.featureExtractor().isEmpty()) {
            hints.add("features: " + basis.featureExtractor());
        }
        return new Table("Scores on " + basis.dataset(), hints, 0, heads, lines, notes(scored, metrics));
    }

    private static String cell(Metric metric, Map<Metric, Double> scores) {
        Double value = scores.get(metric);
        return value == null ? NONE : metric.text(value);
    }

    /** What the columns mean, and what is so by construction. */
    private static List<String> notes(List<Row> scored, TreeSet<Metric> metrics) {
        List<String> notes = new ArrayList<>();
        metrics.forEach(
                metric -> notes.add(metric.column() + " " + metric.direction().sign() + "  " + metric.meaning() + "; "
                        + metric.direction().text()));
        List<String> conditional = scored.stream()
                .filter(row -> row.config.techniques().conditional())
                .map(Row::name)
                .toList();
        if (!conditional.isEmpty() && metrics.contains(Metric.CLASS_KL)) {
            notes.add(String.join(", ", conditional) + ": " + Evaluation.CLASSES_IN_TURN);
        }
        return notes;
    }

    private Table runs() {
        List<Column> words = differing(WORDS);
        List<Column> numbers = differing(NUMBERS);
        List<Column> columns = new ArrayList<>(words);
        columns.addAll(numbers);
        List<String> hints = new ArrayList<>();
        StringJoiner same = new StringJoiner(", ");
        for (Column column : Stream.concat(WORDS.stream(), NUMBERS.stream()).toList()) {
            if (!columns.contains(column)) {
                same.add(column.head + " " + column.cell.apply(rows.get(0)));
            }
        }
        if (same.length() > 0) {
            hints.add("all: " + same);
        }
        hints.add("D and G: the last mean losses of both players, which compare within one loss alone");
        String unscored =
                rows.stream().filter(row -> row.scores.isEmpty()).map(Row::name).collect(Collectors.joining(", "));
        return new Table(
                "Runs",
                hints,
                words.size(),
                columns.stream().map(Column::head).toList(),
                rows.stream()
                        .map(row -> new Line(
                                row.name,
                                "",
                                columns.stream()
                                        .map(column -> column.cell.apply(row))
                                        .toList()))
                        .toList(),
                unscored.isEmpty() ? List.of() : List.of("no scores yet: " + unscored + "; gan4j evaluate RUN"));
    }

    /** The columns without the settings that all runs share. */
    private List<Column> differing(List<Column> columns) {
        return columns.stream()
                .filter(column -> !column.setting
                        || rows.size() == 1
                        || rows.stream().map(column.cell).distinct().count() > 1)
                .toList();
    }

    /**
     * Writes one table of everything with all digits, as comma-separated values (RFC 4180).
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void writeCsv(Path file) throws IOException {
        List<Map<String, String>> lines = rows.stream().map(this::csv).toList();
        List<String> heads = lines.stream()
                .flatMap(line -> line.keySet().stream())
                .distinct()
                .toList();
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(heads);
            for (Map<String, String> line : lines) {
                csv.printRecord(
                        heads.stream().map(head -> line.getOrDefault(head, "")).toList());
            }
        }
        WholeFile.write(file, text.toString());
    }

    private Map<String, String> csv(Row row) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("run", row.name);
        WORDS.forEach(column -> line.put(column.head, column.cell.apply(row)));
        line.put("seed", String.valueOf(row.config.seed()));
        line.put("steps", String.valueOf(row.last.step()));
        line.put("epochs", exact(row.last.epoch()));
        line.put("seconds", exact(row.last.seconds()));
        line.put("steps/s", exact(row.stepsPerSecond()));
        line.put("D", exact(row.last.mean(Tick.D_LOSS)));
        line.put("G", exact(row.last.mean(Tick.G_LOSS)));
        line.put("D(real)", exact(row.last.mean(Tick.SCORE_REAL)));
        line.put("D(fake)", exact(row.last.mean(Tick.SCORE_FAKE)));
        row.scores.ifPresent(scores -> {
            line.put("scored at step", String.valueOf(scores.step()));
            line.put("scored at epoch", exact(row.scoredAt));
            line.put("samples", String.valueOf(scores.generated().count()));
            line.put("against", scores.against());
            line.put("features", scores.featureExtractor());
            scores.generated().values().forEach((metric, value) -> line.put(metric.column(), exact(value)));
            scores.real().values().forEach((metric, value) -> line.put("real " + metric.column(), exact(value)));
        });
        return line;
    }

    private static String exact(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }

    /**
     * Writes a page with the tables and the samples.
     *
     * @param file where to
     * @param maker what makes the page, with its version
     * @throws IOException if it cannot be written
     */
    public void writeHtml(Path file, String maker) throws IOException {
        List<ComparePage.Picture> pictures = rows.stream()
                .filter(row -> row.samples != null)
                .map(row -> new ComparePage.Picture(row.name, ObjectiveText.of(row.config), !row.image, row.samples))
                .toList();
        WholeFile.write(file, new ComparePage(rows.size(), scores(), pictures, runs(), maker).html());
    }

    /**
     * Draws the last samples beside each other.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     * @throws NoFontsException if this Java finds no font for the names
     */
    public void writePicture(Path file) throws IOException {
        List<String> names = rows.stream().map(Row::name).toList();
        List<BufferedImage> samples = rows.stream().map(Row::samples).toList(); // null where a run has none yet
        PngFile.write(NoFontsException.draw(() -> SideBySide.draw(names, samples)), file);
    }
}

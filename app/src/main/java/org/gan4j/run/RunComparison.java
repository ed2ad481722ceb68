package org.gan4j.run;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.gan4j.report.ComparePage;
import org.gan4j.report.PngFile;
import org.gan4j.report.Readable;
import org.gan4j.report.SideBySide;
import org.gan4j.train.Tick;

/** Several runs in one table, and their last samples beside each other. */
public final class RunComparison {

    /** What stands beside an evaluation's scores, but is none. */
    private static final Set<String> NO_SCORES = Set.of("step", "sampleCount", "seed");

    /** An evaluation's scores of real samples begin so. */
    private static final String REAL = "real ";

    private final List<Row> rows;
    private final List<String> numbers;

    private record Row(String name, RunRecord record, Map<String, Double> numbers, BufferedImage samples) {}

    private RunComparison(List<Row> rows) {
        this.rows = rows;
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.numbers.keySet()));
        this.numbers = List.copyOf(names);
    }

    /**
     * Reads runs.
     *
     * @param roots their directories, one at least
     * @return the comparison, its rows in the same order
     * @throws RunException if one of them is no run, is damaged or has no metrics yet
     */
    public static RunComparison of(List<Path> roots) {
        boolean namesDiffer =
                roots.stream().map(RunComparison::lastName).distinct().count() == roots.size();
        List<Row> rows = new ArrayList<>();
        for (Path root : roots) {
            rows.add(read(root, namesDiffer ? lastName(root) : root.toString()));
        }
        return new RunComparison(rows);
    }

    private static String lastName(Path root) {
        return root.toAbsolutePath().normalize().getFileName().toString();
    }

    private static Row read(Path root, String name) {
        RunDirectory directory = RunDirectory.open(root);
        RunRecord record = directory.record();
        RunHistory history = RunHistory.read(directory);
        if (history.ticks().isEmpty()) {
            throw new RunException(root + " has no metrics to compare: there is no tick in " + directory.metrics());
        }
        Tick last = history.ticks().get(history.ticks().size() - 1);
        double seconds = last.seconds();
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("steps", (double) last.step());
        numbers.put("seconds", seconds);
        numbers.put("steps/s", last.step() / seconds);
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put(Tick.D_LOSS, "D");
        titles.put(Tick.G_LOSS, "G");
        titles.put(Tick.SCORE_REAL, "D(real)");
        titles.put(Tick.SCORE_FAKE, "D(fake)");
        titles.forEach((key, title) -> numbers.put(title, last.mean(key)));
        numbers.putAll(scores(directory, history));
        TreeMap<Long, Path> grids = directory.sampleGrids();
        return new Row(
                name,
                record,
                numbers,
                grids.isEmpty() ? null : SamplePicture.read(grids.lastEntry().getValue()));
    }

    /** The scores of {@code evaluation.json}, or else the last ones that were taken during the training. */
    private static Map<String, Double> scores(RunDirectory directory, RunHistory history) {
        Map<String, Double> scores = new LinkedHashMap<>();
        JsonObject evaluation = directory.evaluation();
        if (evaluation != null) {
            scores.putAll(RunHistory.numbers(evaluation));
        } else if (!history.evaluations().isEmpty()) {
            scores.putAll(RunHistory.numbers(
                    history.evaluations().get(history.evaluations().size() - 1).scores()));
        }
        scores.keySet().removeIf(name -> NO_SCORES.contains(name) || name.startsWith(REAL));
        return scores;
    }

    /**
     * The heads of the table.
     *
     * @return a name a column
     */
    public List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("run", "data set", "loss"));
        columns.addAll(numbers);
        return columns;
    }

    /**
     * The table, its numbers rounded for a person.
     *
     * @return a list a run, a text a column; "-" where a run has no such number
     */
    public List<List<String>> rows() {
        return rows.stream()
                .map(row -> cells(row, number -> number == null ? "-" : Readable.number(number)))
                .toList();
    }

    private List<String> cells(Row row, Function<Double, String> text) {
        List<String> cells = new ArrayList<>(List.of(
                row.name,
                row.record.config().data().dataset(),
                row.record.config().objective().loss()));
        numbers.forEach(number -> cells.add(text.apply(row.numbers.get(number))));
        return cells;
    }

    /**
     * Writes the table with all digits, as comma-separated values (RFC 4180).
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void writeCsv(Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(columns());
            for (Row row : rows) {
                csv.printRecord(cells(row, number -> number == null ? "" : exact(number)));
            }
        }
        WholeFile.write(file, text.toString());
    }

    private static String exact(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }

    /**
     * Writes a page with the table and the samples.
     *
     * @param file where to
     * @param maker what makes the page, with its version
     * @throws IOException if it cannot be written
     */
    public void writeHtml(Path file, String maker) throws IOException {
        boolean charts = rows.get(0).record.samples().image() == null;
        WholeFile.write(file, new ComparePage(columns(), rows(), names(), samples(), charts, maker).html());
    }

    /**
     * Draws the last samples beside each other.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     * @throws NoFontsException if this Java finds no font for the names
     */
    public void writePicture(Path file) throws IOException {
        PngFile.write(NoFontsException.draw(() -> SideBySide.draw(names(), samples())), file);
    }

    private List<String> names() {
        return rows.stream().map(Row::name).toList();
    }

    private List<BufferedImage> samples() {
        return rows.stream().map(Row::samples).toList(); // null where a run has none yet
    }
}

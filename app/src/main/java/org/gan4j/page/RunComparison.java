package org.gan4j.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.gan4j.UserException;
import org.gan4j.files.PngFile;
import org.gan4j.files.WholeFile;
import org.gan4j.page.CompareTable.Cell;
import org.gan4j.page.CompareTable.Row;
import org.gan4j.picture.NoFontsException;
import org.gan4j.picture.SideBySide;

/**
 * Several runs in tables, and their last samples side by side.
 *
 * <p>Scores come from one evaluation of each run, the newest. Those that depend on other data, other numbers of samples or another
 * classifier stand in tables of their own.
 */
public final class RunComparison {

    private final List<ComparedRun> runs;

    private RunComparison(List<ComparedRun> runs) {
        this.runs = runs;
    }

    /**
     * Reads runs.
     *
     * @param roots their directories, one at least; one that comes again, by whatever path, is taken once
     * @return the comparison, its rows in the same order
     * @throws UserException if one of them is no run or is damaged
     */
    public static RunComparison of(List<Path> roots) {
        Map<Path, Path> places = new LinkedHashMap<>();
        roots.forEach(root -> places.putIfAbsent(place(root), root));
        boolean namesDiffer =
                places.values().stream().map(LoadedRun::name).distinct().count() == places.size();
        return new RunComparison(places.values().stream()
                .map(root -> ComparedRun.of(root, namesDiffer ? LoadedRun.name(root) : root.toString()))
                .toList());
    }

    private static Path place(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            return root; // it is no run, which is said when it is read
        }
    }

    /**
     * The tables for a person: scores, a table for all that can be compared, then what was run.
     *
     * @return the tables
     */
    public List<CompareTable> tables() {
        List<CompareTable> tables = new ArrayList<>(ScoreTables.of(runs));
        tables.add(table());
        return tables;
    }

    private CompareTable table() {
        List<String> hints = new ArrayList<>();
        Map<String, Cell> same = same();
        if (!same.isEmpty()) {
            hints.add(same.entrySet().stream()
                    .map(setting -> setting.getKey() + " " + setting.getValue().text())
                    .collect(Collectors.joining(", ", "all: ", "")));
        }
        hints.add("D and G: the last mean losses of both players, which compare within one loss alone");
        List<Row> rows = new ArrayList<>();
        for (ComparedRun run : runs) {
            Map<String, Cell> cells = run.settings();
            cells.keySet().removeAll(same.keySet());
            cells.putAll(run.results());
            rows.add(new Row(run.name(), "", cells));
        }
        List<String> notes = new ArrayList<>();
        addNote("no metrics yet: ", run -> run.last() == null, "", notes);
        addNote("no scores yet: ", run -> run.evaluation() == null, "; gan4j evaluate RUN", notes);
        return new CompareTable("Runs", hints, rows, notes);
    }

    /** The settings that all runs share, which a person is told once; a single run shares none. */
    private Map<String, Cell> same() {
        if (runs.size() == 1) {
            return Map.of();
        }
        Map<String, Cell> same = runs.get(0).settings();
        runs.forEach(run -> same.entrySet().retainAll(run.settings().entrySet()));
        return same;
    }

    private void addNote(String before, Predicate<ComparedRun> of, String after, List<String> notes) {
        String names = runs.stream().filter(of).map(ComparedRun::name).collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            notes.add(before + names + after);
        }
    }

    /**
     * Writes one table of everything with all digits, as comma-separated values (RFC 4180).
     *
     * @param file where to
     * @throws UserException if it cannot be written
     */
    public void writeCsv(Path file) {
        List<Row> rows = runs.stream()
                .map(run -> new Row(run.name(), "", run.everything()))
                .toList();
        CompareTable table = new CompareTable("", List.of(), rows, List.of());
        StringBuilder csv = new StringBuilder(line("run", table.heads()));
        table.rows().forEach(row -> csv.append(line(row.name(), row.cells().values())));
        WholeFile.write(file, csv.toString());
    }

    private static String line(String name, Collection<Cell> cells) {
        Stream<String> values = Stream.concat(Stream.of(name), cells.stream().map(Cell::exact));
        return CSVFormat.RFC4180.format(values.toArray()) + CSVFormat.RFC4180.getRecordSeparator();
    }

    /** What {@code compare.html} shows. */
    private record Page(
            int count,
            boolean plural,
            boolean several,
            List<CompareTable> scores,
            List<ComparedRun> runs,
            CompareTable table,
            String maker) {}

    /**
     * Writes a page with the tables and the samples.
     *
     * @param file where to
     * @param maker what makes the page, with its version
     * @throws UserException if a picture is damaged, or the file cannot be written
     */
    public void writeHtml(Path file, String maker) {
        List<CompareTable> scores = ScoreTables.of(runs);
        Page page = new Page(runs.size(), runs.size() > 1, ScoreTables.areSeveral(runs), scores, runs, table(), maker);
        WholeFile.write(file, PageTemplate.render("compare.html", page));
    }

    /**
     * Draws the last samples side by side.
     *
     * @param file where to
     * @throws UserException if a picture is damaged, or the file cannot be written
     * @throws NoFontsException if this Java finds no font for the names
     */
    public void writePicture(Path file) {
        List<String> names = runs.stream().map(ComparedRun::name).toList();
        BufferedImage picture = NoFontsException.draw(() -> SideBySide.draw(4, names, i -> {
            Path grid = runs.get(i).grid();
            return grid == null ? null : PngFile.read(grid);
        }));
        PngFile.write(picture, file);
    }

    /**
     * Some of the last samples of each run in a row, with the run's label on the left: its loss, if the runs share data set,
     * preset and seed, and no two share a loss; otherwise its name.
     *
     * @param samples how many a row has, from 1 to {@value org.gan4j.run.SamplePicture#GRID_COUNT}
     * @return draws them into a file. It throws a {@link UserException} if a picture is damaged, or the file cannot be written, and a
     *     {@link NoFontsException} if this Java finds no font for the labels
     * @throws IllegalArgumentException if the samples of a run are no images, or images of another size or other channels than the rest
     */
    public Consumer<Path> rows(int samples) {
        SamplesOfRuns rows = new SamplesOfRuns(runs, samples);
        return file -> PngFile.write(rows.draw(), file);
    }
}

package org.gan4j.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.gan4j.UserException;
import org.gan4j.config.ObjectiveText;
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
        List<CompareColumn> all = CompareColumn.RUN.stream()
                .filter(column -> column.kind() != CompareColumn.Kind.DETAIL)
                .toList();
        List<CompareColumn> columns = all.stream().filter(this::tellsApart).toList();
        List<String> hints = new ArrayList<>();
        String same = all.stream()
                .filter(column -> !columns.contains(column))
                .map(column -> column.head() + " " + column.text(runs.get(0)))
                .collect(Collectors.joining(", "));
        if (!same.isEmpty()) {
            hints.add("all: " + same);
        }
        hints.add("D and G: the last mean losses of both players, which compare within one loss alone");
        List<String> notes = new ArrayList<>();
        addNote("no metrics yet: ", run -> run.last() == null, "", notes);
        addNote("no scores yet: ", run -> run.evaluation().isEmpty(), "; gan4j evaluate RUN", notes);
        return new CompareTable(
                "Runs",
                hints,
                columns.stream()
                        .map(column -> new Cell(column.head(), column.word()))
                        .toList(),
                runs.stream()
                        .map(run -> new Row(
                                run.name(),
                                "",
                                columns.stream()
                                        .map(column -> new Cell(column.text(run), column.word()))
                                        .toList()))
                        .toList(),
                notes);
    }

    /** Whether a column is worth its place: all but the settings that all runs share. */
    private boolean tellsApart(CompareColumn column) {
        return !column.setting()
                || runs.size() == 1
                || runs.stream().map(column::text).distinct().count() > 1;
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
     * @throws IOException if it cannot be written
     */
    public void writeCsv(Path file) throws IOException {
        // By their heads: runs on other data have other scores.
        Map<String, CompareColumn> columns = new LinkedHashMap<>();
        columns.put("run", new CompareColumn("run", CompareColumn.Kind.WORDS, ComparedRun::name));
        for (ComparedRun run : runs) {
            Stream.concat(CompareColumn.RUN.stream(), CompareColumn.ofScores(run).stream())
                    .forEach(column -> columns.putIfAbsent(column.head(), column));
        }
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(columns.keySet());
            for (ComparedRun run : runs) {
                csv.printRecord(columns.values().stream()
                        .map(column -> column.exact(run))
                        .toList());
            }
        }
        WholeFile.write(file, text.toString());
    }

    /**
     * Writes a page with the tables and the samples.
     *
     * @param file where to
     * @param maker what makes the page, with its version
     * @throws IOException if it cannot be written
     * @throws UserException if a picture is damaged
     */
    public void writeHtml(Path file, String maker) throws IOException {
        List<ComparePage.Picture> pictures = runs.stream()
                .filter(run -> run.grid() != null)
                .map(run -> new ComparePage.Picture(
                        run.name(),
                        ObjectiveText.of(run.config()),
                        !run.pictures(),
                        PageTemplate.address(PngFile.read(run.grid()))))
                .toList();
        WholeFile.write(file, new ComparePage(runs.size(), ScoreTables.of(runs), pictures, table(), maker).html());
    }

    /**
     * Draws the last samples side by side.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     * @throws UserException if a picture is damaged
     * @throws NoFontsException if this Java finds no font for the names
     */
    public void writePicture(Path file) throws IOException {
        List<String> names = runs.stream().map(ComparedRun::name).toList();
        BufferedImage picture = NoFontsException.draw(() -> SideBySide.draw(names, i -> {
            Path grid = runs.get(i).grid();
            return grid == null ? null : PngFile.read(grid);
        }));
        PngFile.write(picture, file);
    }
}

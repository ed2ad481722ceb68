package org.gan4j.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.MetricValues;
import org.gan4j.files.PngFile;
import org.gan4j.files.WholeFile;
import org.gan4j.picture.NoFontsException;
import org.gan4j.picture.SideBySide;
import org.gan4j.train.Tick;

/**
 * Several runs in tables, and their last samples side by side.
 *
 * <p>Scores come from one evaluation of each run, the newest. Those that depend on other data, other numbers of samples or another
 * classifier stand in tables of their own.
 */
public final class RunComparison {

    /** What a run was trained with; a person is told once what all runs share. */
    private static final List<CompareColumn<ComparedRun>> SETTINGS = List.of(
            CompareColumn.words("data set", run -> run.config().data().dataset()),
            CompareColumn.words("preset", run -> run.config().preset()),
            CompareColumn.words("loss", ComparedRun::objective),
            new CompareColumn<>("seed", false, run -> run.config().seed(), seed -> String.valueOf((long) seed)),
            ofTick("steps", Tick::step),
            ofTick("epochs", Tick::epoch));

    /** What came of it. */
    private static final List<CompareColumn<ComparedRun>> RESULTS = List.of(
            ofTick("seconds", Tick::seconds),
            ofTick("steps/s", tick -> tick.step() / tick.seconds()),
            ofTick("D", tick -> tick.mean(Tick.D_LOSS)),
            ofTick("G", tick -> tick.mean(Tick.G_LOSS)));

    /** What the CSV file has besides. */
    private static final List<CompareColumn<ComparedRun>> DETAILS = List.of(
            ofTick("D(real)", tick -> tick.mean(Tick.SCORE_REAL)),
            ofTick("D(fake)", tick -> tick.mean(Tick.SCORE_FAKE)));

    private static CompareColumn<ComparedRun> ofTick(String head, Function<Tick, Object> value) {
        return CompareColumn.numbers(head, run -> run.last() == null ? null : value.apply(run.last()));
    }

    private static CompareColumn<ComparedRun> ofEvaluation(String head, Function<Evaluation, Object> value) {
        return CompareColumn.numbers(head, run -> run.evaluation() == null ? null : value.apply(run.evaluation()));
    }

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
        List<CompareColumn<ComparedRun>> columns = new ArrayList<>();
        StringJoiner same = new StringJoiner(", ", "all: ", "").setEmptyValue("");
        for (CompareColumn<ComparedRun> setting : SETTINGS) {
            if (runs.size() == 1 || runs.stream().map(setting::text).distinct().count() > 1) {
                columns.add(setting);
            } else {
                same.add(setting.head() + " " + setting.text(runs.get(0)));
            }
        }
        columns.addAll(RESULTS);
        List<String> notes = new ArrayList<>();
        addNote("no metrics yet: ", run -> run.last() == null, "", notes);
        addNote("no scores yet: ", run -> run.evaluation() == null, "; gan4j evaluate RUN", notes);
        return new CompareTable(
                "Runs",
                Stream.of(
                                same.toString(),
                                "D and G: the last mean losses of both players, which compare within one loss alone")
                        .filter(hint -> !hint.isEmpty())
                        .toList(),
                CompareColumn.heads(columns),
                runs.stream()
                        .map(run -> new CompareTable.Row(run.name(), "", CompareColumn.cells(columns, run)))
                        .toList(),
                notes);
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
        // By their heads: runs on other data have other scores.
        Map<String, CompareColumn<ComparedRun>> columns = new LinkedHashMap<>();
        columns.put("run", CompareColumn.words("run", ComparedRun::name));
        for (ComparedRun run : runs) {
            Stream.of(SETTINGS, RESULTS, DETAILS, scores(run))
                    .flatMap(List::stream)
                    .forEach(column -> columns.putIfAbsent(column.head(), column));
        }
        StringBuilder csv = new StringBuilder(row(columns.keySet().stream()));
        runs.forEach(run -> csv.append(row(columns.values().stream().map(column -> column.exact(run)))));
        WholeFile.write(file, csv.toString());
    }

    private static String row(Stream<?> values) {
        return CSVFormat.RFC4180.format(values.toArray()) + CSVFormat.RFC4180.getRecordSeparator();
    }

    /** What the CSV file says of a run's evaluation; nothing of a run that has none. */
    private static List<CompareColumn<ComparedRun>> scores(ComparedRun run) {
        if (run.evaluation() == null) {
            return List.of();
        }
        List<CompareColumn<ComparedRun>> columns = new ArrayList<>(List.of(
                ofEvaluation("scored at step", Evaluation::step),
                CompareColumn.numbers("scored at epoch", other -> other.evaluation() == null ? null : other.scoredAt()),
                ofEvaluation("samples", found -> found.generated().count()),
                ofEvaluation("against", Evaluation::against),
                ofEvaluation("features", Evaluation::featureExtractor)));
        addScores("", Evaluation::generated, run, columns);
        addScores("real ", Evaluation::real, run, columns);
        return columns;
    }

    private static void addScores(
            String prefix,
            Function<Evaluation, MetricValues> of,
            ComparedRun run,
            List<CompareColumn<ComparedRun>> columns) {
        of.apply(run.evaluation())
                .values()
                .keySet()
                .forEach(metric -> columns.add(ofEvaluation(
                        prefix + metric.column(),
                        found -> of.apply(found).values().get(metric))));
    }

    /**
     * Writes a page with the tables and the samples.
     *
     * @param file where to
     * @param maker what makes the page, with its version
     * @throws UserException if a picture is damaged, or the file cannot be written
     */
    public void writeHtml(Path file, String maker) {
        List<CompareTable> scores = ScoreTables.of(runs);
        Map<String, Object> page = Map.of(
                "count",
                runs.size(),
                "plural",
                runs.size() > 1,
                "scored",
                !scores.isEmpty(),
                "several",
                scores.size() > 1,
                "scores",
                scores,
                "runs",
                runs,
                "table",
                table(),
                "maker",
                maker);
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
        BufferedImage picture = NoFontsException.draw(() -> SideBySide.draw(names, i -> {
            Path grid = runs.get(i).grid();
            return grid == null ? null : PngFile.read(grid);
        }));
        PngFile.write(picture, file);
    }
}

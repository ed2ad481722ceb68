package org.gan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gan4j.files.Failures;
import org.gan4j.page.ComparePage;
import org.gan4j.page.ComparePage.Table;
import org.gan4j.page.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan4j compare RUN...}. */
@Command(
        name = "compare",
        description =
                "Compare runs: the newest evaluation of each, beside real samples, and what they were trained with.",
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {

    /** The most columns of text: what a terminal of common width shows. */
    private static final int WIDTH = 120;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The run directories; each is taken once.")
    private List<Path> runs;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write one table of everything, with all digits, to a CSV file too.")
    private Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with the tables and the samples too.")
    private Path html;

    @Option(names = "--png", paramLabel = "FILE", description = "Draw the last samples side by side too.")
    private Path png;

    @Override
    public Integer call() {
        RunComparison comparison = RunComparison.of(runs);
        PrintWriter out = spec.commandLine().getOut();
        for (Table table : comparison.tables()) {
            print(table, out);
            out.println();
        }
        out.flush();
        write(csv, comparison::writeCsv);
        write(html, file -> comparison.writeHtml(file, ReportCommand.maker()));
        write(png, comparison::writePicture);
        return 0;
    }

    private interface Writer {
        void write(Path file) throws IOException;
    }

    private void write(Path file, Writer writer) {
        if (file == null) {
            return;
        }
        try {
            writer.write(file);
        } catch (IOException e) {
            throw Failures.cannotWrite(file, e);
        }
        spec.commandLine().getOut().println(file);
    }

    private void print(Table table, PrintWriter out) {
        out.println(spec.commandLine().getColorScheme().text("@|bold " + table.title() + "|@"));
        table.hints().forEach(out::println);
        List<String> names = new ArrayList<>(List.of("run"));
        table.lines().forEach(line -> names.add(line.name()));
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < table.heads().size(); i++) {
            List<String> column = new ArrayList<>(List.of(table.heads().get(i)));
            for (ComparePage.Line line : table.lines()) {
                column.add(line.cells().get(i));
            }
            columns.add(aligned(column, i >= table.words()));
        }
        List<String> rows = aligned(names, false);
        boolean bare = true;
        for (List<String> column : columns) {
            if (!bare && rows.get(0).length() + 2 + column.get(0).length() > WIDTH) {
                // What does not fit goes below, behind the names again.
                rows.forEach(row -> out.println(row.stripTrailing()));
                out.println();
                rows = aligned(names, false);
            }
            List<String> longer = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                longer.add(rows.get(i) + "  " + column.get(i));
            }
            rows = longer;
            bare = false;
        }
        rows.forEach(row -> out.println(row.stripTrailing()));
        table.notes().forEach(out::println);
    }

    /** A head with its cells below it, in one width. */
    private static List<String> aligned(List<String> column, boolean right) {
        int width = column.stream().mapToInt(String::length).max().orElse(0);
        return column.stream()
                .map(cell -> {
                    String space = " ".repeat(width - cell.length());
                    return right ? space + cell : cell + space;
                })
                .toList();
    }
}

package org.gan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gan4j.files.Failures;
import org.gan4j.page.CompareTable;
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
                "Compare runs: the newest evaluation of each, with real samples, and what they were trained with.",
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
        for (CompareTable table : comparison.tables()) {
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

    private void print(CompareTable table, PrintWriter out) {
        out.println(spec.commandLine().getColorScheme().text("@|bold " + table.title() + "|@"));
        table.hints().forEach(out::println);
        List<List<String>> rows = new ArrayList<>(List.of(texts("run", table.heads())));
        table.rows().forEach(row -> rows.add(texts(row.name(), row.cells())));
        TextColumns.lines(
                        rows,
                        column -> column > 0 && !table.heads().get(column - 1).word(),
                        WIDTH)
                .forEach(out::println);
        table.notes().forEach(out::println);
    }

    private static List<String> texts(String name, List<CompareTable.Cell> cells) {
        return Stream.concat(Stream.of(name), cells.stream().map(CompareTable.Cell::text))
                .toList();
    }
}

package org.gan4j.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gan4j.run.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan4j compare RUN...}. */
@Command(
        name = "compare",
        description =
                "Compare runs: a table of their last losses, scores and speed, and of their evaluations if there are any.",
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {

    /** The first columns are words. */
    private static final int WORDS = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The run directories.")
    private List<Path> runs;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the table with all digits to a CSV file too.")
    private Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with the table and the samples too.")
    private Path html;

    @Option(names = "--png", paramLabel = "FILE", description = "Draw the last samples side by side too.")
    private Path png;

    @Override
    public Integer call() {
        RunComparison comparison = RunComparison.of(runs);
        spec.commandLine().getOut().print(table(comparison));
        spec.commandLine().getOut().flush();
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
        } catch (NoSuchFileException e) {
            throw new CommandFailure("cannot write " + file + ": its directory does not exist", e);
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
        spec.commandLine().getOut().println(file);
    }

    private String table(RunComparison comparison) {
        List<String> heads = comparison.columns();
        List<List<String>> rows = comparison.rows();
        int[] widths = IntStream.range(0, heads.size())
                .map(column -> Math.max(
                        heads.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
        TextTable table = TextTable.forColumns(
                spec.commandLine().getColorScheme(),
                IntStream.of(widths)
                        .mapToObj(width -> new Column(width + 2, 0, Overflow.SPAN))
                        .toArray(Column[]::new));
        table.addRowValues(aligned(heads, widths));
        rows.forEach(row -> table.addRowValues(aligned(row, widths)));
        return table.toString();
    }

    /** Numbers end in one line below each other. */
    private static String[] aligned(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String cell = cells.get(column);
                    return column < WORDS ? cell : " ".repeat(widths[column] - cell.length()) + cell;
                })
                .toArray(String[]::new);
    }
}

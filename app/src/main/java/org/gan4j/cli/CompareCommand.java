package org.gan4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gan4j.page.CompareTable;
import org.gan4j.page.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan4j compare RUN...}. */
@Command(name = "compare", sortOptions = false)
final class CompareCommand extends CliCommand {

    /** The most columns of text: what a terminal of common width shows. */
    private static final int WIDTH = 120;

    @Parameters(paramLabel = "RUN", arity = "1..*")
    private List<Path> runs;

    @Option(names = "--csv", paramLabel = "FILE")
    private Path csv;

    @Option(names = "--html", paramLabel = "FILE")
    private Path html;

    @Option(names = "--png", paramLabel = "FILE")
    private Path png;

    @Override
    public void run() {
        checkEnding("png", png, ".png", ": it is a PNG picture");
        RunComparison comparison = RunComparison.of(runs);
        comparison.tables().forEach(this::print);
        write(csv, comparison::writeCsv);
        write(html, file -> comparison.writeHtml(file, Versions.PROGRAM));
        write(png, comparison::writePicture);
    }

    private void write(Path file, Consumer<Path> writer) {
        if (file != null) {
            writer.accept(file);
            print(file);
        }
    }

    private void print(CompareTable table) {
        print(commandLine().getColorScheme().text("@|bold " + table.title() + "|@"));
        table.hints().forEach(this::print);
        List<List<String>> rows = new ArrayList<>(List.of(texts("run", table.heads())));
        table.rows().forEach(row -> rows.add(texts(row.name(), row.cells().values())));
        TextColumns.lines(
                        rows,
                        column -> column > 0 && !table.heads().get(column - 1).word(),
                        WIDTH)
                .forEach(this::print);
        table.notes().forEach(this::print);
        print("");
    }

    private static List<String> texts(String name, Collection<CompareTable.Cell> cells) {
        return Stream.concat(Stream.of(name), cells.stream().map(CompareTable.Cell::text))
                .toList();
    }
}

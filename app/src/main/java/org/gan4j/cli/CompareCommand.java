package org.gan4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.gan4j.page.CompareTable;
import org.gan4j.page.RunComparison;
import org.gan4j.run.SamplePicture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan4j compare RUN...}. */
@Command(name = "compare", sortOptions = false)
final class CompareCommand extends CliCommand {

    @Parameters(paramLabel = "RUN", arity = "1..*")
    private List<Path> runs;

    @Option(names = "--csv", paramLabel = "FILE")
    private Path csv;

    @Option(names = "--html", paramLabel = "FILE")
    private Path html;

    @Option(names = "--png", paramLabel = "FILE")
    private Path png;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "With --png: draw a row a run, of its first N samples, 1 to " + SamplePicture.GRID_COUNT
                    + ". A row is labelled with the run's name. It is the loss if the runs share data set, preset and"
                    + " seed, and no two share a loss.")
    private Integer samples;

    @Override
    public void run() {
        checkEnding("png", png, ".png", ": it is a PNG picture");
        checkRange("samples", samples, 1, SamplePicture.GRID_COUNT, ", as many as a run draws");
        if (samples != null && png == null) {
            throw wrong("--samples is for a picture; add --png FILE");
        }
        RunComparison comparison = RunComparison.of(runs);
        Consumer<Path> picture = samples == null ? comparison::writePicture : checked(() -> comparison.rows(samples));
        comparison.tables().forEach(this::print);
        write(csv, comparison::writeCsv);
        write(html, file -> comparison.writeHtml(file, Versions.PROGRAM));
        write(png, picture);
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
        TextColumns.of("run", table).forEach(this::print);
        table.notes().forEach(this::print);
        print("");
    }
}

package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gan4j.UserException;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.page.PageWriter;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gan4j report RUN}. */
@Command(name = "report")
final class ReportCommand extends CliCommand {

    @Parameters(paramLabel = "RUN")
    private Path directory;

    @Mixin
    private EngineFlags engine;

    @Override
    public void run() {
        RunDirectory run = RunDirectory.open(directory);
        try (NDManager manager = engine.start()) {
            print(write(run, new Terminal(commandLine(), false), manager));
        }
    }

    /**
     * Writes the page of a run.
     *
     * @param terminal told of what is not shown
     * @return the page
     * @throws UserException if the real samples cannot be had
     */
    static Path write(RunDirectory run, Terminal terminal, NDManager manager) {
        try (RealData data = realValues(run.record(), terminal, manager)) {
            return PageWriter.write(run.root(), data, Versions.PROGRAM, manager);
        }
    }

    /** The real samples that generated numbers and points are shown with; none for images, and none where a table is elsewhere now. */
    static RealData realValues(RunRecord record, Terminal terminal, NDManager manager) {
        TrainConfig.Data data = record.config().data();
        if (data.row().kind() == DataSet.Kind.IMAGES) {
            return null;
        }
        if (data.row().readsFiles() && !Files.exists(data.path())) {
            terminal.warn("real samples are not shown: " + data.path() + " does not exist");
            return null;
        }
        return data.row().open(data.request(record.config().seed(), line -> {}), manager);
    }
}

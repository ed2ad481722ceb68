package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import org.gan4j.UserException;
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
            print(write(run, manager));
        }
    }

    /**
     * Writes the page of a run.
     *
     * @return the page
     * @throws UserException if the real samples cannot be had
     */
    static Path write(RunDirectory run, NDManager manager) {
        try (RealData data = realValues(run.record(), manager)) {
            return PageWriter.write(run.root(), data, Versions.PROGRAM, manager);
        }
    }

    /** The real samples that generated numbers and points are shown with; none for images. */
    static RealData realValues(RunRecord record, NDManager manager) {
        DataSet dataset = record.config().data().row();
        return dataset.kind() == DataSet.Kind.IMAGES
                ? null
                : dataset.open(null, record.config().seed(), manager);
    }
}

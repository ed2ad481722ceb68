package org.gan4j.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gan4j.data.DataException;
import org.gan4j.data.RealData;
import org.gan4j.model.SampleSpace;
import org.gan4j.report.PngFile;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedGenerator;
import org.gan4j.train.GeneratorInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan4j sample RUN}. */
@Command(name = "sample", description = "Draw samples from the generator of a run.", sortOptions = false)
final class SampleCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run directory.")
    private Path run;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many, 1 to " + MOST + ". Default: 64 images, or 10000 values for a histogram.")
    private Integer count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where the noise comes from. Default: ${DEFAULT-VALUE}.")
    private int seed;

    @Option(
            names = "--class",
            paramLabel = "C",
            description = "The class of all samples, from 0, of a run with --conditional. Default: all in turn.")
    private Integer label;

    @Option(names = "--step", paramLabel = "N", description = "The step whose weights are used. Default: the last.")
    private Long step;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The PNG file to write. Default: sample-seedSEED-COUNT.png in the run directory.")
    private Path out;

    @Mixin
    private EngineSettings engine;

    @Override
    public Integer call() throws IOException, DataException {
        if (count != null && (count < 1 || count > MOST)) {
            throw new ParameterException(spec.commandLine(), "count (" + count + ") must be from 1 to " + MOST);
        }
        RunRecord record = RunDirectory.open(run).record();
        SampleSpace samples = record.samples();
        checkClass(record);
        int wanted = count == null ? SamplePicture.defaultCount(samples) : count;
        Path file = out == null ? run.resolve("sample-seed%d-%d.png".formatted(seed, wanted)) : out;
        try (NDManager manager = engine.start();
                TrainedGenerator generator = TrainedGenerator.load(run, step, manager);
                RealData data = ReportCommand.realValues(record, manager)) {
            NDArray input = generator.input(seed, wanted, label == null ? GeneratorInput.EVERY_CLASS : label);
            PngFile.write(SamplePicture.draw(generator.network(), input, samples, data), file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("cannot write " + file + ": its directory does not exist", e);
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
        spec.commandLine().getOut().println(file);
        return 0;
    }

    private void checkClass(RunRecord record) {
        if (label == null) {
            return;
        }
        if (!record.config().techniques().conditional()) {
            throw new ParameterException(
                    spec.commandLine(), "class (" + label + ") needs a run that was trained with --conditional");
        }
        int classes = record.samples().classes();
        if (label < 0 || label >= classes) {
            throw new ParameterException(
                    spec.commandLine(), "class (" + label + ") must be from 0 to " + (classes - 1));
        }
    }
}

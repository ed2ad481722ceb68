package org.gan4j.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gan4j.config.KnownNames;
import org.gan4j.data.RealData;
import org.gan4j.files.PngFile;
import org.gan4j.run.RunRecord;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.train.GeneratorInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan4j sample RUN}. */
@Command(name = "sample", sortOptions = false)
final class SampleCommand extends CliCommand {

    /** A picture is drawn in Java's memory, which is small. */
    private static final int MOST_DRAWN = 10_000;

    private static final String PNG = "png";
    private static final String NPZ = "npz";

    private static final class Formats extends KnownNames {
        Formats() {
            super("format", () -> List.of(PNG, NPZ));
        }
    }

    @Parameters(paramLabel = "RUN")
    private Path source;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many, 1 to " + MOST_DRAWN + ", or to " + EvaluateCommand.MOST + " with --format npz. Default: "
                            + SamplePicture.GRID_COUNT + " images, " + SamplePicture.HISTOGRAM_COUNT + " numbers, "
                            + SamplePicture.SCATTER_COUNT + " points.")
    private Integer count;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "" + SamplePicture.SEED)
    private int seed;

    @Option(names = "--class", paramLabel = "C")
    private Integer label;

    @Mixin
    private StepFlags steps;

    @Option(names = "--format", paramLabel = "FORMAT", completionCandidates = Formats.class, defaultValue = PNG)
    private String format;

    @Option(names = "--out", paramLabel = "FILE")
    private Path out;

    @Mixin
    private EngineFlags engine;

    @Override
    public void run() {
        checked(() -> new Formats().check(format));
        boolean drawn = format.equals(PNG);
        checkEnding("out", out, "." + format, " with --format " + format);
        int most = drawn ? MOST_DRAWN : EvaluateCommand.MOST;
        String more = drawn ? " in a picture, or to " + EvaluateCommand.MOST + " with --format npz" : "";
        checkRange("count", count, 1, most, more);
        Optional<Long> step = checked(() -> steps.in(source));
        try (NDManager manager = engine.start();
                TrainedPlayer generator = TrainedPlayer.generator(source, step, manager)) {
            RunRecord record = generator.record();
            if (label != null && !record.config().techniques().conditional()) {
                throw wrong("class (" + label + ") needs a run that was trained with --conditional");
            }
            checkRange("class", label, 0, record.samples().classes() - 1, "");
            int wanted = count == null ? SamplePicture.defaultCount(record.samples()) : count;
            NDArray input = generator.input(seed, wanted, label == null ? GeneratorInput.EVERY_CLASS : label);
            String name = String.format(Locale.ROOT, "sample-seed%d-%d.%s", seed, wanted, format);
            Path usual = Files.isDirectory(source) ? source.resolve(name) : source.resolveSibling(name);
            Path file = out == null ? usual : out;
            if (drawn) {
                try (RealData data = ReportCommand.realValues(record, manager)) {
                    PngFile.write(SamplePicture.draw(generator.network(), input, record.samples(), data), file);
                }
            } else {
                generator.writeSamples(input, file);
            }
            print(file);
        }
    }
}

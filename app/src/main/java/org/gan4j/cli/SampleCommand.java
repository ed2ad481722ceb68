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
import org.gan4j.run.LatentFile;
import org.gan4j.run.PictureFolder;
import org.gan4j.run.RunRecord;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.train.GeneratedSamples;
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
    private static final String CSV = "csv";

    private static final class Formats extends KnownNames {
        Formats() {
            super("format", () -> List.of(PNG, NPZ, CSV));
        }
    }

    @Parameters(paramLabel = "RUN")
    private Path source;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many, 1 to " + MOST_DRAWN + ", or to " + EvaluateCommand.MOST
                    + " with --format npz or csv, or --out DIR/. Default: "
                    + SamplePicture.GRID_COUNT + " images, " + SamplePicture.HISTOGRAM_COUNT + " numbers, "
                    + SamplePicture.SCATTER_COUNT + " points.")
    private Integer count;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "" + SamplePicture.SEED)
    private String seed;

    @Option(names = "--class", paramLabel = "C")
    private String label;

    @Option(names = "--latent", paramLabel = "FILE")
    private Path latent;

    @Option(names = "--truncation", paramLabel = "BOUND")
    private Double truncation;

    @Mixin
    private StepFlags steps;

    @Option(names = "--format", paramLabel = "FORMAT", completionCandidates = Formats.class, defaultValue = PNG)
    private String format;

    @Option(names = "--out", paramLabel = "FILE")
    private String out;

    @Mixin
    private EngineFlags engine;

    @Override
    public void run() {
        checked(() -> new Formats().check(format));
        PictureFolder folder = out == null || !format.equals(PNG) ? null : checked(() -> PictureFolder.of(out));
        boolean drawn = format.equals(PNG) && folder == null;
        if (folder == null) {
            checkEnding("out", out == null ? null : Path.of(out), "." + format, " with --format " + format);
        }
        int most = drawn ? MOST_DRAWN : EvaluateCommand.MOST;
        String more = drawn
                ? " in a picture, or to " + EvaluateCommand.MOST + " with --format npz or csv, or --out DIR/"
                : "";
        checkRange("count", count, 1, most, more);
        if (truncation != null && !(truncation > 0 && Double.isFinite(truncation))) {
            throw wrong("truncation (" + truncation + ") must be above 0, e.g. 1");
        }
        if (truncation != null && latent != null) {
            throw wrong("--truncation is for noise that is drawn; --latent says what the noise is");
        }
        List<Integer> seeds = checked(() -> Seeds.parse(seed));
        Optional<Long> step = checked(() -> steps.in(source));
        try (NDManager manager = engine.start();
                TrainedPlayer generator = TrainedPlayer.generator(source, step, manager)) {
            RunRecord record = generator.record();
            if (format.equals(CSV) && record.samples().columns() == null) {
                throw wrong("format (csv) is a table with the head of the data; the samples of this run have none");
            }
            if (label != null && !record.config().techniques().conditional()) {
                throw wrong("class (" + label + ") needs a run that was trained with --conditional");
            }
            if (folder != null && record.samples().image() == null) {
                throw wrong("out (" + out + ") is a folder of pictures; the samples of this run are none");
            }
            NDArray input = latent == null ? input(generator, seeds) : LatentFile.read(latent, generator, manager);
            checkRange("count", (int) input.size(0), 1, most, more);
            if (folder == null) {
                print(write(generator, input, drawn, manager));
            } else {
                GeneratedSamples samples = GeneratedSamples.of(generator.network(), input);
                folder.write(samples, record.samples().image(), manager);
                print(folder.folder());
            }
        }
    }

    private NDArray input(TrainedPlayer generator, List<Integer> seeds) {
        RunRecord record = generator.record();
        List<Integer> classes =
                label == null ? List.of() : checked(() -> ChosenClasses.parse(label, record.classNames()));
        int usual = seeds.size() > 1 ? 1 : SamplePicture.defaultCount(record.samples());
        NDArray input = generator.input(seeds, count == null ? usual : count, classes);
        return truncation == null ? input : generator.truncated(input, truncation);
    }

    /** Writes one file. */
    private Path write(TrainedPlayer generator, NDArray input, boolean drawn, NDManager manager) {
        String name = String.format(Locale.ROOT, "sample-seed%s-%d.%s", seed, input.size(0), format);
        Path usual = Files.isDirectory(source) ? source.resolve(name) : source.resolveSibling(name);
        Path file = out == null ? usual : Path.of(out);
        RunRecord record = generator.record();
        if (drawn) {
            try (RealData data = ReportCommand.realValues(record, new Terminal(commandLine(), false), manager)) {
                PngFile.write(SamplePicture.draw(generator.network(), input, record.samples(), data), file);
            }
        } else if (format.equals(CSV)) {
            generator.writeTable(input, file);
        } else {
            generator.writeSamples(input, file);
        }
        return file;
    }
}

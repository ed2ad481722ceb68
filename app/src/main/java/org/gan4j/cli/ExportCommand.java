package org.gan4j.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gan4j.config.KnownNames;
import org.gan4j.export.ExportFormat;
import org.gan4j.export.ExportedPlayer;
import org.gan4j.files.Failures;
import org.gan4j.files.Sha256;
import org.gan4j.model.Player;
import org.gan4j.run.ExportRecord;
import org.gan4j.run.ExportedFile;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.SavedWeights;
import org.gan4j.run.TrainedPlayer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan4j export RUN}. */
@Command(name = "export", sortOptions = false)
final class ExportCommand extends CliCommand {

    private static final class Formats extends KnownNames {
        Formats() {
            super(
                    "format",
                    () -> ExportFormat.all().stream().map(ExportFormat::name).toList());
        }
    }

    @Parameters(paramLabel = "RUN")
    private Path source;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            defaultValue = ExportedFile.SAFETENSORS)
    private String formatName;

    @Option(names = "--discriminator")
    private boolean discriminator;

    @Option(names = "--no-average")
    private boolean noAverage;

    @Mixin
    private StepFlags steps;

    @Option(names = "--out", paramLabel = "FILE")
    private Path out;

    @Mixin
    private EngineFlags engine;

    @Override
    public void run() {
        checked(() -> new Formats().check(formatName));
        ExportFormat format = ExportFormat.all().stream()
                .filter(known -> known.name().equals(formatName))
                .findFirst()
                .orElseThrow();
        if (discriminator && noAverage) {
            throw wrong("--no-average is for the generator; no average of a discriminator is kept");
        }
        Player player = discriminator ? Player.DISCRIMINATOR : Player.GENERATOR;
        SavedWeights weights = SavedWeights.find(source, player, !noAverage, checked(() -> steps.in(source)));
        Path file = out == null ? defaultFile(player, format) : out;
        checkEnding("out", file, format.suffix(), " with --format " + format.name());
        ExportedFile.checkReplaceable(file);
        try (NDManager manager = engine.start();
                NDManager host = manager.newSubManager(Device.cpu());
                TrainedPlayer trained = new TrainedPlayer(weights, host)) {
            Failures.whileWriting(file, to -> {
                byte[] content = format.encoding().encode(ExportedPlayer.of(trained, format));
                if (out == null && Files.isDirectory(source)) {
                    RunDirectory.open(source).makeExports();
                }
                ExportedFile.write(
                        to,
                        content,
                        ExportRecord.of(Versions.GAN4J, format.name(), Sha256.of(content), weights, format.folds()));
            });
        }
        print(file);
    }

    /** In the run's exports; or next to the file, and named as it is. */
    private Path defaultFile(Player player, ExportFormat format) {
        if (Files.isDirectory(source)) {
            return RunDirectory.open(source).exports().resolve(player + format.suffix());
        }
        String name = source.getFileName().toString();
        int end = name.lastIndexOf('.');
        return source.resolveSibling((end > 0 ? name.substring(0, end) : name) + format.suffix());
    }
}

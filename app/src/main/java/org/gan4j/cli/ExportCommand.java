package org.gan4j.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
@Command(
        name = "export",
        description = {
            "Write the generator of a run for other programs.",
            "",
            "And FILE.json next to it, with what they must know of it.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Formats:",
            "  safetensors  weights named as those of PyTorch's nn.Sequential; gan4j reads",
            "               them too",
            "  torchscript  for torch.jit.load, libtorch and DJL",
            "  onnx         for ONNX Runtime and whatever else reads ONNX",
            "  djl          parameters for the Model.load of a DJL model with the same block"
        })
final class ExportCommand extends CliCommand {

    private static final class Formats extends KnownNames {
        Formats() {
            super(
                    "format",
                    () -> ExportFormat.all().stream().map(ExportFormat::name).toList());
        }
    }

    @Parameters(
            paramLabel = "RUN",
            description = "The run directory, or a safetensors file that was exported from one.")
    private Path source;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            defaultValue = ExportedFile.SAFETENSORS,
            description = "safetensors, torchscript, onnx or djl. Default: ${DEFAULT-VALUE}.")
    private String formatName;

    @Option(names = "--discriminator", description = "The discriminator, not the generator.")
    private boolean discriminator;

    @Option(
            names = "--no-average",
            description = "The generator's own weights, also where the run keeps an average of them.")
    private boolean noAverage;

    @Option(names = "--step", paramLabel = "N", description = "The step whose weights are used. Default: the last.")
    private Long step;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write; an earlier export is replaced, nothing else is. Default: named after the"
                    + " player, in the run's exports directory.")
    private Path out;

    @Mixin
    private EngineFlags engine;

    @Override
    public void run() {
        check(() -> new Formats().check(formatName));
        ExportFormat format = ExportFormat.all().stream()
                .filter(known -> known.name().equals(formatName))
                .findFirst()
                .orElseThrow();
        if (discriminator && noAverage) {
            throw wrong("--no-average is for the generator; no average of a discriminator is kept");
        }
        Player player = discriminator ? Player.DISCRIMINATOR : Player.GENERATOR;
        SavedWeights weights = SavedWeights.find(source, player, !noAverage, Optional.ofNullable(step));
        Path file = out == null ? defaultFile(player, format) : out;
        if (!file.toString().endsWith(format.suffix())) {
            throw wrong("out (" + file + ") must end in " + format.suffix() + " with --format " + format.name());
        }
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
                        ExportRecord.of(Versions.gan4j(), format.name(), Sha256.of(content), weights, format.folds()));
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

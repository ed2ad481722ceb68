package org.gan4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gan4j.UserException;
import org.gan4j.config.InitialWeights;
import org.gan4j.engine.FiniteCheck;
import org.gan4j.files.Failures;
import org.gan4j.files.Sha256;
import org.gan4j.model.Network;
import org.gan4j.model.Player;
import org.gan4j.train.GanTrainer;

/** Runs that start from weights in files instead of random ones. */
public final class WarmStart {

    private WarmStart() {}

    /**
     * Looks at a safetensors file that a run is to start from: an export, or weights of the same names from elsewhere.
     *
     * @param file the file
     * @return whose weights it holds, the generator's unless its description names the discriminator
     * @throws UserException if it cannot be read, or is not the file that its description describes
     */
    public static InitialWeights from(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException("init-from (" + file + ") "
                    + (Files.exists(file) ? "is not a file" : "does not exist")
                    + "; name a safetensors file, as 'gan4j export' writes it");
        }
        Player player = Files.exists(ExportedFile.description(file))
                ? ExportedFile.read(file).player()
                : Player.GENERATOR;
        return new InitialWeights(player, file.toAbsolutePath().normalize().toString(), sha256(file));
    }

    /**
     * Gives a trainer's players their weights, and the average those of the generator.
     *
     * @param trainer a new trainer
     * @param files the files as they were when the run was made
     * @throws UserException if a file is another now, or does not fit
     */
    public static void apply(GanTrainer trainer, List<InitialWeights> files) {
        for (InitialWeights weights : files) {
            Path file = Path.of(weights.file());
            if (!sha256(file).equals(weights.sha256())) {
                throw new UserException(
                        "init-from (" + file + ") is another file than the one that the run was made with");
            }
            Network player = weights.player() == Player.DISCRIMINATOR ? trainer.discriminator() : trainer.generator();
            player.read(file);
            FiniteCheck.firstNotFinite(player.weights()).ifPresent(name -> {
                throw new UserException(
                        "init-from (" + file + ") holds NaN or an infinity in " + name + "; no run can start from it");
            });
            if (weights.player() == Player.GENERATOR) {
                trainer.average().ifPresent(average -> average.read(file));
            }
        }
    }

    private static String sha256(Path file) {
        try {
            Failures.checkNoDevice(file);
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UserException("init-from (" + file + ") cannot be read: " + Failures.reason(e), e);
        }
    }
}

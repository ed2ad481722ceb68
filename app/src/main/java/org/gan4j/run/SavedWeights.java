package org.gan4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.model.Layer;
import org.gan4j.model.Player;
import org.gan4j.train.Players;

/**
 * Where the weights of a trained player lie: in a run directory, or in a safetensors file that was exported from one.
 *
 * @param run what the run depends on
 * @param player whose weights they are
 * @param file the file that holds them
 * @param averaged whether they are the average of the generator's weights, not those of one step
 * @param step the generator updates that made them
 */
public record SavedWeights(RunRecord run, Player player, Path file, boolean averaged, long step) {

    /**
     * Finds the weights that are wanted.
     *
     * @param source a run directory, or an exported safetensors file
     * @param player whose weights
     * @param averaged whether a run's average is preferred, if it keeps one, to the generator's own weights
     * @param step the step whose weights are wanted, empty for a run's last ones
     * @return where they are
     * @throws UserException if there are no such weights, or files are damaged
     */
    public static SavedWeights find(Path source, Player player, boolean averaged, Optional<Long> step) {
        if (Files.isRegularFile(source)) {
            return inFile(source, player, averaged, step);
        }
        RunDirectory directory = RunDirectory.open(source);
        RunRecord run = directory.record();
        Checkpoint checkpoint = Checkpoint.open(directory.checkpoints().find(step));
        Path learnt = Checkpoints.weights(checkpoint.directory(), player);
        Path file =
                player == Player.GENERATOR && averaged ? Checkpoints.samplerWeights(checkpoint.directory()) : learnt;
        return new SavedWeights(
                run, player, file, !file.equals(learnt), checkpoint.position().step());
    }

    private static SavedWeights inFile(Path file, Player player, boolean averaged, Optional<Long> step) {
        ExportRecord export = ExportedFile.read(file);
        if (export.player() != player) {
            throw new UserException(file + " holds a " + export.player() + ", not a " + player
                    + "; give the run directory or another file");
        }
        if (step.isPresent()) {
            throw new UserException(file + " holds the weights of step " + export.step() + " alone; --step ("
                    + step.get() + ") needs the run directory");
        }
        if (export.averaged() && !averaged) {
            throw new UserException(
                    file + " holds averaged weights alone; the generator's own are those of the run directory");
        }
        return new SavedWeights(export.run(), player, file, export.averaged(), export.step());
    }

    /**
     * The network without numbers.
     *
     * @return its layers
     */
    public Layer layer() {
        return player == Player.GENERATOR
                ? Players.generatorLayers(run.config(), run.samples())
                : Players.discriminatorLayers(run.config(), run.samples());
    }
}

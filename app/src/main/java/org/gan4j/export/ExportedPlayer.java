package org.gan4j.export;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.gan4j.model.Layer;
import org.gan4j.run.ExportRecord;
import org.gan4j.run.TrainedPlayer;

/**
 * A trained player as a format writes it.
 *
 * @param name what a program may call it
 * @param layer its layers
 * @param arrays their arrays by name, folded if the format wants them so
 * @param input what goes in
 * @param output what comes out
 */
public record ExportedPlayer(
        String name, Layer layer, Map<String, NDArray> arrays, ExportRecord.Rows input, ExportRecord.Rows output) {

    /**
     * Takes a player apart.
     *
     * @param player the player
     * @param format the format that it is for
     * @return its layers and arrays
     */
    public static ExportedPlayer of(TrainedPlayer player, ExportFormat format) {
        return new ExportedPlayer(
                player.weights().player().toString(),
                player.network().layer(),
                format.folds() ? player.network().folded() : player.network().weights(),
                ExportRecord.inputOf(player.weights()),
                ExportRecord.outputOf(player.weights()));
    }
}

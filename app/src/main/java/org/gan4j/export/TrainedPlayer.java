package org.gan4j.export;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.gan4j.model.DiscriminatorHead;
import org.gan4j.model.Layer;
import org.gan4j.model.Network;
import org.gan4j.model.Player;
import org.gan4j.run.ExportRecord;
import org.gan4j.run.SavedWeights;
import org.gan4j.train.Players;

/** A trained generator or discriminator, as the formats see it: a chain of linear layers, and what becomes of its output. */
public final class TrainedPlayer implements AutoCloseable {

    private final SavedWeights weights;
    private final NDManager manager;
    private final Network network;
    private final List<TrainedLayer> layers;

    private TrainedPlayer(SavedWeights weights, NDManager manager) {
        this.weights = weights;
        this.manager = manager;
        this.network = weights.load(manager);
        this.layers = weights.layers().layers().stream().map(this::trained).toList();
    }

    /**
     * A linear layer with its numbers.
     *
     * @param layer the layer
     * @param weight {@code [outputs, inputs]}, already divided by its spectral norm if it has one
     * @param bias {@code [outputs]}
     */
    record TrainedLayer(Layer layer, NDArray weight, NDArray bias) {}

    /**
     * Loads a player.
     *
     * @param weights where its weights are
     * @param engine any manager of the engine that is to hold them
     * @return the player
     * @throws org.gan4j.run.UserException if the file is damaged or does not fit
     */
    public static TrainedPlayer load(SavedWeights weights, NDManager engine) {
        return new TrainedPlayer(weights, engine.newSubManager(Device.cpu()));
    }

    /** σ as the block itself computes it in inference: from the stored vectors, without a step of the iteration. */
    private TrainedLayer trained(Layer layer) {
        Map<String, NDArray> arrays = network.weights();
        NDArray weight = arrays.get(layer.name() + ".weight").stopGradient();
        NDArray bias = arrays.get(layer.name() + ".bias").stopGradient();
        if (layer.spectralNorm()) {
            NDArray u = arrays.get(layer.name() + ".u");
            NDArray v = arrays.get(layer.name() + ".v");
            NDArray sigma = v.matMul(weight.transpose()).mul(u).sum();
            weight = weight.div(sigma);
        }
        return new TrainedLayer(layer, weight, bias);
    }

    /**
     * Describes the file that a format makes of it.
     *
     * @param gan4j the version that exports
     * @param format the format
     * @param sha256 the file's checksum
     * @return the description
     */
    public ExportRecord describe(String gan4j, ExportFormat format, String sha256) {
        return ExportRecord.of(gan4j, format.name(), sha256, weights, format.keepsSpectralNorm());
    }

    Player player() {
        return weights.player();
    }

    /** What goes in. */
    ExportRecord.Rows input() {
        return ExportRecord.inputOf(weights);
    }

    /** What comes out. */
    ExportRecord.Rows output() {
        return ExportRecord.outputOf(weights);
    }

    /** The network as it learns, spectral norms apart. */
    Network network() {
        return network;
    }

    /** From input to output. */
    List<TrainedLayer> layers() {
        return layers;
    }

    /**
     * What becomes of the last layer's output: of the heads without an autoencoder, nothing. The classes stay beside the score.
     */
    DiscriminatorHead head() {
        return player() == Player.GENERATOR
                ? DiscriminatorHead.SCORE
                : Players.head(weights.run().config());
    }

    @Override
    public void close() {
        manager.close();
    }
}

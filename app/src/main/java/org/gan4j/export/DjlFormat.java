package org.gan4j.export;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gan4j.export.TrainedPlayer.TrainedLayer;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Network;

/**
 * What DJL's {@code Model.save} writes: the parameters of a block, for a model that has been given the same block.
 *
 * <p>The block is a {@code SequentialBlock} with, for each layer, a {@code Linear} and its activation, if it has one. An autoencoder's
 * is the second part of a {@code ParallelBlock}, whose first is the identity, and which makes the energy of both.
 */
final class DjlFormat implements ExportFormat {

    @Override
    public String name() {
        return "djl";
    }

    /** Of epoch 0: {@code Model.load(directory, name)} wants the number, and takes the highest. */
    @Override
    public String suffix() {
        return "-0000.params";
    }

    @Override
    public byte[] encode(TrainedPlayer player) throws IOException {
        String name = player.player().toString();
        List<String> names = new ArrayList<>();
        List<NDArray> values = new ArrayList<>();
        SequentialBlock chain = new SequentialBlock();
        for (TrainedLayer layer : player.layers()) {
            chain.add(Linear.builder().setUnits(layer.layer().outputs()).build());
            if (layer.layer().activation().kind() != ActivationFunction.Kind.NONE) {
                chain.add(layer.layer().activation().block());
            }
            names.add(layer.layer().name() + ".weight");
            values.add(layer.weight());
            names.add(layer.layer().name() + ".bias");
            values.add(layer.bias());
        }
        Block block = switch (player.head()) {
            case SCORE, SCORE_AND_CLASSES -> chain;
            case SQUARED_ERROR -> energy(chain, NDArray::square);
            case ABSOLUTE_ERROR -> energy(chain, NDArray::abs);
        };
        NDManager manager = values.get(0).getManager();
        Path directory = Files.createTempDirectory("gan4j-export");
        try (Network network =
                        new Network(block, names, new Shape(1, player.input().size()), manager);
                Model model = Model.newInstance(
                        name, Device.cpu(), manager.getEngine().getEngineName())) {
            network.setWeights(values);
            model.setBlock(block);
            model.setProperty("Epoch", "0");
            model.save(directory, name);
            return Files.readAllBytes(directory.resolve(name + suffix()));
        } finally {
            Utils.deleteQuietly(directory);
        }
    }

    private static Block energy(Block autoencoder, UnaryOperator<NDArray> distance) {
        return new ParallelBlock(
                outputs -> new NDList(
                        distance.apply(outputs.get(1).head().sub(outputs.get(0).head()))
                                .mean(new int[] {1}, true)),
                List.of(Blocks.identityBlock(), autoencoder));
    }
}

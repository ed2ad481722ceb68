package org.gan4j.export;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gan4j.UserException;
import org.gan4j.model.Autoencoder;
import org.gan4j.model.Convolution;
import org.gan4j.model.GroupNorm;
import org.gan4j.model.Layer;
import org.gan4j.model.Network;
import org.gan4j.model.Residual;
import org.gan4j.model.Sequential;
import org.gan4j.model.Window;

/**
 * What DJL's {@code Model.save} writes: the parameters of a block, for a model that has been given the same block.
 *
 * <p>The block is a {@code SequentialBlock} with, for each layer, a {@code Linear} and its activation, if it has one. An autoencoder's
 * is the second part of a {@code ParallelBlock}, whose first is the identity, and which makes the energy of both.
 */
final class DjlFormat {

    /** Of epoch 0: {@code Model.load(directory, name)} wants the number, and takes the highest. */
    static final String SUFFIX = "-0000.params";

    private DjlFormat() {}

    static byte[] encode(ExportedPlayer player) throws IOException {
        NDManager manager = player.arrays().values().iterator().next().getManager();
        Path directory = temporaryDirectory();
        try (NDManager scope = manager.newSubManager();
                Model model = Model.newInstance(
                        player.name(), Device.cpu(), manager.getEngine().getEngineName())) {
            Block block = block(player.layer());
            block.initialize(
                    scope, DataType.FLOAT32, new Shape(1, player.input().size()));
            List<NDArray> values = List.copyOf(player.arrays().values());
            Network.overwrite(
                    block.getParameters().values().stream()
                            .map(Parameter::getArray)
                            .toList(),
                    values);
            model.setBlock(block);
            model.setProperty("Epoch", "0");
            model.save(directory, player.name());
            return Files.readAllBytes(directory.resolve(player.name() + SUFFIX));
        } finally {
            Utils.deleteQuietly(directory);
        }
    }

    /** DJL writes files; that they cannot be is another fault than that of the export's own place. */
    private static Path temporaryDirectory() throws IOException {
        try {
            return Files.createTempDirectory("gan4j-export");
        } catch (IOException e) {
            throw new IOException(
                    "the temporary directory " + System.getProperty("java.io.tmpdir")
                            + " cannot be written; name another:" + " GAN4J_JAVA_OPTS=-Djava.io.tmpdir=DIR ./gan4j ...",
                    e);
        }
    }

    /** Files keep the arrays of blocks and their places; of a function without arrays the place alone. */
    static Block block(Layer layer) {
        if (layer instanceof org.gan4j.model.Linear linear) {
            return Linear.builder()
                    .setUnits(linear.outputs())
                    .optBias(linear.bias())
                    .build();
        }
        if (layer instanceof Convolution convolution) {
            return block(convolution);
        }
        if (layer instanceof org.gan4j.model.BatchNorm) {
            return BatchNorm.builder().build();
        }
        if (layer instanceof Residual residual) {
            return new ParallelBlock(
                    outputs ->
                            new NDList(outputs.get(0).head().add(outputs.get(1).head())),
                    List.of(block(residual.body()), block(residual.shortcut())));
        }
        if (!layer.weights().isEmpty() && layer.parts().isEmpty()) {
            throw new UserException("--format djl: DJL's PyTorch engine has no "
                    + (layer instanceof GroupNorm ? "group or layer norms" : "transposed convolutions")
                    + "; give --format torchscript, which DJL opens too");
        }
        if (layer.parts().isEmpty()) {
            return new LambdaBlock(
                    inputs -> {
                        Shape input = inputs.head().getShape();
                        Shape output = new Shape(input.head()).addAll(layer.output(input.slice(1)));
                        return new NDList(inputs.head().getManager().zeros(output));
                    },
                    "function");
        }
        SequentialBlock chain = new SequentialBlock();
        layer.parts().values().forEach(part -> {
            if (part instanceof Sequential inner && layer instanceof Autoencoder) {
                inner.parts().values().forEach(leaf -> chain.add(block(leaf)));
            } else {
                chain.add(block(part));
            }
        });
        return layer instanceof Autoencoder
                ? new ParallelBlock(outputs -> outputs.get(1), List.of(Blocks.identityBlock(), chain))
                : chain;
    }

    private static Block block(Convolution convolution) {
        Window window = convolution.window();
        return Conv2d.builder()
                .setKernelShape(new Shape(window.height(), window.width()))
                .setFilters(convolution.outputs())
                .optStride(new Shape(window.stride(), window.stride()))
                .optPadding(new Shape(window.padding(), window.padding()))
                .optGroups(convolution.groups())
                .optBias(convolution.bias())
                .build();
    }
}

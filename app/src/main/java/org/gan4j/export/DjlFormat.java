package org.gan4j.export;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Utils;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gan4j.files.Json;
import org.gan4j.model.Layer;
import org.gan4j.model.Network;
import org.gan4j.model.TransposedConvolution;
import org.gan4j.run.ExportRecord;

/**
 * What DJL's {@code Model.save} writes: the parameters of a block, for a model that has been given the same block, an
 * {@link ExportedBlock}.
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
            Block block = ExportedBlock.of(description(player));
            block.initialize(
                    scope, DataType.FLOAT32, new Shape(1, player.input().size()));
            List<NDArray> parameters = block.getParameters().values().stream()
                    .map(Parameter::getArray)
                    .toList();
            Network.overwrite(parameters, values(player, parameters));
            model.setBlock(block);
            model.setProperty("Epoch", "0");
            model.save(directory, player.name());
            return Files.readAllBytes(directory.resolve(player.name() + SUFFIX));
        } finally {
            Utils.deleteQuietly(directory);
        }
    }

    /** What the file's description says of the layers. */
    static JsonObject description(ExportedPlayer player) {
        JsonObject description = new JsonObject();
        description.add("layers", Json.GSON.toJsonTree(ExportRecord.layers(player.layer(), true)));
        description.add("output", Json.GSON.toJsonTree(player.output()));
        return description;
    }

    /** The player's arrays in the shapes that the block has for them. */
    private static List<NDArray> values(ExportedPlayer player, List<NDArray> parameters) {
        Map<String, Layer> leaves = player.layer().leaves();
        List<NDArray> values = new ArrayList<>();
        player.arrays().forEach((name, array) -> {
            Layer layer = leaves.get(name.substring(0, name.lastIndexOf('.')));
            NDArray value = layer instanceof TransposedConvolution transposed && name.endsWith(".weight")
                    ? turned(transposed, array)
                    : array;
            values.add(value.reshape(parameters.get(values.size()).getShape()));
        });
        return values;
    }

    /** The kernels of the convolution that a transposed one is: turned by half a turn, with a row an output. */
    private static NDArray turned(TransposedConvolution layer, NDArray weight) {
        int groups = layer.groups();
        Shape kernel = new Shape(layer.window().height(), layer.window().width());
        Shape grouped = new Shape(groups, layer.inputs() / groups, layer.outputs() / groups);
        return weight.reshape(grouped.addAll(kernel)).transpose(0, 2, 1, 3, 4).flip(3, 4);
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
}

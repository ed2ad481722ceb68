package org.gan4j.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The block whose parameters {@code gan4j export --format djl} writes, made from the {@code FILE.json} next to them.
 *
 * <p>It needs DJL and nothing of gan4j: anyone may copy this file. A layer is the block of DJL that computes it, and its activation one
 * more. DJL's PyTorch engine has no transposed convolution and no group norm. Both are put together from what it has:
 *
 * <ul>
 *   <li>a transposed convolution is a convolution over the same picture with zeros between its pixels, by kernels turned by half a turn;
 *   <li>a group norm is its formula, and then a convolution of each channel with one number, its scale, and a bias, its shift.
 * </ul>
 */
public final class ExportedBlock {

    private ExportedBlock() {}

    /**
     * Makes the block of an exported file.
     *
     * @param description the file's {@code FILE.json}
     * @return the block, which waits for its parameters
     * @throws IOException if the description cannot be read
     */
    public static Block read(Path description) throws IOException {
        return of(JsonParser.parseString(Files.readString(description)).getAsJsonObject());
    }

    /**
     * Makes the block of an exported file.
     *
     * @param description the content of the file's {@code FILE.json}
     * @return the block, which waits for its parameters
     * @throws IllegalArgumentException if a layer is of no known type
     */
    public static Block of(JsonObject description) {
        Map<String, JsonObject> layers = new LinkedHashMap<>();
        for (JsonElement element : description.getAsJsonArray("layers")) {
            layers.put(element.getAsJsonObject().get("name").getAsString(), element.getAsJsonObject());
        }
        if (layers.keySet().stream().noneMatch(name -> name.startsWith("encoder."))) {
            return container(layers);
        }
        SequentialBlock autoencoder = new SequentialBlock();
        layers.values().forEach(layer -> add(autoencoder, layer));
        JsonObject energy = description
                .getAsJsonObject("output")
                .getAsJsonArray("columns")
                .get(0)
                .getAsJsonObject();
        boolean squared = energy.get("values").getAsString().startsWith("mean squared error");
        return new ParallelBlock(
                both -> {
                    NDArray error = both.get(1).head().sub(both.get(0).head());
                    return new NDList((squared ? error.square() : error.abs()).mean(new int[] {1}, true));
                },
                List.of(Blocks.identityBlock(), autoencoder));
    }

    /** Layers one after another, or a residual block, whose two ways are called {@code body} and {@code shortcut}. */
    private static Block container(Map<String, JsonObject> layers) {
        Map<String, Map<String, JsonObject>> parts = new LinkedHashMap<>();
        layers.forEach((name, layer) -> {
            String[] path = name.split("\\.", 2);
            parts.computeIfAbsent(path[0], part -> new LinkedHashMap<>()).put(path.length == 1 ? "" : path[1], layer);
        });
        if (parts.containsKey("body")) {
            Block shortcut = parts.containsKey("shortcut") ? container(parts.get("shortcut")) : Blocks.identityBlock();
            return new ParallelBlock(
                    ways -> new NDList(ways.get(0).head().add(ways.get(1).head())),
                    List.of(container(parts.get("body")), shortcut));
        }
        SequentialBlock chain = new SequentialBlock();
        for (Map<String, JsonObject> part : parts.values()) {
            if (part.containsKey("")) {
                add(chain, part.get(""));
            } else {
                chain.add(container(part));
            }
        }
        return chain.getChildren().isEmpty() ? Blocks.identityBlock() : chain;
    }

    private static void add(SequentialBlock chain, JsonObject layer) {
        String type = layer.has("type") ? layer.get("type").getAsString() : "?";
        switch (type) {
            case "Linear" ->
                chain.add(Linear.builder()
                        .setUnits(layer.get("outputs").getAsLong())
                        .optBias(layer.get("bias").getAsBoolean())
                        .build());
            case "Convolution" -> chain.add(convolution(layer));
            case "TransposedConvolution" -> addTransposed(chain, layer);
            case "BatchNorm" -> chain.add(BatchNorm.builder().build());
            case "GroupNorm" -> addGroupNorm(chain, layer);
            case "Reshape" -> {
                Shape sample = new Shape(numbers(layer, "shape"));
                chain.add(function(x -> x.reshape(new Shape(-1).addAll(sample))));
            }
            case "Resampling" -> chain.add(function(resampling(layer.get("kind").getAsString())));
            case "GlobalSum" -> chain.add(function(x -> x.sum(new int[] {2, 3})));
            case "ActivationFunction", "Sequential" -> {} // an activation alone; a way without layers
            default ->
                throw new IllegalArgumentException("layer " + layer.get("name") + " is of an unknown type (" + type
                        + "); export the run again, and take ExportedBlock.java of the same version");
        }
        String[] activation = layer.get("activation").getAsString().split(":");
        switch (activation[0]) {
            case "relu" -> chain.add(Activation.reluBlock());
            case "tanh" -> chain.add(Activation.tanhBlock());
            case "leaky-relu" -> chain.add(Activation.leakyReluBlock(Float.parseFloat(activation[1])));
            case "none" -> {} // nothing follows
            default -> throw new IllegalArgumentException("unknown activation " + activation[0]);
        }
    }

    private static Block convolution(JsonObject layer) {
        JsonObject window = layer.getAsJsonObject("window");
        return Conv2d.builder()
                .setKernelShape(new Shape(number(window, "height"), number(window, "width")))
                .setFilters(number(layer, "outputs"))
                .optStride(new Shape(number(window, "stride"), number(window, "stride")))
                .optPadding(new Shape(number(window, "padding"), number(window, "padding")))
                .optGroups(number(layer, "groups"))
                .optBias(layer.get("bias").getAsBoolean())
                .build();
    }

    private static void addTransposed(SequentialBlock chain, JsonObject layer) {
        JsonObject window = layer.getAsJsonObject("window");
        int stride = number(window, "stride");
        int padding = number(window, "padding");
        if (stride > 1) {
            chain.add(function(x -> spread(x, stride)));
        }
        chain.add(Conv2d.builder()
                .setKernelShape(new Shape(number(window, "height"), number(window, "width")))
                .setFilters(number(layer, "outputs"))
                .optPadding(new Shape(number(window, "height") - 1 - padding, number(window, "width") - 1 - padding))
                .optGroups(number(layer, "groups"))
                .optBias(layer.get("bias").getAsBoolean())
                .build());
    }

    /** Lays {@code stride - 1} zeros between each pixel and the next, in both directions. */
    private static NDArray spread(NDArray x, int stride) {
        Shape given = x.getShape();
        Shape channels = given.slice(0, 2);
        long height = given.get(2);
        long width = given.get(3);
        int zeros = stride - 1;
        NDArray pixels = x.reshape(channels.addAll(new Shape(height, 1, width, 1)));
        NDArray rows = pixels.concat(
                x.getManager().zeros(channels.addAll(new Shape(height, zeros, width, 1)), x.getDataType()), 3);
        NDArray all = rows.concat(
                x.getManager().zeros(channels.addAll(new Shape(height, stride, width, zeros)), x.getDataType()), 5);
        return all.reshape(channels.addAll(new Shape(height * stride, width * stride)))
                .get(":, :, :{}, :{}", height * stride - zeros, width * stride - zeros);
    }

    private static void addGroupNorm(SequentialBlock chain, JsonObject layer) {
        int groups = number(layer, "groups");
        int channels = number(layer, "channels");
        chain.add(function(x -> {
            NDArray rows = x.reshape(x.getShape().get(0), groups, -1);
            NDArray centred = rows.sub(rows.mean(new int[] {2}, true));
            NDArray variance = centred.square().mean(new int[] {2}, true);
            return centred.div(variance.add(1e-5f).sqrt()).reshape(x.getShape());
        }));
        chain.add(Conv2d.builder()
                .setKernelShape(new Shape(1, 1))
                .setFilters(channels)
                .optGroups(channels)
                .build());
    }

    /** The filter [1, 3, 3, 1] of the bilinear kinds is [1, 1] three times over, and so it is made of means of two. */
    private static Function<NDArray, NDArray> resampling(String kind) {
        return switch (kind) {
            case "NEAREST_UP" -> ExportedBlock::twice;
            case "AVERAGE_DOWN" -> x -> mean(x, 2, 0);
            case "BILINEAR_UP" -> x -> mean(mean(twice(x), 1, 1), 1, 0);
            case "BILINEAR_DOWN" -> x -> mean(mean(mean(x, 1, 1), 1, 0), 2, 0);
            default -> throw new IllegalArgumentException("unknown resampling " + kind);
        };
    }

    private static NDArray twice(NDArray x) {
        return x.repeat(2, 2).repeat(3, 2);
    }

    private static NDArray mean(NDArray x, int stride, int padding) {
        Shape steps = new Shape(stride, stride);
        return Pool.avgPool2d(x, new Shape(2, 2), steps, new Shape(padding, padding), false, true);
    }

    private static Block function(Function<NDArray, NDArray> function) {
        return LambdaBlock.singleton(function);
    }

    private static int number(JsonObject values, String name) {
        return values.get(name).getAsInt();
    }

    private static long[] numbers(JsonObject values, String name) {
        return StreamSupport.stream(values.getAsJsonArray(name).spliterator(), false)
                .mapToLong(JsonElement::getAsLong)
                .toArray();
    }
}

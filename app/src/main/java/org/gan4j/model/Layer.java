package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer as data: all that is asked of it anywhere, said in one place.
 *
 * <p>A layer holds no numbers. {@link Network} keeps its arrays and computes with them. The formats of {@code org.gan4j.export}, the page of
 * a run and the counts of work are read from the same layers. One more kind is one more record here, with its forward pass and its form
 * in each format. Its record components are its form in JSON. A container does, unless it says otherwise, what its parts do one after another.
 *
 * <p>Shapes are those of one sample; in arrays the batch comes before them.
 */
public sealed interface Layer
        permits ActivationFunction,
                Autoencoder,
                GlobalSum,
                Normalization,
                Product,
                Resampling,
                Reshape,
                Residual,
                Sequential {

    /**
     * An array of a layer.
     *
     * @param name as PyTorch's module of that kind calls it
     * @param shape its shape
     * @param learns whether an optimizer moves it; false for state, which the layer itself moves in {@link #forward}
     */
    record Weight(String name, Shape shape, boolean learns) {}

    /**
     * The layers that this one is made of.
     *
     * @return them by their names, in the order of computation; none unless it is a container
     */
    default Map<String, Layer> parts() {
        return Map.of();
    }

    /**
     * The layers at the bottom: all that are no containers.
     *
     * @return them by their names, which begin with those of the containers around them
     */
    default Map<String, Layer> leaves() {
        Map<String, Layer> leaves = new LinkedHashMap<>();
        parts().forEach((name, part) -> {
            if (part.parts().isEmpty()) {
                leaves.put(name, part);
            } else {
                part.leaves().forEach((inner, leaf) -> leaves.put(name + "." + inner, leaf));
            }
        });
        return leaves;
    }

    /**
     * The arrays of this layer and its parts.
     *
     * @return what they are, in the order that files keep
     */
    default List<Weight> weights() {
        return parts().entrySet().stream()
                .flatMap(part -> part.getValue().weights().stream()
                        .map(weight ->
                                new Weight(part.getKey() + "." + weight.name(), weight.shape(), weight.learns())))
                .toList();
    }

    /**
     * Draws the arrays' first values from the engine's random generator as it stands.
     *
     * @param manager owns them, and tells the device
     * @return an array for each of {@link #weights()}
     */
    default List<NDArray> initialise(NDManager manager) {
        return parts().values().stream()
                .flatMap(part -> part.initialise(manager).stream())
                .toList();
    }

    /**
     * Writes the forward pass.
     *
     * @param script the text in the making
     * @param input the text of the input, an expression to be used once
     * @return the text of the output
     */
    String forward(Script script, String input);

    /**
     * Writes the way back: from the gradient of a loss to the output of this layer to that to its input. Tells the gradients of the weights
     * on the way. The way of the scores' slopes is the same.
     *
     * @param sweep the text in the making, which has what {@link #forward} kept
     * @param gradient the text of the gradient to the output, an expression to be used once
     * @return the text of the gradient to the input, which is computed if it is used
     */
    String back(Sweep sweep, String gradient);

    /**
     * Writes what a penalty on slopes sends through this layer, from its input to its output: a change of the slope at the input becomes
     * one at the output. Tells the gradients of the weights, and of what bends, on the way.
     *
     * <p>A slope {@code u·W} has been found by {@link #back}. Of {@code q}, the penalty's gradient to it, W gets {@code uᵀ·q}, and
     * {@code u} gets {@code q·Wᵀ}.
     *
     * @param sweep the text in the making, which has what {@link #forward} and the way of the slope kept
     * @param change the text of the penalty's gradient to the slope at the input, an expression to be used once
     * @return the text of its gradient to the slope at the output, which is computed if it is used
     */
    String ahead(Sweep sweep, String change);

    /**
     * Whether {@link #back} and {@link #ahead} are written.
     *
     * @return true unless this layer, or a part of it, leaves derivatives to autograd
     */
    default boolean written() {
        return parts().values().stream().allMatch(Layer::written);
    }

    /**
     * Whether the slope depends on the input other than by leaps: whether there is a second derivative.
     *
     * @return true if this layer, or a part of it, is not piecewise linear
     */
    default boolean bends() {
        return parts().values().stream().anyMatch(Layer::bends);
    }

    /**
     * Whether the samples of a batch have to do with one another in training.
     *
     * @return false if what comes out of a sample depends on that sample alone, in this layer and in its parts
     */
    default boolean mixesSamples() {
        return parts().values().stream().anyMatch(Layer::mixesSamples);
    }

    /**
     * Writes the forward pass as ONNX nodes, as it is after the training.
     *
     * @param graph the graph in the making
     * @param input the name of the input
     * @return the name of the output
     */
    String onnx(OnnxGraph graph, String input);

    /**
     * Works into the weights what only a training needs, for files that are to hold plain layers.
     *
     * @param prefix what the names of this layer's own arrays begin with
     * @param arrays arrays by name; some are replaced, some are taken out
     */
    default void fold(String prefix, Map<String, NDArray> arrays) {}

    /**
     * The shape of the output.
     *
     * @param input the shape of the input
     * @return the shape of one sample
     */
    default Shape output(Shape input) {
        Shape shape = input;
        for (Layer part : parts().values()) {
            shape = part.output(shape);
        }
        return shape;
    }

    /**
     * The work of a forward pass.
     *
     * @param input the shape of the input
     * @return the multiply-adds of the matrix products, for one sample
     */
    default long multiplyAdds(Shape input) {
        long sum = 0;
        Shape shape = input;
        for (Layer part : parts().values()) {
            sum += part.multiplyAdds(shape);
            shape = part.output(shape);
        }
        return sum;
    }
}

package org.gan4j.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Group normalization (Wu &amp; He 2018) of pictures: {@code (x - μ)/√(σ² + ε)·weight + bias}, where μ and σ² are those of a sample's
 * group of channels, with a weight and a bias a channel and PyTorch's ε of 1e-5. With one group it is layer normalization.
 *
 * @param groups how many groups there are; they divide the channels
 * @param channels the channels of its input
 */
public record GroupNorm(int groups, int channels) implements Normalization {

    @Override
    public String forward(Script script, String input) {
        return "torch.group_norm(" + input + ", " + groups + ", " + script.array(WEIGHT) + ", " + script.array(BIAS)
                + ", 1.0000000000000001e-05, True)";
    }

    /** Opset 17 has no operator of that name: a group becomes a channel of another one. */
    @Override
    public String onnx(OnnxGraph graph, String input) {
        String rows = reshaped(graph, input, List.of(0, groups, -1));
        String normed = graph.node(
                "InstanceNormalization",
                Map.of("epsilon", EPSILON),
                rows,
                graph.node("Constant", Map.of("value_floats", Collections.nCopies(groups, 1f))),
                graph.node("Constant", Map.of("value_floats", Collections.nCopies(groups, 0f))));
        String pictures = graph.node("Reshape", Map.of(), normed, graph.node("Shape", Map.of(), input));
        List<Integer> ofChannels = List.of(channels, 1, 1);
        String scaled = graph.node("Mul", Map.of(), pictures, reshaped(graph, graph.array(WEIGHT), ofChannels));
        return graph.node("Add", Map.of(), scaled, reshaped(graph, graph.array(BIAS), ofChannels));
    }

    private static String reshaped(OnnxGraph graph, String value, List<Integer> shape) {
        return graph.node("Reshape", Map.of(), value, graph.node("Constant", Map.of("value_ints", shape)));
    }
}

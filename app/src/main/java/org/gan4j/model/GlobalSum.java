package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/** Sums each channel over the picture: from {@code [N, C, H, W]} to {@code [N, C]}. */
public record GlobalSum() implements Layer {

    private static final List<Integer> PIXELS = List.of(2, 3);

    @Override
    public String forward(Script script, String input) {
        return "torch.sum(" + script.keep("x", input) + ", " + PIXELS + ")";
    }

    @Override
    public String back(Sweep sweep, String gradient) {
        return "torch.expand_as(torch.reshape(" + gradient + ", [-1, torch.size(" + sweep.kept("x") + ", 1), 1, 1]), "
                + sweep.kept("x") + ")";
    }

    @Override
    public String ahead(Sweep sweep, String change) {
        return "torch.sum(" + change + ", " + PIXELS + ")";
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        String axes = graph.node("Constant", Map.of("value_ints", PIXELS));
        return graph.node("ReduceSum", Map.of("keepdims", 0), input, axes);
    }

    @Override
    public Shape output(Shape input) {
        return new Shape(input.get(0));
    }
}

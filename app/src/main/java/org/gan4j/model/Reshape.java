package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives the numbers of a sample another shape: rows {@code [N, C·H·W]} that of pictures {@code [N, C, H, W]}, or pictures that of rows.
 *
 * @param shape the shape of a sample of the output
 */
public record Reshape(List<Long> shape) implements Layer {

    /** With the batch before it, of any size. */
    private List<Long> ofBatch() {
        List<Long> sizes = new ArrayList<>(List.of(-1L));
        sizes.addAll(shape);
        return sizes;
    }

    @Override
    public String forward(Script script, String input) {
        // Named, since it shares its numbers with the input: neither may be overwritten.
        String x = script.keep("x", input);
        return script.let("torch.reshape(" + x + ", " + ofBatch() + ")");
    }

    @Override
    public String back(Sweep sweep, String gradient) {
        return "torch.reshape(" + gradient + ", torch.size(" + sweep.kept("x") + "))";
    }

    @Override
    public String ahead(Sweep sweep, String change) {
        return "torch.reshape(" + change + ", " + ofBatch() + ")";
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        return graph.node("Reshape", Map.of(), input, graph.node("Constant", Map.of("value_ints", ofBatch())));
    }

    @Override
    public Shape output(Shape input) {
        return new Shape(shape);
    }
}

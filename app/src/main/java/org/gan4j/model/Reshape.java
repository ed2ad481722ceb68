package org.gan4j.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives the numbers of a sample another shape: rows {@code [N, C·H·W]} that of pictures {@code [N, C, H, W]}, or pictures that of rows.
 *
 * @param shape the shape of a sample of the output
 */
public record Reshape(List<Integer> shape) implements Layer {

    /** With the batch before it, of any size. */
    private List<Integer> ofBatch() {
        List<Integer> sizes = new ArrayList<>(List.of(-1));
        sizes.addAll(shape);
        return sizes;
    }

    @Override
    public String forward(Script script, String input) {
        return "torch.reshape(" + input + ", " + ofBatch() + ")";
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        return graph.node("Reshape", Map.of(), input, graph.node("Constant", Map.of("value_ints", ofBatch())));
    }

    @Override
    public Block djl() {
        return new LambdaBlock(list -> new NDList(list.singletonOrThrow().reshape(shapeOf(ofBatch()))), "reshape");
    }

    @Override
    public Shape output(Shape input) {
        return shapeOf(shape);
    }

    private static Shape shapeOf(List<Integer> sizes) {
        return new Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
    }
}

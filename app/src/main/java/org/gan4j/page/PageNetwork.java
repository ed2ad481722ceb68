package org.gan4j.page;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.gan4j.model.Layer;
import org.gan4j.model.LayerPath;
import org.gan4j.model.Network;
import org.gan4j.model.OnnxGraph;

/** A network as a page runs it, which is an ONNX graph: {@code network.js} knows the operators. */
final class PageNetwork implements OnnxGraph {

    private static final String INPUT = "x";

    /** The graph as the page has it: the last node's output is the network's. */
    record Graph(String input, List<Node> nodes, List<Numbers> arrays) {}

    /** A node, by ONNX's names. */
    record Node(String operator, Map<String, ?> attributes, List<String> inputs, String output) {}

    /** An array: its numbers as base64 of little-endian float32. */
    record Numbers(String name, List<Long> shape, String numbers) {}

    private final Map<String, NDArray> weights;
    private final LayerPath path = new LayerPath();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Numbers> arrays = new ArrayList<>();

    private PageNetwork(Map<String, NDArray> weights) {
        this.weights = weights;
    }

    static Graph of(Network network) {
        PageNetwork written = new PageNetwork(network.folded());
        network.layer().onnx(written, INPUT);
        return new Graph(INPUT, written.nodes, written.arrays);
    }

    @Override
    public String part(String name, Layer layer, String input) {
        return path.within(name, () -> layer.onnx(this, input));
    }

    @Override
    public String node(String operator, Map<String, ?> attributes, String... inputs) {
        String output = operator + nodes.size();
        // In an order that is the same in every process.
        nodes.add(new Node(operator, new TreeMap<>(attributes), List.of(inputs), output));
        return output;
    }

    @Override
    public String array(String name) {
        NDArray array = weights.get(path.of(name));
        arrays.add(new Numbers(
                path.of(name),
                LongStream.of(array.getShape().getShape()).boxed().toList(),
                Base64.getEncoder().encodeToString(array.toByteArray())));
        return path.of(name);
    }
}

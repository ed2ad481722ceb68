package org.gan4j.model;

import java.util.Map;

/** An ONNX graph in the making, as a layer sees it. Values are known by their names. */
public interface OnnxGraph {

    /**
     * An array of the layer at hand, as a constant.
     *
     * @param name its name in the layer
     * @return its name in the graph
     */
    String array(String name);

    /**
     * Writes a part of the layer at hand.
     *
     * @param name the part's name
     * @param layer the part
     * @param input the name of its input
     * @return the name of its output
     */
    String part(String name, Layer layer, String input);

    /**
     * Adds a node.
     *
     * @param operator ONNX's name of the operation
     * @param attributes integers, floats, texts, or lists of integers or floats, by their names
     * @param inputs the names of its inputs
     * @return the name of its only output
     */
    String node(String operator, Map<String, ?> attributes, String... inputs);
}

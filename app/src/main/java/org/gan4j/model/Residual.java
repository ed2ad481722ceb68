package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sum of what two ways make of one input: {@code y = body(x) + shortcut(x)}.
 *
 * @param body one way
 * @param shortcut the other way, with an output of the same shape; without layers it is {@code x} itself
 */
public record Residual(Sequential body, Sequential shortcut) implements Layer {

    private static final String BODY = "body";
    private static final String SHORTCUT = "shortcut";

    @Override
    public Map<String, Layer> parts() {
        Map<String, Layer> parts = new LinkedHashMap<>();
        parts.put(BODY, body);
        parts.put(SHORTCUT, shortcut);
        return parts;
    }

    @Override
    public String forward(Script script, String input) {
        return sum(script, input);
    }

    @Override
    public String back(Sweep sweep, String gradient) {
        return sum(sweep, gradient);
    }

    @Override
    public String ahead(Sweep sweep, String change) {
        return sum(sweep, change);
    }

    /** The same in each direction: what comes goes both ways, and what comes out is added. */
    private String sum(Script script, String input) {
        String x = script.let(input);
        String one = script.let(script.part(BODY, body, x));
        return "torch.add(" + one + ", " + script.part(SHORTCUT, shortcut, x) + ")";
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        String one = graph.part(BODY, body, input);
        return graph.node("Add", Map.of(), one, graph.part(SHORTCUT, shortcut, input));
    }

    @Override
    public Shape output(Shape input) {
        return body.output(input);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return body.multiplyAdds(input) + shortcut.multiplyAdds(input);
    }
}

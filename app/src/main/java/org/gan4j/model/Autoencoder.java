package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How badly a sample is given again by way of its code: from rows {@code [N, d]} to energies {@code [N, 1]}. The codes are a second
 * output of the network.
 *
 * @param encoder from a sample to its code
 * @param decoder from a code to a sample
 * @param energy how an error is measured, as a mean over the sample
 */
public record Autoencoder(Sequential encoder, Sequential decoder, Energy energy) implements Layer {

    @Override
    public Map<String, Layer> parts() {
        Map<String, Layer> parts = new LinkedHashMap<>();
        parts.put("encoder", encoder);
        parts.put("decoder", decoder);
        return parts;
    }

    @Override
    public String forward(Script script, String input) {
        String sample = script.let(input);
        String code = script.let(script.part("encoder", encoder, sample));
        script.output(code);
        String error = String.format(Locale.ROOT, "torch.sub(%s, %s)", script.part("decoder", decoder, code), sample);
        return "torch.mean(" + energy.torchScript(error) + ", [1], True)";
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        String again = graph.part("decoder", decoder, graph.part("encoder", encoder, input));
        String error = energy.onnx(graph, graph.node("Sub", Map.of(), again, input));
        return graph.node("ReduceMean", Map.of("axes", List.of(1), "keepdims", 1), error);
    }

    @Override
    public Shape output(Shape input) {
        return new Shape(1);
    }
}

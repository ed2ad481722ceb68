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
        String error = script.keep(
                "error",
                String.format(Locale.ROOT, "torch.sub(%s, %s)", script.part("decoder", decoder, code), sample));
        return "torch.mean(" + energy.torchScript(error) + ", [1], True)";
    }

    @Override
    public String back(Sweep sweep, String gradient) {
        String u = sweep.keep("u", gradient);
        String toError = sweep.let(sweep.bent("error", perNumber(sweep, u, energy.derivative(sweep.kept("error")))));
        String toCode = sweep.plusOutput(sweep.part("decoder", decoder, toError));
        return "torch.sub(" + sweep.part("encoder", encoder, toCode) + ", " + toError + ")";
    }

    @Override
    public String ahead(Sweep sweep, String change) {
        String q = sweep.let(change);
        String ahead = sweep.part("decoder", decoder, sweep.part("encoder", encoder, q));
        String ofError = sweep.let("torch.sub(" + ahead + ", " + q + ")");
        if (energy == Energy.SQUARED) {
            sweep.bend("error", perNumber(sweep, sweep.kept("u"), "torch.mul(" + ofError + ", 2)"));
        }
        return "torch.mean(torch.mul(" + ofError + ", " + energy.derivative(sweep.kept("error")) + "), [1], True)";
    }

    /** A number a sample times numbers of it, as a mean sends it back. */
    private static String perNumber(Sweep sweep, String one, String numbers) {
        return "torch.mul(" + numbers + ", torch.div(" + one + ", torch.size(" + sweep.kept("error") + ", 1)))";
    }

    @Override
    public boolean bends() {
        return energy == Energy.SQUARED || Layer.super.bends();
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

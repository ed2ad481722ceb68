package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * A linear layer, from {@code [N, inputs]} to {@code [N, outputs]}.
 *
 * @param inputs the width of its input
 * @param outputs the width of its output
 * @param bias whether there is a b
 * @param initialization where W and b start
 * @param spectralNorm whether W is divided by its spectral norm
 */
public record Linear(int inputs, int outputs, boolean bias, Initialization initialization, boolean spectralNorm)
        implements Product {

    /**
     * A layer with a bias.
     *
     * @param inputs the width of its input
     * @param outputs the width of its output
     * @param initialization where W and b start
     * @param spectralNorm whether W is divided by its spectral norm
     */
    public Linear(int inputs, int outputs, Initialization initialization, boolean spectralNorm) {
        this(inputs, outputs, true, initialization, spectralNorm);
    }

    @Override
    public Shape weight() {
        return new Shape(outputs, inputs);
    }

    @Override
    public String form() {
        return "torch.linear(%s, %s, %s)";
    }

    @Override
    public boolean written() {
        return true;
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        // W lies as PyTorch keeps it, a row an output.
        return graph.node("Gemm", Map.of("transB", 1), onnxOperands(graph, input));
    }

    @Override
    public Shape output(Shape input) {
        return new Shape(outputs);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) inputs * outputs;
    }
}

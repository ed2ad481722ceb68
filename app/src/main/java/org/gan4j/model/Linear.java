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
    public String towardsInput(Sweep sweep, String u, String weight) {
        // What the slopes of a score begin with: W as it is, for every sample.
        if (outputs == 1 && u.equals(ClassBy.ONES) && sweep.precision() == Precision.FLOAT32) {
            return "torch.expand(" + weight + ", [torch.size(" + u + ", 0), -1])";
        }
        return sweep.precision().product("torch.mm(%s, %s)", u, weight);
    }

    @Override
    public String towardsWeight(Sweep sweep, String u, String x) {
        return sweep.precision().product("torch.mm(torch.t(%s), %s)", u, x);
    }

    @Override
    public String towardsBias(String u) {
        return "torch.sum(" + u + ", [0])";
    }

    @Override
    public String forwards(Sweep sweep, String q, String weight) {
        return sweep.precision().product("torch.mm(%s, torch.t(%s))", q, weight);
    }

    /** With the sum and the product in one. */
    @Override
    public void learnPlainly(Sweep sweep, String u, String x) {
        sweep.toWeight("weight", u, x);
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

package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gan4j.losses.penalty.SpectralNorm;

/**
 * A linear layer, {@code y = x·Wᵀ + b}, from {@code [N, inputs]} to {@code [N, outputs]}.
 *
 * <p>With a spectral norm it is {@code y = x·Wᵀ/σ + b}, {@code σ = u·W·vᵀ}, as {@link SpectralNorm} has it: {@code u} and {@code v} follow the
 * weight by one step of the power iteration a forward pass, while the weight learns. Held fixed, the weight stands still, and so do they.
 *
 * @param inputs the width of its input
 * @param outputs the width of its output
 * @param initialization where W and b start
 * @param spectralNorm whether W is divided by its largest singular value
 */
public record Linear(int inputs, int outputs, Initialization initialization, boolean spectralNorm) implements Layer {

    @Override
    public List<Weight> weights() {
        List<Weight> weights = new ArrayList<>();
        if (spectralNorm) {
            weights.add(new Weight("u", new Shape(1, outputs), false));
            weights.add(new Weight("v", new Shape(1, inputs), false));
        }
        weights.add(new Weight("weight", new Shape(outputs, inputs), true));
        weights.add(new Weight("bias", new Shape(outputs), true));
        return weights;
    }

    @Override
    public List<NDArray> initialise(NDManager manager) {
        List<NDArray> arrays = new ArrayList<>();
        if (spectralNorm) {
            arrays.add(manager.randomNormal(0, 1, new Shape(1, outputs), DataType.FLOAT32));
            arrays.add(manager.randomNormal(0, 1, new Shape(1, inputs), DataType.FLOAT32));
        }
        arrays.add(initialization.weight(manager, new Shape(outputs, inputs)));
        arrays.add(initialization.bias(manager, outputs, inputs));
        if (spectralNorm) {
            SpectralNorm.warmUp(arrays.get(2), arrays.get(0), arrays.get(1));
        }
        return arrays;
    }

    @Override
    public String forward(Script script, String input) {
        String weight = script.array("weight");
        String bias = script.array("bias");
        if (!spectralNorm && script.precision() != Precision.BFLOAT16) {
            return "torch.linear(%s, %s, %s)".formatted(input, weight, bias);
        }
        String x = script.let(input);
        String sigma = spectralNorm ? sigma(script, weight) : null;
        String product = script.precision().product("torch.linear(%s, %s, None)", x, weight);
        return "torch.add(%s, %s)"
                .formatted(spectralNorm ? "torch.div(%s, %s)".formatted(product, sigma) : product, bias);
    }

    /** The text of σ, after what it takes to compute it. */
    private static String sigma(Script script, String weight) {
        boolean iterate = script.mode() == Mode.LEARNING;
        String sigma = script.name();
        String u = script.let(script.array("u"));
        String v = script.let(script.array("v"));
        script.add(SpectralNorm.statements(sigma, weight, u, v, iterate));
        if (iterate) {
            script.replace("u", u);
            script.replace("v", v);
        }
        return sigma;
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        // x·Wᵀ + b, W as PyTorch keeps it.
        return graph.node("Gemm", Map.of("transB", 1), input, graph.array("weight"), graph.array("bias"));
    }

    @Override
    public Block djl() {
        return ai.djl.nn.core.Linear.builder().setUnits(outputs).build();
    }

    /** σ as in {@link #forward} of inference: from the stored vectors, without a step of the iteration. */
    @Override
    public Layer folded(String prefix, Map<String, NDArray> arrays) {
        if (!spectralNorm) {
            return this;
        }
        NDArray u = arrays.remove(prefix + "u");
        NDArray v = arrays.remove(prefix + "v");
        arrays.computeIfPresent(
                prefix + "weight",
                (name, weight) -> weight.div(v.matMul(weight.transpose()).mul(u).sum()));
        return new Linear(inputs, outputs, initialization, false);
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

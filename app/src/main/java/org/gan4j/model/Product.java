package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gan4j.losses.penalty.SpectralNorm;

/**
 * A layer that multiplies its input with a weight, and adds a bias to each output: {@code y = W·x + b}.
 *
 * <p>With a spectral norm it is {@code y = W·x/σ + b}, where {@code σ = u·W·vᵀ} is about the largest singular value of W as a matrix with a
 * row an output (see {@link SpectralNorm}). While the weight learns, {@code u} and {@code v} follow it by one step of the power iteration a
 * pass. While it is held fixed it stands still, and so do they.
 *
 * <p>Of {@code u}, the gradient to the output, W gets {@code uᵀ·x}, b gets the sum of its rows, and the input gets {@code u·W}. Of
 * {@link KernelProduct}s these are products in a wider sense, which go over pictures.
 */
sealed interface Product extends Layer permits Linear, KernelProduct {

    /** The numbers, or the channels, of the output. */
    int outputs();

    /** The shape of W. Its first dimension is that of the outputs, but of a transposed product. */
    Shape weight();

    /** Whether there is a b. */
    boolean bias();

    /** Where W and b start. */
    Initialization initialization();

    /** Whether W is divided by its spectral norm. */
    boolean spectralNorm();

    /** The product as TorchScript text, with places for the input, the weight and the bias. */
    String form();

    /**
     * W as a matrix with a row an output.
     *
     * @param weight the name of W
     * @return the text of the matrix
     */
    default String matrix(String weight) {
        return weight;
    }

    /**
     * b in a form that can be added to the output.
     *
     * @param bias the name of b
     * @return the text of that form
     */
    default String shift(String bias) {
        return bias;
    }

    /** What the output's gradient {@code u} makes of the input's: {@code u·W}. */
    String towardsInput(Sweep sweep, String u, String weight);

    /** What it makes of that of W: {@code uᵀ·x}, in the shape of W. */
    String towardsWeight(Sweep sweep, String u, String x);

    /** What it makes of that of b. */
    String towardsBias(String u);

    /** What the layer makes of {@code q}, without b: {@code q·Wᵀ}. */
    String forwards(Sweep sweep, String q, String weight);

    @Override
    default boolean written() {
        return true;
    }

    /** The numbers in a row of W: of a plain product the inputs to each output. */
    private long rowSize() {
        return weight().size() / weight().get(0);
    }

    @Override
    default List<Weight> weights() {
        List<Weight> weights = new ArrayList<>();
        if (spectralNorm()) {
            weights.add(new Weight("u", new Shape(1, outputs()), false));
            weights.add(new Weight("v", new Shape(1, rowSize()), false));
        }
        weights.add(new Weight("weight", weight(), true));
        if (bias()) {
            weights.add(new Weight("bias", new Shape(outputs()), true));
        }
        return weights;
    }

    @Override
    default List<NDArray> initialise(NDManager manager) {
        List<NDArray> arrays = new ArrayList<>();
        if (spectralNorm()) {
            arrays.add(manager.randomNormal(0, 1, new Shape(1, outputs()), DataType.FLOAT32));
            arrays.add(manager.randomNormal(0, 1, new Shape(1, rowSize()), DataType.FLOAT32));
        }
        NDArray weight = initialization().weight(manager, weight(), rowSize());
        if (spectralNorm()) {
            SpectralNorm.warmUp(weight.reshape(outputs(), rowSize()), arrays.get(0), arrays.get(1));
        }
        arrays.add(weight);
        if (bias()) {
            arrays.add(initialization().bias(manager, new Shape(outputs()), rowSize()));
        }
        return arrays;
    }

    @Override
    default String forward(Script script, String input) {
        String weight = script.array("weight");
        String bias = bias() ? script.array("bias") : "None";
        if (script.keeps()) {
            return forward(script, input, weight, bias);
        }
        boolean divided = spectralNorm() && script.mode() != Mode.FOLDED;
        if (!divided && script.precision() != Precision.BFLOAT16) {
            return String.format(Locale.ROOT, form(), input, weight, bias);
        }
        String x = script.let(input);
        String y = script.precision().product(String.format(Locale.ROOT, form(), "%s", "%s", "None"), x, weight);
        if (divided) {
            y = "torch.div(" + y + ", " + sigma(script, matrix(weight)) + ")";
        }
        return bias() ? "torch.add(" + y + ", " + shift(bias) + ")" : y;
    }

    /** The same with what the way back needs; a weight is divided by its σ once, before the product. */
    private String forward(Script script, String input, String weight, String bias) {
        String x = script.mode() == Mode.LEARNING || needsInput() ? script.keep("x", input) : input;
        String w = weight;
        if (spectralNorm()) {
            String sigma = script.keepShared("sigma", sigma(script, matrix(weight)));
            w = script.keepShared("divided", "torch.div(" + weight + ", " + sigma + ")");
        }
        if (script.precision() != Precision.BFLOAT16) {
            return String.format(Locale.ROOT, form(), x, w, bias);
        }
        String y = script.precision().product(String.format(Locale.ROOT, form(), "%s", "%s", "None"), x, w);
        return bias() ? "torch.add(" + y + ", " + shift(bias) + ")" : y;
    }

    /** {@return whether the way back to the input needs its size} */
    default boolean needsInput() {
        return weight().dimension() > 2;
    }

    @Override
    default String back(Sweep sweep, String gradient) {
        String u = sweep.keep("u", gradient);
        if (sweep.wantsGradients()) {
            if (bias()) {
                sweep.toWeight("bias", towardsBias(u));
            }
            learn(sweep, u, sweep.kept("x"));
        }
        return towardsInput(sweep, u, factor(sweep));
    }

    @Override
    default String ahead(Sweep sweep, String change) {
        String q = sweep.let(change);
        learn(sweep, sweep.kept("u"), q);
        return forwards(sweep, q, factor(sweep));
    }

    /** What the input is multiplied with. */
    private String factor(Sweep sweep) {
        return spectralNorm() ? sweep.kept("divided") : sweep.array("weight");
    }

    /**
     * Adds {@code uᵀ·x} to the gradient of W. With a spectral norm that is the gradient {@code g} of {@code W/σ}, and the one of W is
     * {@code (g - ⟨g, W/σ⟩·uᵀv)/σ} with the vectors {@code u} and {@code v} of σ.
     */
    private void learn(Sweep sweep, String u, String x) {
        if (!spectralNorm()) {
            learnPlainly(sweep, u, x);
            return;
        }
        String g = sweep.let(towardsWeight(sweep, u, x));
        String inner = "torch.sum(torch.mul(" + g + ", " + sweep.kept("divided") + "))";
        String outer = "torch.mm(torch.t(" + sweep.kept("left") + "), " + sweep.kept("right") + ")";
        String ofSigma = "torch.view_as(" + outer + ", " + g + ")";
        sweep.toWeight(
                "weight",
                "torch.div(torch.sub(" + g + ", torch.mul(" + ofSigma + ", " + inner + ")), " + sweep.kept("sigma")
                        + ")");
    }

    /**
     * Adds {@code uᵀ·x} to the gradient of W.
     *
     * @param sweep takes the gradient
     * @param u the gradient of the output
     * @param x the input
     */
    default void learnPlainly(Sweep sweep, String u, String x) {
        sweep.toWeight("weight", towardsWeight(sweep, u, x));
    }

    /** The name of σ, after the statements that compute it. */
    private static String sigma(Script script, String matrix) {
        boolean iterate = script.mode() == Mode.LEARNING;
        String sigma = script.name();
        String u = script.let(script.array("u"));
        String v = script.let(script.array("v"));
        script.add(SpectralNorm.statements(sigma, matrix, u, v, iterate));
        if (iterate) {
            script.replace("u", u);
            script.replace("v", v);
            script.keepShared("left", u);
            script.keepShared("right", v);
        }
        return sigma;
    }

    /**
     * The operands of an ONNX node.
     *
     * @param graph has the weights
     * @param input the name of the input
     * @return the names of input, W and, where there is one, b
     */
    default String[] onnxOperands(OnnxGraph graph, String input) {
        String weight = graph.array("weight");
        return bias() ? new String[] {input, weight, graph.array("bias")} : new String[] {input, weight};
    }

    /** Divides W by σ as {@link #forward} of inference does: from the stored vectors, without a step of the iteration. */
    @Override
    default void fold(String prefix, Map<String, NDArray> arrays) {
        NDArray u = arrays.remove(prefix + "u");
        NDArray v = arrays.remove(prefix + "v");
        if (u != null) {
            NDArray weight = arrays.get(prefix + "weight");
            NDArray matrix = weight.reshape(outputs(), rowSize());
            arrays.put(
                    prefix + "weight",
                    weight.div(v.matMul(matrix.transpose()).mul(u).sum()));
        }
    }
}

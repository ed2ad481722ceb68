package org.gan4j.losses.penalty;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Spectral normalisation of a linear layer: its weight is divided by its largest singular value, so that the layer is
 * 1-Lipschitz.
 *
 * <pre>
 * y = x·(W/σ(W))ᵀ + b,   σ = uᵀWv
 * each training forward:  v ← Wᵀu/‖Wᵀu‖,   u ← Wv/‖Wv‖
 * </pre>
 *
 * <p>Each training forward takes one step of the power iteration. That keeps {@code u} and {@code v} near the singular
 * vectors, since the weight moves little between two steps. They count as constants: the gradient flows through the weight in
 * {@code W/σ} and in {@code uᵀWv}. An inference forward changes nothing. At the start the iteration runs {@value #WARM_UP}
 * times, so that the first σ is right too.
 *
 * <p>Input is {@code [..., d]}, output {@code [..., units]}, as of the layer inside. {@code u} and {@code v} are parameters
 * that do not learn, so that whatever saves the block's parameters saves them too.
 *
 * <pre>{@code
 * SequentialBlock critic = new SequentialBlock()
 *         .add(new SpectralNorm(Linear.builder().setUnits(128).build()))
 *         .add(Activation::relu).add(new SpectralNorm(Linear.builder().setUnits(1).build()));
 * }</pre>
 *
 * <p>Source: Miyato et al. 2018, "Spectral Normalization for Generative Adversarial Networks", algorithm 1; PyTorch's
 * {@code torch.nn.utils.spectral_norm} with one iteration.
 */
public final class SpectralNorm extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final int WARM_UP = 15;
    private static final String DIVIDED = "return torch.div(torch.linear(x, weight, None), sigma)";

    private static final TorchScriptFunction ITERATE =
            function("weight: Tensor, u: Tensor, v: Tensor", true, "return u, v");

    private static final TorchScriptFunction TRAINING =
            function("x: Tensor, weight: Tensor, u: Tensor, v: Tensor", true, DIVIDED + ", u, v");

    private static final TorchScriptFunction INFERENCE =
            function("x: Tensor, weight: Tensor, u: Tensor, v: Tensor", false, DIVIDED);

    private final Linear linear;
    private final Parameter u;
    private final Parameter v;

    /**
     * Wraps a layer.
     *
     * @param linear the layer, with or without bias
     */
    public SpectralNorm(Linear linear) {
        super(VERSION);
        this.linear = addChildBlock("linear", linear);
        this.u = addParameter(vector("u"));
        this.v = addParameter(vector("v"));
    }

    /**
     * The spectral norm of a weight as TorchScript, for functions that run whole networks.
     *
     * @param sigma the name that σ is given
     * @param weight the weight {@code W}, {@code [units, d]}, a name or an expression
     * @param u the name of the left vector, {@code [1, units]}; after an iteration it means the new one
     * @param v the name of the right vector, {@code [1, d]}; after an iteration it means the new one
     * @param iterate whether to take a step of the power iteration first, as in training
     * @return statements after which {@code sigma} has the gradient of {@code uᵀWv} with respect to the weight
     */
    public static List<String> statements(String sigma, String weight, String u, String v, boolean iterate) {
        List<String> statements = new ArrayList<>();
        if (iterate) {
            statements.add(v + " = torch.mm(" + u + ", torch.detach(" + weight + "))");
            statements.add(normalised(v));
        }
        statements.add(sigma + " = torch.linear(" + v + ", " + weight + ", None)"); // Wv
        if (iterate) {
            statements.add(u + " = torch.detach(" + sigma + ")");
            statements.add(normalised(u));
        }
        statements.add(sigma + " = torch.sum(torch.mul(" + sigma + ", " + u + "))");
        return statements;
    }

    /** 1e-12 is PyTorch's least length that a vector is divided by. */
    private static String normalised(String vector) {
        return vector + " = torch.div(" + vector + ", torch.clamp_min(torch.norm(" + vector + "), 1e-12))";
    }

    private static TorchScriptFunction function(String arguments, boolean iterate, String result) {
        List<String> body = statements("sigma", "weight", "u", "v", iterate);
        body.add(result);
        return new TorchScriptFunction(arguments, body.toArray(String[]::new));
    }

    /**
     * Brings random vectors near the singular vectors, by {@value #WARM_UP} steps of the power iteration in place.
     *
     * @param weight the weight {@code W}, {@code [units, d]}
     * @param u the left vector, {@code [1, units]}
     * @param v the right vector, {@code [1, d]}
     */
    public static void warmUp(NDArray weight, NDArray u, NDArray v) {
        for (int i = 0; i < WARM_UP; i++) {
            NDList vectors = ITERATE.call(new NDList(weight, u, v));
            u.intern(vectors.get(0));
            v.intern(vectors.get(1));
        }
    }

    private static Parameter vector(String name) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optInitializer(new NormalInitializer(1))
                .optRequiresGrad(false)
                .build();
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        u.setShape(new Shape(1, linear.getOutputShapes(inputShapes)[0].tail()));
        v.setShape(new Shape(1, inputShapes[0].tail()));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        linear.initialize(manager, dataType, inputShapes);
        warmUp(weight().getArray(), u.getArray(), v.getArray());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return linear.getOutputShapes(inputShapes);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDArray weight = parameterStore.getValue(weight(), x.getDevice(), training);
        NDArray left = parameterStore.getValue(u, x.getDevice(), training);
        NDArray right = parameterStore.getValue(v, x.getDevice(), training);
        NDList output = (training ? TRAINING : INFERENCE).call(new NDList(x, weight, left, right));
        if (training) {
            left.intern(output.get(1));
            right.intern(output.get(2));
        }
        NDArray y = output.head();
        Parameter bias = linear.getDirectParameters().get("bias");
        return new NDList(bias == null ? y : y.add(parameterStore.getValue(bias, x.getDevice(), training)));
    }

    private Parameter weight() {
        return linear.getDirectParameters().get("weight");
    }
}

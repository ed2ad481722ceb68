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
import org.gan4j.losses.Scaled;

/**
 * Spectral normalisation of a linear layer: its weight is divided by its largest singular value, so that the layer is
 * 1-Lipschitz.
 *
 * <pre>
 * y = x·(W/σ(W))ᵀ + b,   σ = uᵀWv
 * each training forward:  v ← Wᵀu/‖Wᵀu‖,   u ← Wv/‖Wv‖
 * </pre>
 *
 * <p>One step of the power iteration a training forward keeps {@code u} and {@code v} near the singular vectors, since the weight moves
 * little between two steps. They count as constants; the gradient flows through the weight in {@code W/σ} and in {@code uᵀWv}. An inference
 * forward changes nothing. At the start the iteration runs {@value #WARM_UP} times, so that the first σ is right too.
 *
 * <p>Input is {@code [..., d]}, output {@code [..., units]}, as of the layer inside. {@code u} and {@code v} are parameters that do not
 * learn, so that whatever saves the block's parameters saves them too.
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

    /** PyTorch's: the least length that a vector is divided by. */
    private static final double SHORTEST = 1e-12;

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
        for (int i = 0; i < WARM_UP; i++) {
            try (NDManager scope = manager.newSubManager()) {
                iterate(weight().getArray(), u.getArray(), v.getArray(), scope);
            }
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return linear.getOutputShapes(inputShapes);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDManager scope = x.getManager();
        NDArray weight = parameterStore.getValue(weight(), x.getDevice(), training);
        NDArray left = parameterStore.getValue(u, x.getDevice(), training);
        NDArray right = parameterStore.getValue(v, x.getDevice(), training);
        if (training) {
            iterate(weight, left, right, scope);
        }
        // Input first, weight second: results belong to the left operand's manager, and the weight's lives long.
        NDArray sigma = product(constant(right, scope), weight)
                .mul(constant(left, scope))
                .sum();
        NDArray y = product(x, weight).div(sigma);
        Parameter bias = linear.getDirectParameters().get("bias");
        return new NDList(bias == null ? y : y.add(parameterStore.getValue(bias, x.getDevice(), training)));
    }

    private Parameter weight() {
        return linear.getDirectParameters().get("weight");
    }

    /** One step of the power iteration, outside of any graph; the vectors take over the new numbers. */
    private static void iterate(NDArray weight, NDArray u, NDArray v, NDManager scope) {
        NDArray w = constant(weight, scope);
        NDArray right = normalised(constant(u, scope).matMul(w));
        NDArray left = normalised(product(right, w));
        v.intern(right);
        u.intern(left);
    }

    private static NDArray constant(NDArray array, NDManager scope) {
        NDArray constant = array.stopGradient();
        constant.attach(scope);
        return constant;
    }

    private static NDArray product(NDArray input, NDArray weight) {
        return Linear.linear(input, weight, null).singletonOrThrow();
    }

    private static NDArray normalised(NDArray row) {
        NDArray length = row.norm();
        return row.div(length.maximum(Scaled.constant(length, SHORTEST)));
    }
}

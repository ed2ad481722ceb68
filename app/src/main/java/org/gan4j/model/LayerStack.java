package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Linear layers with their activations, which the engine runs as one call instead of three a layer. In float32 it computes the
 * same to the last bit, gradients of any order included.
 */
final class LayerStack extends AbstractBlock {

    private static final String EXACT = "torch.linear(%s, weights[%d], weights[%d])";

    /** Factors are rounded to bfloat16 (15) and the product goes on in float32 (6), forward and backward alike. */
    private static final String ROUNDED =
            "torch.add(torch.to(torch.linear(torch.to(%s, 15), torch.to(weights[%d], 15), None), 6), weights[%d])";

    private final List<Linear> linears = new ArrayList<>();
    private final TorchScriptFunction function;

    @SuppressWarnings("this-escape") // DJL's way to register children; the class is final
    LayerStack(List<Linear> linears, List<ActivationFunction> activations, Precision precision) {
        StringBuilder body = new StringBuilder("x");
        for (int i = 0; i < linears.size(); i++) {
            this.linears.add(addChildBlock("linear", linears.get(i)));
            String form = precision == Precision.BFLOAT16 ? ROUNDED : EXACT;
            String linear = String.format(Locale.ROOT, form, body, 2 * i, 2 * i + 1);
            body.replace(0, body.length(), activations.get(i).torchScript(linear));
        }
        this.function = new TorchScriptFunction("x: Tensor, weights: Tensor[n]", "return " + body);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDList arguments = new NDList(1 + 2 * linears.size());
        arguments.add(x);
        for (Linear linear : linears) {
            linear.getDirectParameters()
                    .values()
                    .forEach(parameter -> arguments.add(store.getValue(parameter, x.getDevice(), training)));
        }
        return function.call(arguments);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape[] shapes = inputs;
        for (Linear linear : linears) {
            shapes = linear.getOutputShapes(shapes);
        }
        return shapes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
        Shape[] shapes = inputs;
        for (Linear linear : linears) {
            linear.initialize(manager, dataType, shapes);
            shapes = linear.getOutputShapes(shapes);
        }
    }
}

package org.gan4j.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.gan4j.losses.penalty.Critic;

/** A small critic of three inputs as a DJL block, with the weights and the samples of {@link PenaltyNumbers}. */
public final class TanhNetwork implements Critic {

    public static final float[] REAL = {.2f, -.4f, 1, 1.5f, .3f, -.7f};
    public static final float[] FAKE = {-.6f, .8f, .1f, .4f, -1.2f, .9f};

    private static final float[][] WEIGHTS = {
        {.5f, -.3f, .8f, -.2f, .7f, .1f, .9f, .4f, -.6f, .3f, -.8f, .2f}, // w1, 4x3
        {.1f, -.2f, .3f, 0}, // b1
        {.7f, -.5f, .6f, .9f}, // w2, 1x4
        {.05f} // b2
    };

    private final SequentialBlock block = new SequentialBlock()
            .add(Linear.builder().setUnits(4).build())
            .add(Activation::tanh)
            .add(Linear.builder().setUnits(1).build());
    private final ParameterStore parameters;

    public TanhNetwork(NDManager manager) {
        parameters = new ParameterStore(manager, false);
        List<Parameter> all = block.getParameters().values();
        for (int i = 0; i < WEIGHTS.length; i++) {
            float[] values = WEIGHTS[i];
            all.get(i).setInitializer((owner, shape, type) -> owner.create(values, shape));
        }
        block.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
    }

    /** w1, b1, w2, b2. */
    public List<NDArray> weights() {
        return block.getParameters().values().stream().map(Parameter::getArray).toList();
    }

    @Override
    public NDArray score(NDArray samples) {
        return block.forward(parameters, new NDList(samples), true).singletonOrThrow();
    }
}

package org.gan4j.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;

/**
 * Multilayer perceptrons: linear layers with an activation behind each, the last one with its own.
 *
 * <p>Weights are named as those of PyTorch's {@code nn.Sequential} of the same layers, {@code 0.weight}, {@code 0.bias},
 * {@code 2.weight} and so on, so that its {@code load_state_dict} takes them as they are.
 */
public final class Mlp {

    private Mlp() {}

    /**
     * Makes a network with random weights.
     *
     * @param widths the widths from input to output, at least two
     * @param hidden the activation behind every layer but the last
     * @param output the activation behind the last layer
     * @param initialization where the weights start
     * @param manager owns the weights, and tells the device
     * @return the network
     */
    public static Network create(
            List<Integer> widths,
            ActivationFunction hidden,
            ActivationFunction output,
            Initialization initialization,
            NDManager manager) {
        SequentialBlock block = new SequentialBlock();
        List<String> names = new ArrayList<>();
        int layers = widths.size() - 1;
        for (int layer = 0; layer < layers; layer++) {
            Block linear = Linear.builder().setUnits(widths.get(layer + 1)).build();
            initialization.apply(linear, widths.get(layer));
            block.add(linear);
            block.add((layer < layers - 1 ? hidden : output).block());
            names.add(2 * layer + ".weight");
            names.add(2 * layer + ".bias");
        }
        return new Network(block, names, new Shape(1, widths.get(0)), manager);
    }
}

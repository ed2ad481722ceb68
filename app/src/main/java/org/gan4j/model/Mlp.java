package org.gan4j.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.losses.penalty.SpectralNorm;

/**
 * A multilayer perceptron in the making: linear layers with an activation behind each, the last one with its own.
 *
 * <p>Weights are named as those of PyTorch's {@code nn.Sequential} of the same layers, {@code 0.weight}, {@code 0.bias},
 * {@code 2.weight} and so on, so that its {@code load_state_dict} takes them as they are.
 *
 * @param block the layers, not yet initialised
 * @param names the names of its arrays, in the order of {@code block.getParameters()}
 * @param inputs the width of the input
 * @param layers what the block is made of, from input to output
 */
public record Mlp(Block block, List<String> names, int inputs, List<Layer> layers) {

    /**
     * Stacks layers.
     *
     * @param widths the widths from input to output, at least two
     * @param hidden the activation behind every layer but the last
     * @param output the activation behind the last layer
     * @param initialization where the weights start
     * @param precision of the layers' products; float32 or tf32 with a spectral norm
     * @param spectralNorm whether each layer is divided by its spectral norm
     * @return the layers
     */
    public static Mlp of(
            List<Integer> widths,
            ActivationFunction hidden,
            ActivationFunction output,
            Initialization initialization,
            Precision precision,
            boolean spectralNorm) {
        List<Linear> linears = new ArrayList<>();
        List<ActivationFunction> activations = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Layer> stack = new ArrayList<>();
        int layers = widths.size() - 1;
        for (int layer = 0; layer < layers; layer++) {
            Linear linear = Linear.builder().setUnits(widths.get(layer + 1)).build();
            initialization.apply(linear, widths.get(layer));
            linears.add(linear);
            ActivationFunction activation = layer < layers - 1 ? hidden : output;
            activations.add(activation);
            stack.add(new Layer(
                    String.valueOf(2 * layer), widths.get(layer), widths.get(layer + 1), activation, spectralNorm));
            if (spectralNorm) {
                names.add(2 * layer + ".u");
                names.add(2 * layer + ".v");
            }
            names.add(2 * layer + ".weight");
            names.add(2 * layer + ".bias");
        }
        Block block = spectralNorm ? normalised(linears, activations) : new LayerStack(linears, activations, precision);
        return new Mlp(block, names, widths.get(0), stack);
    }

    private static Block normalised(List<Linear> linears, List<ActivationFunction> activations) {
        SequentialBlock block = new SequentialBlock();
        for (int layer = 0; layer < linears.size(); layer++) {
            block.add(new SpectralNorm(linears.get(layer)));
            if (!activations.get(layer).equals(ActivationFunction.NONE)) {
                block.add(activations.get(layer).block());
            }
        }
        return block;
    }

    /**
     * Gives the layers random weights.
     *
     * @param manager owns the weights, and tells the device
     * @return the network
     */
    public Network network(NDManager manager) {
        return new Network(block, names, new Shape(1, inputs), manager);
    }
}

package org.gan4j.model;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.initializer.UniformInitializer;
import java.util.List;

/**
 * Where the weights of linear layers start.
 *
 * @param std the standard deviation of normal weights, with biases of 0; or 0 for PyTorch's default, weights and biases
 *     from {@code U(-1/√n, 1/√n)} with {@code n} inputs to the layer
 */
public record Initialization(double std) {

    /** PyTorch's default for linear layers. */
    public static final Initialization PYTORCH = new Initialization(0);

    /**
     * What {@link #parse} reads, with the deviation of DCGAN (Radford et al. 2016) for an example.
     *
     * @return a text for each kind
     */
    public static List<String> names() {
        return List.of(PYTORCH.toString(), new Initialization(0.02).toString());
    }

    /**
     * Reads {@code pytorch} or {@code normal:STD}.
     *
     * @param text the text
     * @return the initialization
     * @throws IllegalArgumentException if it is neither
     */
    public static Initialization parse(String text) {
        if (text.equals("pytorch")) {
            return PYTORCH;
        }
        try {
            if (text.startsWith("normal:")) {
                double std = Double.parseDouble(text.substring("normal:".length()));
                if (std > 0 && std <= 1) {
                    return new Initialization(std);
                }
            }
        } catch (NumberFormatException e) {
            // said below, as for a deviation out of range
        }
        throw new IllegalArgumentException(
                "init (" + text + ") must be pytorch or normal:STD, STD above 0 and at most 1");
    }

    void apply(Block linear, int inputs) {
        if (std > 0) {
            linear.setInitializer(new NormalInitializer((float) std), Parameter.Type.WEIGHT);
            linear.setInitializer(Initializer.ZEROS, Parameter.Type.BIAS);
        } else {
            Initializer uniform = new UniformInitializer((float) (1 / Math.sqrt(inputs)));
            linear.setInitializer(uniform, Parameter.Type.WEIGHT);
            linear.setInitializer(uniform, Parameter.Type.BIAS);
        }
    }

    @Override
    public String toString() {
        return std > 0 ? "normal:" + std : "pytorch";
    }
}

package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Where the weights of a layer start.
 *
 * @param std the standard deviation of normal weights, with biases of 0; or 0 for PyTorch's default, weights and biases
 *     from {@code U(-1/√n, 1/√n)} with {@code n} inputs to each output
 */
public record Initialization(double std) {

    /** PyTorch's default for linear layers and convolutions. */
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

    /** Draws a weight of so many inputs to each output. */
    NDArray weight(NDManager manager, Shape shape, long inputs) {
        return std > 0
                ? manager.randomNormal(0, (float) std, shape, DataType.FLOAT32)
                : uniform(manager, shape, inputs);
    }

    /** Draws the biases of such a weight. */
    NDArray bias(NDManager manager, Shape shape, long inputs) {
        return std > 0 ? manager.zeros(shape, DataType.FLOAT32) : uniform(manager, shape, inputs);
    }

    private static NDArray uniform(NDManager manager, Shape shape, long inputs) {
        float bound = (float) (1 / Math.sqrt(inputs));
        return manager.randomUniform(-bound, bound, shape, DataType.FLOAT32);
    }

    @Override
    public String toString() {
        return std > 0 ? "normal:" + std : "pytorch";
    }
}

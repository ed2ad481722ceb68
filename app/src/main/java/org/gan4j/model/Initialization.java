package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Where the weights of a layer start, with {@code n} inputs to each output. Normal ones have a mean of 0, and biases of 0.
 *
 * @param std the standard deviation of normal weights, if it is the same for every layer; otherwise 0
 * @param gain {@code n} times the variance of normal weights, if that depends on {@code n}; otherwise 0. Where both are 0, weights and
 *     biases are PyTorch's default, from {@code U(-1/√n, 1/√n)}
 */
public record Initialization(double std, double gain) {

    /** PyTorch's default for linear layers and convolutions. */
    public static final Initialization PYTORCH = new Initialization(0, 0);

    /**
     * Variance {@code 2/n}: what a ReLU halves stays as it is from layer to layer (He et al. 2015, equation 10). A leaky one of slope
     * 0.2 would ask for {@code 2/(1 + 0.2²)}, which is 2 % less of a deviation and not made use of. After a last layer there is no ReLU:
     * see {@link #ofLastLayer}.
     */
    public static final Initialization HE = new Initialization(0, 2);

    /** Variance {@code 1/n}: what has no ReLU after it stays as it is (LeCun et al. 1998, "Efficient BackProp", equation 16). */
    public static final Initialization LECUN = new Initialization(0, 1);

    /**
     * Normal weights of one deviation.
     *
     * @param std the deviation
     */
    public Initialization(double std) {
        this(std, 0);
    }

    /**
     * What {@link #parse} reads, with the deviation of DCGAN (Radford et al. 2016) for an example.
     *
     * @return a text for each kind
     */
    public static List<String> names() {
        return List.of(PYTORCH.toString(), HE.toString(), LECUN.toString(), new Initialization(0.02).toString());
    }

    /**
     * Reads {@code pytorch}, {@code he}, {@code lecun} or {@code normal:STD}.
     *
     * @param text the text
     * @return the initialization
     * @throws IllegalArgumentException if it is none of them
     */
    public static Initialization parse(String text) {
        for (Initialization named : List.of(PYTORCH, HE, LECUN)) {
            if (text.equals(named.toString())) {
                return named;
            }
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
                "init (" + text + ") must be pytorch, he, lecun or normal:STD, STD above 0 and at most 1");
    }

    /**
     * Where the weights of a network's last layer start, if those of the others start here.
     *
     * @return {@link #LECUN} for {@link #HE}; the same for others
     */
    public Initialization ofLastLayer() {
        return equals(HE) ? LECUN : this;
    }

    private boolean isNormal() {
        return std > 0 || gain > 0;
    }

    /** Draws a weight of so many inputs to each output. */
    NDArray weight(NDManager manager, Shape shape, long inputs) {
        double deviation = gain > 0 ? Math.sqrt(gain / inputs) : std;
        return isNormal()
                ? manager.randomNormal(0, (float) deviation, shape, DataType.FLOAT32)
                : uniform(manager, shape, inputs);
    }

    /** Draws the biases of such a weight. */
    NDArray bias(NDManager manager, Shape shape, long inputs) {
        return isNormal() ? manager.zeros(shape, DataType.FLOAT32) : uniform(manager, shape, inputs);
    }

    private static NDArray uniform(NDManager manager, Shape shape, long inputs) {
        float bound = (float) (1 / Math.sqrt(inputs));
        return manager.randomUniform(-bound, bound, shape, DataType.FLOAT32);
    }

    @Override
    public String toString() {
        if (gain > 0) {
            return gain == 1 ? "lecun" : gain == 2 ? "he" : "gain:" + gain;
        }
        return std > 0 ? "normal:" + std : "pytorch";
    }
}

package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Where the weights of a layer start, with {@code n} inputs to each output. Normal ones have a mean of 0, and biases of 0.
 *
 * @param kind how weights are drawn
 * @param number the kind's number; 0 if it has none
 */
public record Initialization(Kind kind, double number) {

    /** The ways in which weights are drawn. */
    public enum Kind {
        /** PyTorch's default for weights and biases, from {@code U(-1/√n, 1/√n)}; it has no number. */
        UNIFORM,
        /** Normal weights, whose standard deviation is the number: the same for every layer, and with 0 they are all 0. */
        DEVIATION,
        /** Normal weights, whose variance is the number divided by {@code n}. */
        GAIN
    }

    /** PyTorch's default for linear layers and convolutions. */
    public static final Initialization PYTORCH = new Initialization(Kind.UNIFORM, 0);

    /**
     * Variance {@code 2/n}: what a ReLU halves stays as it is from layer to layer (He et al. 2015, equation 10). A leaky one of slope
     * 0.2 would ask for {@code 2/(1 + 0.2²)}, which is 2 % less of a deviation and not made use of. After a last layer there is no ReLU:
     * see {@link #ofLastLayer}.
     */
    public static final Initialization HE = gain(2);

    /** Variance {@code 1/n}: what has no ReLU after it stays as it is (LeCun et al. 1998, "Efficient BackProp", equation 16). */
    public static final Initialization LECUN = gain(1);

    /**
     * Normal weights of one deviation.
     *
     * @param std the standard deviation, at least 0
     * @return the initialization
     */
    public static Initialization normal(double std) {
        return new Initialization(Kind.DEVIATION, std);
    }

    /** Normal weights of variance {@code gain/n}. */
    static Initialization gain(double gain) {
        return new Initialization(Kind.GAIN, gain);
    }

    /**
     * What {@link #parse} reads, with the deviation of DCGAN (Radford et al. 2016) for an example.
     *
     * @return a text for each kind
     */
    public static List<String> names() {
        return List.of(
                PYTORCH.toString(),
                HE.toString(),
                LECUN.toString(),
                normal(0.02).toString());
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
                    return normal(std);
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

    /** Draws a weight of so many inputs to each output. */
    NDArray weight(NDManager manager, Shape shape, long inputs) {
        return switch (kind) {
            case UNIFORM -> uniform(manager, shape, inputs);
            case DEVIATION -> manager.randomNormal(0, (float) number, shape, DataType.FLOAT32);
            case GAIN -> manager.randomNormal(0, (float) Math.sqrt(number / inputs), shape, DataType.FLOAT32);
        };
    }

    /** Draws the biases of such a weight. */
    NDArray bias(NDManager manager, Shape shape, long inputs) {
        return kind == Kind.UNIFORM ? uniform(manager, shape, inputs) : manager.zeros(shape, DataType.FLOAT32);
    }

    private static NDArray uniform(NDManager manager, Shape shape, long inputs) {
        float bound = (float) (1 / Math.sqrt(inputs));
        return manager.randomUniform(-bound, bound, shape, DataType.FLOAT32);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case UNIFORM -> "pytorch";
            case DEVIATION -> "normal:" + number;
            case GAIN -> number == 1 ? "lecun" : number == 2 ? "he" : "gain:" + number;
        };
    }
}

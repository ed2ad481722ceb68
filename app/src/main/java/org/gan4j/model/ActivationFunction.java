package org.gan4j.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An activation by name.
 *
 * @param kind the function
 * @param slope the slope left of 0 of a leaky ReLU; 0 for the others
 */
public record ActivationFunction(Kind kind, float slope) {

    /** Leaves its input alone. */
    public static final ActivationFunction NONE = new ActivationFunction(Kind.NONE, 0);

    /** The hyperbolic tangent. */
    public static final ActivationFunction TANH = new ActivationFunction(Kind.TANH, 0);

    /** The functions there are. */
    public enum Kind {
        /** The identity. */
        NONE,
        /** {@code max(x, 0)}. */
        RELU,
        /** {@code max(x, 0) + slope·min(x, 0)}. */
        LEAKY_RELU,
        /** {@code tanh(x)}. */
        TANH
    }

    /**
     * What {@link #parse} reads, without a slope.
     *
     * @return a name for each function that a person may choose
     */
    public static List<String> names() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.NONE)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /**
     * Reads {@code relu}, {@code leaky-relu[:SLOPE]} (0.2 where none is given) or {@code tanh}.
     *
     * @param text the text
     * @return the activation
     * @throws IllegalArgumentException if it is none of these
     */
    public static ActivationFunction parse(String text) {
        String[] parts = text.split(":", 2);
        if (parts[0].equals("leaky-relu")) {
            return new ActivationFunction(Kind.LEAKY_RELU, parts.length == 1 ? 0.2f : slope(text, parts[1]));
        }
        return switch (text) {
            case "relu" -> new ActivationFunction(Kind.RELU, 0);
            case "tanh" -> TANH;
            default -> throw refusal(text);
        };
    }

    private static float slope(String text, String number) {
        try {
            float slope = Float.parseFloat(number);
            if (slope >= 0 && slope < 1) {
                return slope;
            }
        } catch (NumberFormatException e) {
            // said below, as for a slope out of range
        }
        throw refusal(text);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "activation (" + text + ") must be relu, tanh or leaky-relu[:SLOPE], SLOPE at least 0 and below 1");
    }

    /**
     * The activation as a block.
     *
     * @return a new block without parameters
     */
    public Block block() {
        return switch (kind) {
            case NONE -> Blocks.identityBlock();
            case RELU -> Activation.reluBlock();
            case LEAKY_RELU -> Activation.leakyReluBlock(slope);
            case TANH -> Activation.tanhBlock();
        };
    }

    /**
     * The activation as TorchScript text.
     *
     * @param input the text of its input
     * @return the text of its output
     */
    public String torchScript(String input) {
        return switch (kind) {
            case NONE -> input;
            case RELU -> "torch.relu(" + input + ")";
            case TANH -> "torch.tanh(" + input + ")";
            // As a double, so that it is the very number that DJL's block computes with.
            case LEAKY_RELU -> "torch.leaky_relu(" + input + ", " + (double) slope + ")";
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case NONE -> "none";
            case RELU -> "relu";
            case LEAKY_RELU -> "leaky-relu:" + slope;
            case TANH -> "tanh";
        };
    }
}

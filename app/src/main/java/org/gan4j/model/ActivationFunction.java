package org.gan4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An activation: a function of each number alone. One more is one more constant of {@link Kind}.
 *
 * @param kind the function
 * @param slope the slope left of 0 of a leaky ReLU; 0 for the others
 */
public record ActivationFunction(Kind kind, float slope) implements Layer {

    /** The hyperbolic tangent. */
    public static final ActivationFunction TANH = new ActivationFunction(Kind.TANH, 0);

    private static final float USUAL_SLOPE = 0.2f;

    /** A linear layer with a bias: with a ReLU after it, one kernel of a GPU. */
    private static final Pattern PRODUCT = Pattern.compile("torch\\.linear\\((\\S+), (\\S+), (arrays\\S+)\\)");

    /** The functions there are. */
    public enum Kind {
        /** {@code max(x, 0)}. */
        RELU("torch.relu%1$s(%2$s%4$s)", "torch.threshold_backward(%1$s, %2$s, 0%4$s)", "Relu", false),
        /** {@code tanh(x)}. */
        TANH("torch.tanh%1$s(%2$s%4$s)", "torch.tanh_backward(%1$s, %2$s%4$s)", "Tanh", false),
        /** {@code max(x, 0) + slope·min(x, 0)}. */
        LEAKY_RELU(
                "torch.leaky_relu%1$s(%2$s, %3$s%4$s)",
                "torch.leaky_relu_backward(%1$s, %2$s, %3$s, True%4$s)", "LeakyRelu", true);

        private final String torchScript;
        private final String derivative;
        private final String onnx;
        private final boolean sloped;

        /**
         * A function in the languages that it is computed in.
         *
         * @param torchScript its text, with places for "_" where the input may be overwritten, for the input, the slope, and where it is written
         * @param derivative the text of a gradient times its derivative, with places for the gradient, the output, the slope and where it
         *     is written: each of these derivatives can be told from the output
         * @param onnx the operator, whose attribute {@code alpha} is the slope
         * @param sloped whether it has a slope
         */
        Kind(String torchScript, String derivative, String onnx, boolean sloped) {
            this.torchScript = torchScript;
            this.derivative = derivative;
            this.onnx = onnx;
            this.sloped = sloped;
        }
    }

    /**
     * What {@link #parse} reads, without a slope.
     *
     * @return a name for each function
     */
    public static List<String> names() {
        return Arrays.stream(Kind.values()).map(NamedConstants::nameOf).toList();
    }

    /**
     * Reads {@code relu}, {@code tanh} or {@code leaky-relu[:SLOPE]} (0.2 where none is given).
     *
     * @param text the text
     * @return the activation
     * @throws IllegalArgumentException if it is none of these
     */
    public static ActivationFunction parse(String text) {
        String[] parts = text.split(":", 2);
        for (Kind kind : Kind.values()) {
            if (NamedConstants.nameOf(kind).equals(parts[0]) && (parts.length == 1 || kind.sloped)) {
                float usual = kind.sloped ? USUAL_SLOPE : 0;
                return new ActivationFunction(kind, parts.length == 1 ? usual : slope(text, parts[1]));
            }
        }
        throw refusal(text);
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
        List<String> forms = Arrays.stream(Kind.values())
                .map(kind -> NamedConstants.nameOf(kind) + (kind.sloped ? "[:SLOPE]" : ""))
                .toList();
        return new IllegalArgumentException(
                "activation (" + text + ") must be " + NamedConstants.anyOf(forms) + ", SLOPE at least 0 and below 1");
    }

    @Override
    public String forward(Script script, String input) {
        String place = script.place();
        Matcher product = PRODUCT.matcher(input);
        if (kind == Kind.RELU && script.keeps() && product.matches() && place.isEmpty()) {
            return script.keep("y", product.replaceFirst("torch._addmm_activation($3, $1, torch.t($2))"));
        }
        // The slope as a double, so that no digit of the float is lost.
        String inPlace = place.isEmpty() && script.mayOverwrite(input) ? "_" : "";
        return script.keep("y", String.format(Locale.ROOT, kind.torchScript, inPlace, input, (double) slope, place));
    }

    @Override
    public String back(Sweep sweep, String gradient) {
        boolean inPlace = sweep.mayOverwriteGradient(gradient, bends());
        String u = bends() ? sweep.keep("u", gradient) : sweep.let(gradient);
        return sweep.bent("input", times(u, sweep.kept("y"), inPlace ? ", grad_input=" + u : ""));
    }

    @Override
    public String ahead(Sweep sweep, String change) {
        String y = sweep.kept("y");
        if (!bends()) {
            return times(change, y);
        }
        String q = sweep.let(change);
        // The slope is u·f'(a), and f'' = -2·f·f' of a tanh.
        String product = "torch.mul(" + q + ", " + sweep.kept("u") + ")";
        sweep.bend("input", "torch.mul(torch.mul(" + times(product, y) + ", " + y + "), -2)");
        return times(q, y);
    }

    /**
     * What the variance of the weights before it is multiplied with, so that numbers stay as large from layer to layer (He et al. 2015).
     *
     * @return {@code 2/(1 + slope²)} of what is linear on either side of 0; 1 of a tanh
     */
    double gain() {
        return bends() ? 1 : 2 / (1 + (double) slope * slope);
    }

    /** A gradient times the derivative where the output is {@code y}. */
    private String times(String gradient, String y) {
        return times(gradient, y, "");
    }

    private String times(String gradient, String y, String to) {
        return String.format(Locale.ROOT, kind.derivative, gradient, y, (double) slope, to);
    }

    @Override
    public boolean bends() {
        return kind == Kind.TANH;
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        return graph.node(kind.onnx, kind.sloped ? Map.of("alpha", slope) : Map.of(), input);
    }

    @Override
    public String toString() {
        return NamedConstants.nameOf(kind) + (kind.sloped ? ":" + slope : "");
    }
}

package org.gan4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How an autoencoding discriminator measures that it gives a sample again: the mean over the sample's numbers. */
public enum Energy {
    /** The mean squared error, as in reimplementations of EBGAN; its paper is quoted with the norm of the error. */
    SQUARED("torch.square(%s)", "torch.mul(%s, 2)"),
    /** The mean absolute error, as in BEGAN. */
    ABSOLUTE("torch.abs(%s)", "torch.sign(%s)");

    private final String torchScript;
    private final String derivative;

    Energy(String torchScript, String derivative) {
        this.torchScript = torchScript;
        this.derivative = derivative;
    }

    /** What becomes of each number's error, as TorchScript text. */
    String torchScript(String error) {
        return String.format(Locale.ROOT, torchScript, error);
    }

    /** The derivative of that, as TorchScript text. */
    String derivative(String error) {
        return String.format(Locale.ROOT, derivative, error);
    }

    /** What becomes of each number's error, as a value of an ONNX graph. */
    String onnx(OnnxGraph graph, String error) {
        return this == SQUARED ? graph.node("Mul", Map.of(), error, error) : graph.node("Abs", Map.of(), error);
    }

    /**
     * What {@link #parse} reads.
     *
     * @return a name for each energy
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(Energy::toString).toList();
    }

    /**
     * Reads {@code squared} or {@code absolute}.
     *
     * @param text the text
     * @return the energy
     * @throws IllegalArgumentException if it is neither
     */
    public static Energy parse(String text) {
        return NamedConstants.parse(values(), "energy", text);
    }

    @Override
    public String toString() {
        return NamedConstants.nameOf(this);
    }
}

package org.gan4j.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How precisely the matrix products of a training multiply. Weights, sums, losses and optimizers are float32 in any case, and so is
 * whatever is computed of a trained network. Samples that a training itself shows are not rounded to bfloat16 either.
 */
public enum Precision {
    /** 24 significant bits. */
    FLOAT32,
    /** Factors of 11 significant bits, which the tensor cores of a GPU round themselves; of no other device. */
    TF32,
    /** Factors and products of 8 significant bits, rounded in the layers; on any device. */
    BFLOAT16;

    /**
     * What {@link #parse} reads.
     *
     * @return a name for each precision
     */
    public static List<String> names() {
        return Stream.of(values()).map(Precision::toString).toList();
    }

    /**
     * Reads {@code float32}, {@code tf32} or {@code bfloat16}.
     *
     * @param text the text
     * @return the precision
     * @throws IllegalArgumentException if it is none of these
     */
    public static Precision parse(String text) {
        return NamedConstants.parse(values(), "precision", text);
    }

    /**
     * The text of a product of matrices. In bfloat16 its factors are rounded (to type 15), and it goes on in float32 (type 6), forward and
     * backward alike.
     *
     * @param form the product with a place for each factor
     * @param input the text of the first factor
     * @param weight the text of the second factor
     * @return the text of the product
     */
    String product(String form, String input, String weight) {
        return this == BFLOAT16
                ? "torch.to("
                        + String.format(
                                Locale.ROOT, form, "torch.to(" + input + ", 15)", "torch.to(" + weight + ", 15)")
                        + ", 6)"
                : String.format(Locale.ROOT, form, input, weight);
    }

    @Override
    public String toString() {
        return NamedConstants.nameOf(this);
    }
}

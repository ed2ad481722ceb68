package org.gan4j.model;

import java.util.Locale;

/**
 * How precisely the matrix products of a training multiply. Weights, sums, losses and optimizers are float32 in any case, and so is
 * whatever is computed of a trained network. Samples and scores that a training itself shows are not rounded to bfloat16 either.
 */
public enum Precision {
    /** 24 significant bits. */
    FLOAT32,
    /** Factors of 11 significant bits, which the tensor cores of a GPU round themselves; of no other device. */
    TF32,
    /** Factors and products of 8 significant bits, rounded in the layers; on any device. */
    BFLOAT16;

    /**
     * Reads {@code float32}, {@code tf32} or {@code bfloat16}.
     *
     * @param text the text
     * @return the precision
     * @throws IllegalArgumentException if it is none of these
     */
    public static Precision parse(String text) {
        for (Precision precision : values()) {
            if (precision.toString().equals(text)) {
                return precision;
            }
        }
        throw new IllegalArgumentException("precision (" + text + ") must be float32, tf32 or bfloat16");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

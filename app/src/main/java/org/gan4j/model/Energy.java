package org.gan4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How an autoencoding discriminator measures that it gives a sample again: the mean over the sample's numbers. */
public enum Energy {
    /** The mean squared error, as in EBGAN. */
    SQUARED,
    /** The mean absolute error, as in BEGAN. */
    ABSOLUTE;

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
        return switch (text) {
            case "squared" -> SQUARED;
            case "absolute" -> ABSOLUTE;
            default -> throw new IllegalArgumentException("energy (" + text + ") must be squared or absolute");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

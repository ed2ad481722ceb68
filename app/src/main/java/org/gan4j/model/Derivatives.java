package org.gan4j.model;

import java.util.List;
import java.util.stream.Stream;

/** How the derivatives of the networks are found. Both ways are exact; their roundings differ. */
public enum Derivatives {
    /** By the layers' own text, see {@link WayBack}; autograd differentiates the formulas of losses and penalties alone. */
    WRITTEN,
    /** By autograd through everything. */
    AUTOGRAD;

    /**
     * What {@link #parse} reads.
     *
     * @return a name for each way
     */
    public static List<String> names() {
        return Stream.of(values()).map(Derivatives::toString).toList();
    }

    /**
     * Reads {@code written} or {@code autograd}.
     *
     * @param text the text
     * @return the way
     * @throws IllegalArgumentException if it is neither
     */
    public static Derivatives parse(String text) {
        return NamedConstants.parse(values(), "derivatives", text);
    }

    @Override
    public String toString() {
        return NamedConstants.nameOf(this);
    }
}

package org.gan4j.model;

import java.util.List;
import java.util.stream.Stream;

/** How the layers of an architecture are normalized. */
public enum Norm {
    /** Not at all. */
    NONE,
    /** {@link BatchNorm}. */
    BATCH,
    /** {@link GroupNorm}, in as many groups as there can be with eight channels or more in each, but at most 32. */
    GROUP,
    /** Layer normalization: {@link GroupNorm} with one group. */
    LAYER;

    private static final int LEAST_IN_A_GROUP = 8;
    private static final int MOST_GROUPS = 32;

    /** The layers that do it. */
    List<Layer> of(int channels) {
        return switch (this) {
            case NONE -> List.of();
            case BATCH -> List.of(new BatchNorm(channels));
            case GROUP -> List.of(new GroupNorm(groups(channels), channels));
            case LAYER -> List.of(new GroupNorm(1, channels));
        };
    }

    private static int groups(int channels) {
        int groups = Math.max(1, Math.min(MOST_GROUPS, channels / LEAST_IN_A_GROUP));
        while (channels % groups != 0) {
            groups--;
        }
        return groups;
    }

    /**
     * What {@link #parse} reads.
     *
     * @return a name for each
     */
    public static List<String> names() {
        return Stream.of(values()).map(Norm::toString).toList();
    }

    /**
     * Reads {@code none}, {@code batch}, {@code group} or {@code layer}.
     *
     * @param text the text
     * @return the normalization
     * @throws IllegalArgumentException if it is none of these
     */
    public static Norm parse(String text) {
        return NamedConstants.parse(values(), "norm", text);
    }

    @Override
    public String toString() {
        return NamedConstants.nameOf(this);
    }
}

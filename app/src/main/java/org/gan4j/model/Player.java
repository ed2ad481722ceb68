package org.gan4j.model;

/** The two players of the game. */
public enum Player {
    /** Makes samples of noise. */
    GENERATOR,
    /** Judges samples. */
    DISCRIMINATOR;

    /**
     * Reads {@code generator} or {@code discriminator}.
     *
     * @param text the text
     * @return the player
     * @throws IllegalArgumentException if it is neither
     */
    public static Player parse(String text) {
        return NamedConstants.parse(values(), "player", text);
    }

    @Override
    public String toString() {
        return NamedConstants.nameOf(this);
    }
}

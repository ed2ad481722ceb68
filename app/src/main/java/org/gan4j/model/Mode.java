package org.gan4j.model;

/** How a network runs. Most layers compute the same in each; those that keep state do not. */
public enum Mode {
    /** In training, while its own weights learn. */
    LEARNING,
    /** In training, while its weights are held fixed because the other player learns: layers still do as in training. */
    HELD,
    /** After training: no state moves, and no sample has to do with another. */
    INFERENCE,
    /** In an exported file: as after training, with arrays that have been folded ({@link Layer#fold}). */
    FOLDED
}

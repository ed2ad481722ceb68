package org.gan4j.data;

/** The two halves in which a data set comes: what a GAN learns from, and what its scores are taken against. */
public enum Split {
    /** What a GAN learns from. */
    TRAIN,
    /** What its scores are taken against. */
    TEST
}

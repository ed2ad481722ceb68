package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * What a discriminator says of a batch.
 *
 * @param scores a raw score a sample (or an energy, of an autoencoder), {@code [N, 1]}
 * @param classes logits of the classes, {@code [N, C]}; {@code null} without an auxiliary classifier
 * @param codes what an autoencoder makes of the samples at its narrowest, {@code [N, d]}; {@code null} otherwise
 */
public record CriticOutput(NDArray scores, NDArray classes, NDArray codes) {

    /**
     * Takes apart what is said of two batches of one size. The codes are left out: they matter to a generator, whose samples are judged
     * alone.
     *
     * @return what is said of the first batch, and of the second
     */
    public CriticOutput[] halves() {
        NDList scores = scores().split(2);
        NDList classes = classes() == null ? null : classes().split(2);
        CriticOutput[] halves = new CriticOutput[2];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = new CriticOutput(scores.get(i), classes == null ? null : classes.get(i), null);
        }
        return halves;
    }
}

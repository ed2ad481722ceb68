package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/**
 * A discriminator: a network and how its output is read.
 *
 * @param network gives a score or an energy a sample first; an autoencoder gives codes too
 * @param classes whether the logits of the classes come after the score (AC-GAN)
 */
public record Discriminator(Network network, boolean classes) {

    private static final NDIndex SCORES = new NDIndex(":, 0:1");
    private static final NDIndex CLASSES = new NDIndex(":, 1:");

    /**
     * Judges samples; gradients can flow to the weights and to the samples.
     *
     * @param samples a batch
     * @return what it says of them
     */
    public CriticOutput judge(NDArray samples) {
        NDList outputs = network.outputs(samples);
        NDArray first = outputs.head();
        return classes
                ? new CriticOutput(first.get(SCORES), first.get(CLASSES), null)
                : new CriticOutput(first, null, outputs.size() > 1 ? outputs.get(1) : null);
    }

    /**
     * The same discriminator with its weights held fixed: gradients can flow to the samples alone.
     *
     * @return a discriminator that follows every change of this one
     */
    public Discriminator held() {
        return new Discriminator(network.held(), classes);
    }
}

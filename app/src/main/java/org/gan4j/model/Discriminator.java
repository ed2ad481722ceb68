package org.gan4j.model;

import ai.djl.ndarray.NDArray;

/**
 * A discriminator: a network and how its output is read.
 *
 * @param network the network
 * @param head how its output is read
 */
public record Discriminator(Network network, DiscriminatorHead head) {

    /**
     * Judges samples; gradients can flow to the weights and to the samples.
     *
     * @param samples a batch
     * @return the verdict
     */
    public CriticOutput judge(NDArray samples) {
        return head.read(samples, network.outputs(samples));
    }

    /**
     * The same discriminator with its weights held fixed: gradients can flow to the samples alone.
     *
     * @return a discriminator that follows every change of this one
     */
    public Discriminator held() {
        return new Discriminator(network.held(), head);
    }
}

package org.gan4j.train;

import ai.djl.ndarray.NDArray;

/**
 * Generated samples, with what they were generated from.
 *
 * @param input how noise and classes become the generator's input
 * @param noise {@code [N, latent]}
 * @param labels the classes that were asked for, {@code [N]}, int64; {@code null} without classes
 * @param samples {@code [N, dimension]}
 */
record Generated(GeneratorInput input, NDArray noise, NDArray labels, NDArray samples) {

    /** The input of other noise for the same classes. */
    NDArray inputOf(NDArray otherNoise) {
        return input.of(otherNoise, labels);
    }
}

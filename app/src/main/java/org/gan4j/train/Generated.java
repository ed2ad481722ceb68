package org.gan4j.train;

import ai.djl.ndarray.NDArray;

/**
 * Generated samples, with what they were generated from.
 *
 * @param noise {@code [N, latent]}
 * @param labels the classes that were asked for, {@code [N]}, int64; {@code null} without classes
 * @param samples {@code [N, dimension]}
 */
record Generated(NDArray noise, NDArray labels, NDArray samples) {}

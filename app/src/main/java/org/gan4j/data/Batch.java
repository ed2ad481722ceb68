package org.gan4j.data;

import ai.djl.ndarray.NDArray;

/**
 * Samples, real or generated, with the classes they belong to.
 *
 * @param samples {@code [N, dimension]}, float32
 * @param labels {@code [N]}, int64; {@code null} without classes, or if they were not asked for
 */
public record Batch(NDArray samples, NDArray labels) {}

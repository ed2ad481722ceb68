package org.gan4j.model;

import ai.djl.ndarray.NDArray;

/**
 * What a discriminator says of a batch.
 *
 * @param scores a raw score a sample (or an energy, of an autoencoder), {@code [N, 1]}
 * @param classes logits of the classes, {@code [N, C]}; {@code null} without an auxiliary classifier
 * @param codes what an autoencoder makes of the samples at its narrowest, {@code [N, d]}; {@code null} otherwise
 */
public record CriticOutput(NDArray scores, NDArray classes, NDArray codes) {}

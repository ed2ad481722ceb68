/**
 * How fast the training loop is, and how fast it could be.
 *
 * <p>Start with {@link org.gan4j.bench.Benchmark}: the real {@link org.gan4j.train.GanTrainer} in turn with its
 * {@linkplain org.gan4j.bench.Floor floor}, the matrix products of the same step alone.
 */
package org.gan4j.bench;

/**
 * What a generator is worth, in numbers.
 *
 * <p>Start with {@link org.gan4j.eval.Evaluator}, which scores samples against real ones, and {@link org.gan4j.eval.Metric}, the list
 * of what it can say. Each number has a class of its own, or a method: {@link org.gan4j.eval.GaussianFit}, {@link
 * org.gan4j.eval.KernelDistance}, {@link org.gan4j.eval.Neighbourhoods}, {@link org.gan4j.eval.ClassMetrics}, {@link
 * org.gan4j.eval.ModeMetrics}, {@link org.gan4j.eval.GaussianMetrics}.
 */
package org.gan4j.eval;

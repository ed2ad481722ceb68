/**
 * The training loop.
 *
 * <p>Start with {@link org.gan4j.train.GanTrainer}, which shows the two updates; what goes on around them is a
 * {@link org.gan4j.train.TrainingListener}.
 */
package org.gan4j.train;

/**
 * The algorithm and its loop.
 *
 * <p>Start with {@link org.gan4j.train.GanStep}, which shows the two updates. {@link org.gan4j.train.GanTrainer} repeats it, and
 * {@link org.gan4j.train.TrainingListener}s do everything else between the steps. What a technique adds to a loss is a {@code Term}.
 * {@code RecordedSteps} plays steps as one call where that is possible.
 */
package org.gan4j.train;

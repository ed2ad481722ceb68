/**
 * Optimizers with PyTorch's formulas whose state can be saved, and learning-rate schedules.
 *
 * <p>Start with {@link org.gan4j.optim.Optimizer} and {@link org.gan4j.optim.UpdateRule}. DJL's own optimizers differ from
 * PyTorch's, hide their moments, and need some ten engine calls a weight.
 */
package org.gan4j.optim;

/**
 * Calls of the PyTorch engine that autograd does not look at, and arrays that are handed to it as one value.
 *
 * <p>Start with {@link org.gan4j.engine.Program}.
 */
package org.gan4j.engine;

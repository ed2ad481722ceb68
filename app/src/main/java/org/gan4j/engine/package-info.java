/**
 * Calls of the PyTorch engine that autograd does not look at, arrays that are handed to it as one value, and many calls as one.
 *
 * <p>Start with {@link org.gan4j.engine.Program}; {@link org.gan4j.engine.RecordedCalls} writes down what was called.
 */
package org.gan4j.engine;

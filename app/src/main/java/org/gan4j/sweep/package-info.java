/**
 * Many runs. A {@link org.gan4j.sweep.Plan} says which, a {@link org.gan4j.sweep.Pool} runs them as processes of their own, a {@link
 * org.gan4j.sweep.Sweep} sees to it that all of them come to their ends, and {@link org.gan4j.sweep.Standings} are what came of them.
 *
 * <p>All that is known stands in files, so that a sweep which was killed goes on from them.
 */
package org.gan4j.sweep;

package org.gan4j.losses.penalty;

import ai.djl.ndarray.NDArray;

/**
 * A critic (discriminator) as penalties see it: a differentiable function from samples to scores.
 *
 * <pre>{@code
 * ParameterStore store = new ParameterStore(manager, false);
 * Critic critic = samples -> block.forward(store, new NDList(samples), true).head();
 * NDArray scores = critic.score(real);
 * }</pre>
 */
@FunctionalInterface
public interface Critic {

    /**
     * Scores samples.
     *
     * @param samples {@code [N, ...]}
     * @return raw scores, one or a map a sample: {@code [N]}, {@code [N, 1]}, {@code [N, 1, H, W]}; a sample's scores must
     *     depend on that sample alone
     */
    NDArray score(NDArray samples);
}

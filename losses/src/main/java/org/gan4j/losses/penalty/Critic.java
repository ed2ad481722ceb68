package org.gan4j.losses.penalty;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

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

    /**
     * Scores that are known already: see {@link ScoredCritic}.
     *
     * @param samples {@code [N, ...]}
     * @return the scores of this very array, with their graph; empty if it has to be scored
     */
    default Optional<NDArray> known(NDArray samples) {
        return Optional.empty();
    }

    /**
     * The slopes of the scores, of a critic that finds them without autograd: see {@link InputGradient#at}.
     *
     * @param samples {@code [N, ...]}
     * @return {@code ∇D} at every sample, of the samples' shape; empty if autograd is to find it
     */
    default Optional<NDArray> slopes(NDArray samples) {
        return Optional.empty();
    }

    /**
     * Scores samples that no gradient shall flow to; those that are known are not scored again.
     *
     * @param samples {@code [N, ...]}, detached or with known scores
     * @return their scores
     */
    default NDArray scoreDetached(NDArray samples) {
        return known(samples).orElseGet(() -> score(samples.stopGradient()));
    }
}

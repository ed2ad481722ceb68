package org.gan4j.losses.penalty;

import ai.djl.ndarray.NDArray;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A critic that has scored the step's batches already, so that penalties at these samples need no forward pass of their own.
 *
 * <p>{@link DriftPenalty} and {@link LeCamPenalty} take the scores as they are. A penalty on the slope at the samples
 * ({@link R1Penalty}, {@link R2Penalty}, {@link WassersteinDivergencePenalty} at its ends) goes back through the graph of the scores, which
 * needs samples that {@linkplain NDArray#setRequiresGradient require gradients}; others are scored anew.
 *
 * <pre>{@code
 * real.setRequiresGradient(true);                      // before they are scored
 * NDArray r = critic.score(real);
 * NDArray f = critic.score(fake);
 * NDArray loss = nonSaturating.discriminatorLoss(r, f)
 *         .add(r1.evaluate(new ScoredCritic(critic).with(real, r).with(fake, f), real, fake));
 * collector.backward(loss);
 * }</pre>
 */
public final class ScoredCritic implements Critic {

    private final Critic critic;
    private final Map<NDArray, NDArray> scored = new IdentityHashMap<>(); // equal arrays have graphs of their own

    /**
     * A critic that has not yet scored anything.
     *
     * @param critic scores what is not known
     */
    public ScoredCritic(Critic critic) {
        this.critic = critic;
    }

    /**
     * Tells it scores.
     *
     * @param samples {@code [N, ...]}
     * @param scores what the critic said of them while gradients were recorded
     * @return this critic
     */
    public ScoredCritic with(NDArray samples, NDArray scores) {
        scored.put(samples, scores);
        return this;
    }

    @Override
    public Optional<NDArray> known(NDArray samples) {
        return Optional.ofNullable(scored.get(samples));
    }

    @Override
    public Optional<NDArray> slopes(NDArray samples) {
        return critic.slopes(samples);
    }

    @Override
    public NDArray score(NDArray samples) {
        return critic.score(samples);
    }
}

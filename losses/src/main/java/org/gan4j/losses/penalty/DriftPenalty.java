package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;

/**
 * The drift penalty: the critic's scores on real samples are kept near 0.
 *
 * <pre>
 * ε·E r²
 * </pre>
 *
 * <p>A Wasserstein critic's loss does not change when a constant is added to all scores; this holds the constant. Values lie in
 * [0, ∞). The critic is called on the real batch.
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty drift = new DriftPenalty(1e-3);
 * NDArray dLoss = wasserstein.discriminatorLoss(r, f).add(drift.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Karras et al. 2018, "Progressive Growing of GANs for Improved Quality, Stability, and Variation"; ε 0.001.
 *
 * @param epsilon its weight ε, finite and at least 0
 */
public record DriftPenalty(double epsilon) implements Penalty {

    static final PenaltyDescription DESCRIPTION =
            new PenaltyDescription("drift", "εE r²", 1e-3, "Karras et al. 2018; ε 0.001", DriftPenalty::new);

    /**
     * Checks the weight.
     *
     * @param epsilon its weight ε, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public DriftPenalty {
        PenaltyDescription.weight("epsilon", epsilon);
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return times(critic.scoreDetached(real).square().mean(), epsilon);
    }
}

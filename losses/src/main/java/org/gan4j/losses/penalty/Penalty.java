package org.gan4j.losses.penalty;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.gan4j.losses.StatedSlopes;
import org.gan4j.losses.Stateful;

/**
 * A term that is added to the critic's loss to keep it well-behaved.
 *
 * <p><b>Shapes.</b> Samples are {@code [N, ...]}, real and generated alike. {@code E} is the mean over the batch, the result
 * a scalar of the samples' type, weight included.
 *
 * <p>Penalties add up. Their value is differentiable with respect to the critic's weights, so they must be evaluated while a
 * {@link ai.djl.training.GradientCollector} is open. A penalty of your own is one class, or one lambda; numbers in it are
 * multiplied with {@link org.gan4j.losses.Constants}, which tells why:
 *
 * <pre>{@code
 * Penalty drift = (critic, real, fake) -> Constants.times(critic.score(real).square().mean(), 1e-3);
 * NDArray loss = adversarial.discriminatorLoss(r, f).add(drift.evaluate(critic, real, fake));
 * collector.backward(loss);
 * }</pre>
 *
 * <p>A penalty that remembers something between steps overrides the methods of {@link Stateful}; a training loop calls
 * {@link Stateful#initialise} on every penalty once.
 */
@FunctionalInterface
public interface Penalty extends Stateful {

    /**
     * Evaluates the penalty.
     *
     * @param critic the critic
     * @param real real samples {@code [N, ...]}
     * @param fake generated samples of the same shape, detached from the generator
     * @return a scalar of the samples' type, its weight included
     * @throws IllegalArgumentException if the penalty compares real with generated samples and their shapes differ
     * @throws IllegalStateException if the penalty needs the critic's gradient and no
     *     {@link ai.djl.training.GradientCollector} is open, or if it needs state and has none
     */
    NDArray evaluate(Critic critic, NDArray real, NDArray fake);

    /**
     * What this penalty is of slopes, if it is a mean over samples of a function of each one's slope, and states its derivative.
     *
     * @return the points and what is done with the slopes there; empty if autograd is to find what the penalty sends back
     */
    default Optional<OfSlopes> ofSlopes() {
        return Optional.empty();
    }

    /**
     * A penalty on the slopes at some points.
     *
     * @param points of real and generated samples the samples at which the slopes are taken
     * @param stated the penalty as a function of the slopes there
     */
    record OfSlopes(BinaryOperator<NDArray> points, StatedSlopes stated) {}

    /**
     * Whether the next evaluation asks for the critic's slope at the real samples themselves. A loop then scores a
     * {@linkplain InputGradient#point point} there, and passes a {@link ScoredCritic}: that saves a forward pass.
     *
     * @return true if so; false is always right, and at most slower
     * @throws IllegalStateException if the answer is in a state that the penalty has not been given yet
     */
    default boolean slopesAtReal() {
        return false;
    }

    /**
     * The same for the generated samples.
     *
     * @return true if the next evaluation asks for the critic's slope at the generated samples themselves
     * @throws IllegalStateException if the answer is in a state that the penalty has not been given yet
     */
    default boolean slopesAtFake() {
        return false;
    }
}

package org.gan4j.losses.penalty;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * The gradient of a critic's summed scores with respect to its input, differentiable once more.
 *
 * <pre>
 * g = ∇x Σ_j D(x_j),   g_i = ∇D(x_i)
 * </pre>
 *
 * <p>Since a sample's score depends on that sample alone, row {@code i} of {@code ∇x Σ_j D(x_j)} is {@code ∇D(x_i)}: one backward
 * pass for the whole batch. The graph of that pass is kept: a penalty on it has an exact gradient with respect to the
 * critic's weights, for any block.
 *
 * <p>DJL's own way to second order ({@code createGraph}) leaks the cycle between weights and their gradients; this one
 * calls {@code torch.grad}, which fills no gradient of any weight and leaks nothing.
 *
 * <pre>{@code
 * NDArray gradient = InputGradient.at(critic, real);             // the shape of real
 * NDArray squared = InputGradient.squaredNorms(gradient);        // [N]
 * NDArray norms = InputGradient.norms(gradient);                 // [N]
 * }</pre>
 */
public final class InputGradient {

    private static final TorchScriptFunction GRADIENT = new TorchScriptFunction(
            "y: Tensor, x: Tensor",
            // retain_graph, create_graph, not allow_unused
            "g = torch.grad([torch.sum(y)], [x], None, True, True, False)",
            "return torch._unwrap_optional(g[0])");

    private InputGradient() {}

    /**
     * Computes {@code ∇D} at every sample.
     *
     * @param critic the critic
     * @param samples {@code [N, ...]}; they are detached first, so that no gradient reaches what made them, unless they require
     *     gradients and the critic {@linkplain ScoredCritic knows their scores}
     * @return the gradients, of the samples' shape
     * @throws IllegalStateException if no {@link ai.djl.training.GradientCollector} is open
     */
    public static NDArray at(Critic critic, NDArray samples) {
        return critic.slopes(samples).orElseGet(() -> byAutograd(critic, samples));
    }

    private static NDArray byAutograd(Critic critic, NDArray samples) {
        Optional<NDArray> known = critic.known(samples).filter(scores -> samples.hasGradient());
        NDArray point = known.isPresent() ? samples : point(samples);
        NDArray scores = known.orElseGet(() -> critic.score(point));
        try {
            return GRADIENT.apply(scores, point);
        } catch (EngineException e) {
            throw new IllegalStateException(
                    "no gradient of the critic's scores " + scores.getShape() + " with respect to its samples "
                            + samples.getShape()
                            + "; is a GradientCollector open, and do the scores depend on the samples?",
                    e);
        }
    }

    /**
     * Samples at which a slope can be asked for.
     *
     * @param samples {@code [N, ...]}
     * @return the same numbers, detached, in an array of the same manager that requires gradients
     */
    public static NDArray point(NDArray samples) {
        NDArray point = samples.stopGradient();
        point.attach(samples.getManager());
        point.setRequiresGradient(true);
        return point;
    }

    /**
     * The squared Euclidean norm of each sample's gradient over all its dimensions.
     *
     * @param gradient {@code [N, ...]}
     * @return {@code [N]}
     */
    public static NDArray squaredNorms(NDArray gradient) {
        return perSample(gradient).square().sum(new int[] {1});
    }

    /**
     * The Euclidean norm of each sample's gradient over all its dimensions.
     *
     * <p>The engine's own norm has the gradient 0 at 0, where {@code sqrt(sum)} has 0·∞ = NaN.
     *
     * @param gradient {@code [N, ...]}
     * @return {@code [N]}
     */
    public static NDArray norms(NDArray gradient) {
        return perSample(gradient).norm(new int[] {1});
    }

    /** The squared norms of {@code ∇D} at the samples: they need no root, so there is none. */
    static NDArray squaredNorms(Critic critic, NDArray samples) {
        return squaredNorms(at(critic, samples));
    }

    /** The norms of {@code ∇D} at the samples. */
    static NDArray norms(Critic critic, NDArray samples) {
        return norms(at(critic, samples));
    }

    private static NDArray perSample(NDArray gradient) {
        Shape shape = gradient.getShape();
        return shape.dimension() == 2 ? gradient : gradient.reshape(new Shape(shape.get(0), -1));
    }
}

package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * What a gradient penalty does after the gradient is known, as a DJL loss: the distance of gradient norms from target norms.
 *
 * <pre>
 * w·E(‖g‖ - t)²
 * </pre>
 *
 * <p>Labels are the target norms {@code t}, {@code [N]}; predictions the gradients {@code g}, {@code [N, ...]}. Targets of one and
 * {@code w = λ} are {@link GradientPenalty}, zeros and {@code w = γ/2} {@link R1Penalty} and {@link R2Penalty}. The norm is a
 * sample's own, over all its dimensions, and the square is taken before the mean. Values lie in [0, ∞).
 *
 * <pre>{@code
 * NDArray gradient = InputGradient.at(critic, samples);
 * NDArray ones = gradient.getManager().ones(new Shape(gradient.getShape().get(0)));
 * NDArray penalty = new GradientNormLoss(10).evaluate(new NDList(ones), new NDList(gradient));
 * }</pre>
 *
 * <p>Source: Gulrajani et al. 2017, "Improved Training of Wasserstein GANs"; Mescheder et al. 2018, "Which Training Methods for
 * GANs do actually Converge?"
 */
public final class GradientNormLoss extends Loss {

    private final double weight;

    /**
     * Makes the loss.
     *
     * @param weight the factor {@code w}, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public GradientNormLoss(double weight) {
        super("GradientNormLoss");
        this.weight = PenaltyDescription.weight("weight", weight);
    }

    /**
     * Evaluates the loss.
     *
     * @param targetNorms one array {@code [N]}
     * @param gradients one array {@code [N, ...]}
     * @return a scalar
     * @throws IllegalArgumentException if there is not one target norm a sample
     */
    @Override
    public NDArray evaluate(NDList targetNorms, NDList gradients) {
        NDArray norms = InputGradient.norms(gradients.singletonOrThrow());
        NDArray targets = targetNorms.singletonOrThrow();
        if (!targets.getShape().equals(norms.getShape())) {
            throw new IllegalArgumentException("GradientNormLoss: target norms have shape " + targets.getShape()
                    + ", gradients have norms of shape " + norms.getShape() + "; they must be equal");
        }
        return times(norms.sub(targets).square().mean(), weight);
    }
}

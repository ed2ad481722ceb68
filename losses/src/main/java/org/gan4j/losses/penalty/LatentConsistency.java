package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Latent consistency regularisation (zCR): a small change of the noise must not change the critic's scores, but must change the
 * generator's samples.
 *
 * <pre>
 * D:  λ_D·E‖D(G(z)) - D(G(z + Δ))‖²
 * G: -λ_G·E‖G(z) - G(z + Δ)‖²            Δ ~ N(0, σ²)
 * </pre>
 *
 * <p>{@code ‖·‖²} is the sum of squares over all numbers of a sample (or of its scores), the mean runs over the samples.
 * Where code takes the mean over the numbers too, its λ_G is this one times their count. D's value lies in [0, ∞), G's in
 * (-∞, 0]. Either term is added to its player's objective.
 *
 * <p>No {@link Penalty}, since it needs the generator: the caller draws both batches, and detaches them for D.
 *
 * <pre>{@code
 * NDArray near = generator.apply(zcr.perturbed(latent));
 * dLoss = dLoss.add(zcr.discriminator(critic.score(fake.stopGradient()), critic.score(near.stopGradient())));
 * gLoss = gLoss.add(zcr.generator(fake, near));
 * }</pre>
 *
 * <p>Source: Zhao et al. 2021, "Improved Consistency Regularization for GANs"; λ_D 5, λ_G 0.5, σ 0.03 (noise of deviation 1), as a
 * reimplementation states them; the paper was not at hand. PyTorch-StudioGAN takes 20, 0.5 and 0.05 with BigGAN, and means over the
 * numbers.
 *
 * @param lambdaD the weight λ_D of the discriminator's term, finite and at least 0
 * @param lambdaG the weight λ_G of the generator's term, finite and at least 0
 * @param sigma the standard deviation σ of the change of the noise, finite and at least 0
 */
public record LatentConsistency(double lambdaD, double lambdaG, double sigma) {

    /** The two terms with λ_D 5, λ_G 0.5 and σ 0.03. */
    public LatentConsistency() {
        this(5, 0.5);
    }

    /**
     * The two terms with σ 0.03.
     *
     * @param lambdaD the weight λ_D of the discriminator's term, finite and at least 0
     * @param lambdaG the weight λ_G of the generator's term, finite and at least 0
     * @throws IllegalArgumentException if one is not
     */
    public LatentConsistency(double lambdaD, double lambdaG) {
        this(lambdaD, lambdaG, 0.03);
    }

    /**
     * Checks the numbers.
     *
     * @param lambdaD the weight λ_D of the discriminator's term, finite and at least 0
     * @param lambdaG the weight λ_G of the generator's term, finite and at least 0
     * @param sigma the standard deviation σ of the change of the noise, finite and at least 0
     * @throws IllegalArgumentException if one is not
     */
    public LatentConsistency {
        PenaltyDescription.weight("lambda-d", lambdaD);
        PenaltyDescription.weight("lambda-g", lambdaG);
        PenaltyDescription.weight("sigma", sigma);
    }

    /**
     * Draws noise near given noise.
     *
     * @param latent {@code z}, of any shape
     * @return {@code z + Δ}, of the same shape
     */
    public NDArray perturbed(NDArray latent) {
        return latent.getManager()
                .randomNormal(0, (float) sigma, latent.getShape(), latent.getDataType(), latent.getDevice())
                .add(latent);
    }

    /**
     * The term of the discriminator.
     *
     * @param scores {@code D(G(z))}, {@code [N]} or {@code [N, ...]}
     * @param perturbedScores {@code D(G(z + Δ))}, of the same shape
     * @return a scalar to be minimised, weight included
     * @throws IllegalArgumentException if the shapes differ
     */
    public NDArray discriminator(NDArray scores, NDArray perturbedScores) {
        return times(distance("scores", scores, perturbedScores).mean(), lambdaD);
    }

    /**
     * The term of the generator.
     *
     * @param samples {@code G(z)}, {@code [N, ...]}
     * @param perturbedSamples {@code G(z + Δ)}, of the same shape
     * @return a scalar to be minimised, weight included
     * @throws IllegalArgumentException if the shapes differ
     */
    public NDArray generator(NDArray samples, NDArray perturbedSamples) {
        return times(distance("samples", samples, perturbedSamples).mean(), -lambdaG);
    }

    private static NDArray distance(String what, NDArray one, NDArray other) {
        Shape shape = one.getShape();
        if (!shape.equals(other.getShape())) {
            throw new IllegalArgumentException("LatentConsistency: " + what + " have shape " + shape + ", those of the"
                    + " perturbed noise " + other.getShape() + "; they must be equal");
        }
        return InputGradient.squaredNorms(one.sub(other));
    }
}

package org.gan4j.losses;

import ai.djl.ndarray.NDArray;

/**
 * The dual form of the Wasserstein-1 distance; the critic must be kept Lipschitz by other means.
 *
 * <pre>
 * D:  E f - E r
 * G: -E f
 * </pre>
 *
 * <p>Values are unbounded on both sides. {@code -D} estimates the distance (times the critic's Lipschitz constant) and falls as
 * the generator improves. The loss says nothing about the Lipschitz bound: clip the weights
 * ({@code wgan}), or add {@link org.gan4j.losses.penalty.GradientPenalty} ({@code wgan-gp}).
 *
 * <pre>{@code
 * AdversarialLoss loss = new WassersteinLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores).add(penalty.evaluate(critic, real, fake));
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Arjovsky et al. 2017, "Wasserstein GAN"; Gulrajani et al. 2017, "Improved Training of Wasserstein GANs".
 */
public final class WassersteinLoss extends AdversarialLoss {

    static final LossDescription DESCRIPTION = LossDescription.named("wgan")
            .title("Wasserstein")
            .discriminator("E f - E r")
            .generator("-E f")
            .conventions("means over the batch; the critic's weights are clipped to [-c, c] after each of its steps")
            .useWhen("you want a loss that falls as samples improve, in its first form")
            .avoidWhen("anything else will do: clipping wastes the critic's capacity; wgan-gp is its successor")
            .source("Arjovsky et al. 2017")
            .creates(options -> new WassersteinLoss());

    static final LossDescription WITH_GRADIENT_PENALTY = LossDescription.named("wgan-gp")
            .title("Wasserstein with gradient penalty")
            .discriminator("E f - E r + gp")
            .generator("-E f")
            .conventions(
                    "means over the batch; gp is the penalty of that name, λ 10, on points between real and generated")
            .useWhen("training must be stable and the loss should mean something; five critic steps a generator step")
            .avoidWhen("the critic has batch normalisation (the penalty is a sample's own), or time is short")
            .source("Gulrajani et al. 2017")
            .penalty("gp:10")
            .creates(options -> new WassersteinLoss());

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        return fake.mean().sub(real.mean());
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return fake.mean().neg();
    }
}

/**
 * Losses of generative adversarial networks, as functions of the critic's scores and as DJL
 * {@link ai.djl.training.loss.Loss} objects.
 *
 * <p><b>Start here.</b> {@link org.gan4j.losses.AdversarialLoss} is what every loss is: two objectives, one a player.
 * {@link org.gan4j.losses.LossCatalog} makes one from its name and tells its formulas, options and conventions.
 *
 * <pre>{@code
 * AdversarialLoss loss = LossCatalog.create("non-saturating", Map.of("label-smoothing", "0.1"));
 * NDArray dLoss = loss.discriminatorLoss(critic.score(real), critic.score(fake.stopGradient()));
 * NDArray gLoss = loss.generatorLoss(null, critic.score(fake));
 * }</pre>
 *
 * <p><b>Notation.</b> {@code r = D(x)} are the scores on real samples, {@code f = D(G(z))} those on generated ones: raw
 * logits, never probabilities. {@code sp(x) = log(1 + e^x)} is softplus, {@code relu(x) = max(0, x)},
 * {@code lse(x) = log Σ e^x}. {@code E} is the mean over the batch, {@code r̄ = E r} and {@code f̄ = E f}. {@code e_r} and
 * {@code e_f} are energies, {@code L_r} and {@code L_f} their means. A penalty is named where it is added, such as
 * {@code gp}.
 *
 * <p><b>Which ones there are,</b> with formulas, options and advice: {@link org.gan4j.losses.LossCatalog#all}. The command
 * {@code gan4j losses} prints them, and the page {@code app/doc/losses.md} is made from them.
 *
 * <p><b>Both objectives are minimised,</b> the generator's too: where a paper maximises, the sign is turned. The
 * discriminator's two terms are summed, unless {@link org.gan4j.losses.HalvedDiscriminatorLoss} (option
 * {@code halve-d-loss}) averages them.
 *
 * <p><b>Shapes and reduction</b> are those of {@link org.gan4j.losses.AdversarialLoss}. The result belongs to the
 * {@link ai.djl.ndarray.NDManager} of the scores.
 *
 * <p><b>Numerics.</b> Values and gradients are finite wherever the true ones are finite in the scores' type, at scores of
 * ±1000 too. Where scores are compared with a whole batch, or exponentials summed, the inside is float64; every loss says
 * where it is not a plain mean over samples.
 *
 * <p><b>State.</b> Two losses carry a number from step to step: {@code began}, and {@code bgan} with {@code log-z}.
 * {@link org.gan4j.losses.Stateful#initialise} makes it once, {@link org.gan4j.losses.AdversarialLoss#afterStep} moves it. A loop
 * may call both on any loss.
 *
 * <p><b>A loss of your own</b> is one class that extends {@link org.gan4j.losses.AdversarialLoss} with two methods, a penalty
 * of your own one class or lambda that is a {@link org.gan4j.losses.penalty.Penalty}.
 *
 * <p><b>Detaching</b> is the caller's: gradients flow to both arrays. Detach the generated samples
 * ({@link ai.djl.ndarray.NDArray#stopGradient()}) for the discriminator's update, and freeze the discriminator's weights for the
 * generator's, or its gradients stay on them.
 *
 * <p><b>Also here:</b> {@link org.gan4j.losses.BinaryCrossEntropy} and {@link org.gan4j.losses.SoftmaxCrossEntropy}, with a
 * {@link org.gan4j.losses.Reduction} of your choice, and {@link org.gan4j.losses.PullAwayTerm} for energy-based generators.
 * Penalties on the critic are in {@link org.gan4j.losses.penalty}.
 */
package org.gan4j.losses;

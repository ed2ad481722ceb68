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
 * <p><b>Notation.</b> {@code r = D(x)} are the scores on real samples, {@code f = D(G(z))} those on generated ones: raw logits,
 * never probabilities. {@code sp(x) = log(1 + e^x)} is softplus, {@code relu(x) = max(0, x)}, {@code E} the mean over the batch.
 *
 * <table>
 * <caption>Both players minimise</caption>
 * <tr><th>name</th><th>class</th><th>discriminator</th><th>generator</th></tr>
 * <tr><td>{@code minimax}</td><td>{@link org.gan4j.losses.MinimaxLoss}</td>
 *     <td>{@code E sp(-r) + E sp(f)}</td><td>{@code -E sp(f)}</td></tr>
 * <tr><td>{@code non-saturating}</td><td>{@link org.gan4j.losses.NonSaturatingLoss}</td>
 *     <td>{@code E sp(-r) + E sp(f)}</td><td>{@code E sp(-f)}</td></tr>
 * <tr><td>{@code lsgan}</td><td>{@link org.gan4j.losses.LeastSquaresLoss}</td>
 *     <td>{@code ½E(r-b)² + ½E(f-a)²}</td><td>{@code ½E(f-c)²}</td></tr>
 * <tr><td>{@code wgan}</td><td>{@link org.gan4j.losses.WassersteinLoss}</td>
 *     <td>{@code E f - E r}</td><td>{@code -E f}</td></tr>
 * <tr><td>{@code wgan-gp}</td><td>the same, with {@link org.gan4j.losses.penalty.GradientPenalty}</td>
 *     <td>{@code E f - E r + gp}</td><td>{@code -E f}</td></tr>
 * <tr><td>{@code hinge}</td><td>{@link org.gan4j.losses.HingeLoss}</td>
 *     <td>{@code E relu(1-r) + E relu(1+f)}</td><td>{@code -E f}</td></tr>
 * <tr><td>{@code hinge-v1}</td><td>{@link org.gan4j.losses.HingeV1Loss}</td>
 *     <td>{@code E relu(1-r) + E relu(1+f)}</td><td>{@code E relu(1-f)}</td></tr>
 * </table>
 *
 * <p><b>Both objectives are minimised,</b> the generator's too: where a paper maximises, the sign is turned. The
 * discriminator's two terms are summed, unless {@link org.gan4j.losses.HalvedDiscriminatorLoss} (option
 * {@code halve-d-loss}) averages them.
 *
 * <p><b>Shapes and reduction.</b> Scores are {@code [N]}, {@code [N, 1]} or a map a sample ({@code [N, 1, H, W]}), of one
 * floating-point type; both arrays have the same shape, or the call is refused with both shapes in the message. The mean runs over all
 * scores; the result is a scalar of their type, and belongs to their {@link ai.djl.ndarray.NDManager}.
 *
 * <p><b>Detaching</b> is the caller's: gradients flow to both arrays. Detach the generated samples
 * ({@link ai.djl.ndarray.NDArray#stopGradient()}) for the discriminator's update, and freeze the discriminator's weights for the
 * generator's, or its gradients stay on them.
 *
 * <p>The classic blocks stand beside: {@link org.gan4j.losses.BinaryCrossEntropy} and
 * {@link org.gan4j.losses.SoftmaxCrossEntropy}, with a {@link org.gan4j.losses.Reduction} of your choice. Penalties on the critic
 * are in {@link org.gan4j.losses.penalty}.
 */
package org.gan4j.losses;

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
 * never probabilities. {@code sp(x) = log(1 + e^x)} is softplus, {@code relu(x) = max(0, x)}, {@code E} the mean over the batch;
 * {@code r̄ = E r}, {@code f̄ = E f}; {@code lse(x) = log Σ e^x}; {@code e_r}, {@code e_f} are energies and {@code L} their means;
 * {@code γ}, {@code λ} and {@code ε} are weights.
 *
 * <table>
 * <caption>Both players minimise</caption>
 * <tr><th>name</th><th>class</th><th>discriminator</th><th>generator</th></tr>
 * <tr><th colspan="4">Cross-entropy</th></tr>
 * <tr><td>{@code minimax}</td><td>{@link org.gan4j.losses.MinimaxLoss}</td>
 *     <td>{@code E sp(-r) + E sp(f)}</td><td>{@code -E sp(f)}</td></tr>
 * <tr><td>{@code non-saturating}</td><td>{@link org.gan4j.losses.NonSaturatingLoss}</td>
 *     <td>{@code E sp(-r) + E sp(f)}</td><td>{@code E sp(-f)}</td></tr>
 * <tr><td>{@code dragan}</td><td>the same, with {@link org.gan4j.losses.penalty.DraganPenalty}</td>
 *     <td>{@code E sp(-r) + E sp(f) + dragan}</td><td>{@code E sp(-f)}</td></tr>
 * <tr><td>{@code bgan}</td><td>{@link org.gan4j.losses.BoundarySeekingLoss}</td>
 *     <td>{@code E sp(-r) + E sp(f)}</td><td>{@code ½E f²}</td></tr>
 * <tr><th colspan="4">Least squares</th></tr>
 * <tr><td>{@code lsgan}</td><td>{@link org.gan4j.losses.LeastSquaresLoss}</td>
 *     <td>{@code ½E(r-b)² + ½E(f-a)²}</td><td>{@code ½E(f-c)²}</td></tr>
 * <tr><th colspan="4">Wasserstein</th></tr>
 * <tr><td>{@code wgan}</td><td>{@link org.gan4j.losses.WassersteinLoss}</td>
 *     <td>{@code E f - E r}</td><td>{@code -E f}</td></tr>
 * <tr><td>{@code wgan-gp}</td><td>the same, with {@link org.gan4j.losses.penalty.GradientPenalty}</td>
 *     <td>{@code E f - E r + gp}</td><td>{@code -E f}</td></tr>
 * <tr><td>{@code wgan-lp}</td><td>the same, with {@link org.gan4j.losses.penalty.LipschitzPenalty}</td>
 *     <td>{@code E f - E r + lp}</td><td>{@code -E f}</td></tr>
 * <tr><td>{@code wgan-div}</td><td>the same, with {@link org.gan4j.losses.penalty.WassersteinDivergencePenalty}</td>
 *     <td>{@code E f - E r + div}</td><td>{@code -E f}</td></tr>
 * <tr><th colspan="4">Hinge</th></tr>
 * <tr><td>{@code hinge}</td><td>{@link org.gan4j.losses.HingeLoss}</td>
 *     <td>{@code E relu(1-r) + E relu(1+f)}</td><td>{@code -E f}</td></tr>
 * <tr><td>{@code hinge-v1}</td><td>{@link org.gan4j.losses.HingeV1Loss}</td>
 *     <td>{@code E relu(1-r) + E relu(1+f)}</td><td>{@code E relu(1-f)}</td></tr>
 * <tr><th colspan="4">Relativistic: the generator needs the real scores too</th></tr>
 * <tr><td>{@code rsgan}</td><td>{@link org.gan4j.losses.RelativisticLoss}</td>
 *     <td>{@code E sp(-(r-f))}</td><td>{@code E sp(-(f-r))}</td></tr>
 * <tr><td>{@code rasgan}</td><td>{@link org.gan4j.losses.RelativisticAverageLoss}</td>
 *     <td>{@code E sp(-(r-f̄)) + E sp(f-r̄)}</td><td>{@code E sp(-(f-r̄)) + E sp(r-f̄)}</td></tr>
 * <tr><td>{@code ralsgan}</td><td>{@link org.gan4j.losses.RelativisticAverageLeastSquaresLoss}</td>
 *     <td>{@code E(r-f̄-1)² + E(f-r̄+1)²}</td><td>{@code E(f-r̄-1)² + E(r-f̄+1)²}</td></tr>
 * <tr><td>{@code rahinge}</td><td>{@link org.gan4j.losses.RelativisticAverageHingeLoss}</td>
 *     <td>{@code E relu(1-(r-f̄)) + E relu(1+(f-r̄))}</td><td>{@code E relu(1-(f-r̄)) + E relu(1+(r-f̄))}</td></tr>
 * <tr><td>{@code r3gan}</td><td>{@link org.gan4j.losses.RelativisticLoss}, with
 *     {@link org.gan4j.losses.penalty.R1Penalty} and {@link org.gan4j.losses.penalty.R2Penalty}</td>
 *     <td>{@code E sp(-(r-f)) + r1 + r2}</td><td>{@code E sp(-(f-r))}</td></tr>
 * <tr><th colspan="4">f-divergences: {@link org.gan4j.losses.FGanLoss}</th></tr>
 * <tr><td>{@code fgan-kl}</td><td>{@link org.gan4j.losses.FGanLoss.Divergence#KL}</td>
 *     <td>{@code E e^(f-1) - E r}</td><td>{@code -E e^(f-1)}</td></tr>
 * <tr><td>{@code fgan-reverse-kl}</td><td>{@link org.gan4j.losses.FGanLoss.Divergence#REVERSE_KL}</td>
 *     <td>{@code E e^(-r) + E f - 1}</td><td>{@code 1 - E f}</td></tr>
 * <tr><td>{@code fgan-pearson}</td><td>{@link org.gan4j.losses.FGanLoss.Divergence#PEARSON}</td>
 *     <td>{@code E(f²/4 + f) - E r}</td><td>{@code -E(f²/4 + f)}</td></tr>
 * <tr><td>{@code fgan-squared-hellinger}</td><td>{@link org.gan4j.losses.FGanLoss.Divergence#SQUARED_HELLINGER}</td>
 *     <td>{@code E e^(-r) + E e^f - 2}</td><td>{@code 1 - E e^f}</td></tr>
 * <tr><td>{@code fgan-js}</td><td>{@link org.gan4j.losses.FGanLoss.Divergence#JS}</td>
 *     <td>{@code E sp(-r) + E sp(f) - 2 ln 2}</td><td>{@code ln 2 - E sp(f)}</td></tr>
 * <tr><td>{@code fgan-gan}</td><td>{@link org.gan4j.losses.FGanLoss.Divergence#GAN}</td>
 *     <td>{@code E sp(-r) + E sp(f)}</td><td>{@code -E sp(f)}</td></tr>
 * <tr><th colspan="4">Contrastive: the generator needs the real scores too</th></tr>
 * <tr><td>{@code softmax}</td><td>{@link org.gan4j.losses.SoftmaxLoss}</td>
 *     <td>{@code lse(r,f) - E r}</td><td>{@code lse(r,f) - ½(E r + E f)}</td></tr>
 * <tr><td>{@code dual-contrastive}</td><td>{@link org.gan4j.losses.DualContrastiveLoss}</td>
 *     <td>{@code E sp(lse(f)-r) + E sp(lse(-r)+f)}</td><td>{@code the negative of that}</td></tr>
 * <tr><th colspan="4">Energy-based: the critic gives energies, low on real samples</th></tr>
 * <tr><td>{@code ebgan}</td><td>{@link org.gan4j.losses.EnergyBasedLoss}</td>
 *     <td>{@code E e_r + E relu(m-e_f)}</td><td>{@code E e_f}</td></tr>
 * <tr><td>{@code began}</td><td>{@link org.gan4j.losses.BoundaryEquilibriumLoss}</td>
 *     <td>{@code L_r - k·L_f}</td><td>{@code L_f}</td></tr>
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
 * <p><b>Numerics.</b> Values and gradients are finite wherever the true ones are finite in the scores' type, at scores of ±1000 too.
 * Where scores are compared with a whole batch, or exponentials summed, the inside is float64; every loss says where it is not a
 * plain mean over samples.
 *
 * <p><b>State.</b> One loss ({@code began}) steers itself: {@link org.gan4j.losses.Stateful#initialise} makes its state once,
 * {@link org.gan4j.losses.AdversarialLoss#afterStep} moves it. A loop may call both on any loss.
 *
 * <p><b>A loss of your own</b> is one class that extends {@link org.gan4j.losses.AdversarialLoss} with two methods, a penalty of your
 * own one class or lambda that is a {@link org.gan4j.losses.penalty.Penalty}.
 *
 * <p><b>Detaching</b> is the caller's: gradients flow to both arrays. Detach the generated samples
 * ({@link ai.djl.ndarray.NDArray#stopGradient()}) for the discriminator's update, and freeze the discriminator's weights for the
 * generator's, or its gradients stay on them.
 *
 * <p>The classic blocks stand beside: {@link org.gan4j.losses.BinaryCrossEntropy} and
 * {@link org.gan4j.losses.SoftmaxCrossEntropy}, with a {@link org.gan4j.losses.Reduction} of your choice, and
 * {@link org.gan4j.losses.PullAwayTerm} for energy-based generators. Penalties on the critic
 * are in {@link org.gan4j.losses.penalty}.
 */
package org.gan4j.losses;

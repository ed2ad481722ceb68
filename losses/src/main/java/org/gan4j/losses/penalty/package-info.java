/**
 * Penalties and constraints that keep a critic well-behaved.
 *
 * <p><b>Start here.</b> A {@link org.gan4j.losses.penalty.Penalty} is a scalar that is added to the critic's loss; a
 * {@link org.gan4j.losses.penalty.Critic} is the critic as it sees it, a function from samples to scores.
 * {@link org.gan4j.losses.penalty.PenaltyCatalog} makes one from its name.
 *
 * <pre>{@code
 * Penalty gp = PenaltyCatalog.describe("gp").factory().apply(10);
 * try (GradientCollector collector = engine.newGradientCollector()) {
 *     NDArray dLoss = loss.discriminatorLoss(critic.score(real), critic.score(fake)).add(gp.evaluate(critic, real, fake));
 *     collector.backward(dLoss);
 * }
 * }</pre>
 *
 * <p><b>Notation.</b> {@code x} are real samples, {@code G(z)} generated ones, {@code ∇D} the gradient of a sample's score with
 * respect to that sample, {@code ‖·‖} its Euclidean norm over all the sample's dimensions, {@code E} the mean over the batch;
 * {@code r} and {@code f} are the scores on real and on generated samples.
 *
 * <table>
 * <caption>Added to what the critic minimises, or done to its weights</caption>
 * <tr><th>name</th><th>class</th><th>formula</th></tr>
 * <tr><td>{@code gp}</td><td>{@link org.gan4j.losses.penalty.GradientPenalty}</td>
 *     <td>{@code λE(‖∇D(x̂)‖-1)², x̂ = αx+(1-α)G(z), α ~ U[0,1)} for each sample</td></tr>
 * <tr><td>{@code lp}</td><td>{@link org.gan4j.losses.penalty.LipschitzPenalty}</td>
 *     <td>{@code λE max(0, ‖∇D(x̂)‖-1)²}, x̂ as for gp</td></tr>
 * <tr><td>{@code zero-gp}</td><td>{@link org.gan4j.losses.penalty.ZeroCenteredGradientPenalty}</td>
 *     <td>{@code λE‖∇D(x̂)‖²}, x̂ as for gp</td></tr>
 * <tr><td>{@code r1}</td><td>{@link org.gan4j.losses.penalty.R1Penalty}</td><td>{@code (γ/2)E‖∇D(x)‖²}</td></tr>
 * <tr><td>{@code r2}</td><td>{@link org.gan4j.losses.penalty.R2Penalty}</td><td>{@code (γ/2)E‖∇D(G(z))‖²}</td></tr>
 * <tr><td>{@code dragan}</td><td>{@link org.gan4j.losses.penalty.DraganPenalty}</td>
 *     <td>{@code λE(‖∇D(x+δ)‖-1)², δ = α·½·std(x)·U[0,1)}, α for each sample</td></tr>
 * <tr><td>{@code div}</td><td>{@link org.gan4j.losses.penalty.WassersteinDivergencePenalty}</td>
 *     <td>{@code (k/2)(E‖∇D(x)‖^p + E‖∇D(G(z))‖^p)}, p 6</td></tr>
 * <tr><td>{@code lecam}</td><td>{@link org.gan4j.losses.penalty.LeCamPenalty}</td>
 *     <td>{@code λ(E relu(r-ema_F)² + E relu(ema_R-f)²)}, with state</td></tr>
 * <tr><td>{@code drift}</td><td>{@link org.gan4j.losses.penalty.DriftPenalty}</td><td>{@code εE r²}</td></tr>
 * <tr><td></td><td>{@link org.gan4j.losses.penalty.LazyPenalty}</td>
 *     <td>any of them, k-fold in every k-th step, with state</td></tr>
 * <tr><td></td><td>{@link org.gan4j.losses.penalty.LatentConsistency}</td>
 *     <td>{@code λ_D·E‖D(G(z))-D(G(z+Δ))‖²} for D, {@code -λ_G·E‖G(z)-G(z+Δ)‖²} for G</td></tr>
 * <tr><td></td><td>{@link org.gan4j.losses.penalty.SpectralNorm}</td>
 *     <td>{@code W/σ(W)}, a block around a linear layer</td></tr>
 * <tr><td></td><td>{@link org.gan4j.losses.penalty.WeightClipping}</td>
 *     <td>weights to {@code [-c, c]}, after each of the critic's steps</td></tr>
 * </table>
 *
 * <p><b>Shapes and reduction.</b> Samples are {@code [N, ...]}. The norm is a sample's own and is squared before the mean over the
 * batch; a zero gradient gives neither value nor gradient a NaN. The result is a scalar of the samples' type, weight included.
 *
 * <p><b>Passes.</b> A penalty scores its samples itself, unless a {@link org.gan4j.losses.penalty.ScoredCritic} knows their scores.
 *
 * <p><b>Gradients.</b> A penalty's gradient with respect to the critic's weights is exact, for any block
 * ({@link org.gan4j.losses.penalty.InputGradient} says how). Samples are detached, so none reaches the generator. A
 * {@link ai.djl.training.GradientCollector} must be open while a penalty is evaluated.
 *
 * <p><b>State.</b> {@link org.gan4j.losses.Stateful#initialise} makes the state of those that have any, once; a loop may call it on
 * every penalty.
 *
 * <p><b>Memory.</b> Arrays in between belong to the {@link ai.djl.ndarray.NDManager} of the samples: use one that is closed after
 * the step.
 */
package org.gan4j.losses.penalty;

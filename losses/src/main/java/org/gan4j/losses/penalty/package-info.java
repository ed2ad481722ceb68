/**
 * Penalties and constraints that keep a critic well-behaved.
 *
 * <p><b>Start here.</b> A {@link org.gan4j.losses.penalty.Penalty} is a scalar that is added to the critic's loss; a
 * {@link org.gan4j.losses.penalty.Critic} is the critic as it sees it, a function from samples to scores.
 * {@link org.gan4j.losses.penalty.PenaltyCatalog} makes one from its name.
 *
 * <pre>{@code
 * Penalty gp = PenaltyCatalog.describe("gp").create(10);
 * try (GradientCollector collector = engine.newGradientCollector()) {
 *     NDArray dLoss = loss.discriminatorLoss(critic.score(real), critic.score(fake)).add(gp.evaluate(critic, real, fake));
 *     collector.backward(dLoss);
 * }
 * }</pre>
 *
 * <p><b>Notation.</b> {@code x} are real samples, {@code G(z)} generated ones. {@code ∇D} is the gradient of a sample's score with
 * respect to that sample, {@code ‖·‖} its Euclidean norm over all the sample's dimensions, {@code E} the mean over the batch.
 * {@code r} and {@code f} are the scores on real and on generated samples.
 *
 * <p><b>Which ones there are,</b> with formulas and weights: {@link org.gan4j.losses.penalty.PenaltyCatalog#all}. The command
 * {@code gan4j losses} prints them, and the page {@code app/doc/losses.md} is made from them. Four classes constrain a network in
 * another way: {@link org.gan4j.losses.penalty.LazyPenalty} evaluates a penalty in every k-th step only,
 * {@link org.gan4j.losses.penalty.LatentConsistency} needs the generator, {@link org.gan4j.losses.penalty.SpectralNorm} is a block
 * around a linear layer, {@link org.gan4j.losses.penalty.WeightClipping} follows each of the critic's steps.
 *
 * <p><b>Shapes and reduction</b> are those of {@link org.gan4j.losses.penalty.Penalty}. A norm is a sample's own and is
 * squared before the mean over the batch. A zero gradient gives neither value nor gradient a NaN.
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

package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * What the two players of a generative adversarial network minimise, as functions of the critic's scores.
 *
 * <p>With {@code r = D(real)} and {@code f = D(G(z))}, a variant states two objectives, next to each other as in
 * its paper: {@link #discriminator} and {@link #generator}. Both are <em>minimised</em>.
 *
 * <p><b>Shapes.</b> Scores are raw logits, one a sample ({@code [N]} or {@code [N, 1]}) or a map a sample
 * ({@code [N, 1, H, W]}); the mean {@code E} runs over all of them. Both arrays must have the same shape: {@code [N]} and
 * {@code [N, 1]} would broadcast to {@code [N, N]}. They must be of one floating-point type and not empty. Others are refused, with
 * both shapes or types in the message. The result is a scalar of the scores' type.
 *
 * <p><b>Gradients</b> flow to both arrays. The caller detaches the generated samples for the critic's update and
 * freezes the critic for the generator's.
 *
 * <p>Either objective is also a DJL {@link Loss}: its <em>labels</em> are the scores on real samples, its
 * <em>predictions</em> the scores on generated ones.
 *
 * <pre>{@code
 * AdversarialLoss hinge = new HingeLoss();
 * NDArray dLoss = hinge.discriminatorLoss(critic.score(real), critic.score(fake.stopGradient()));
 * Loss gLoss = hinge.generatorLoss();   // gLoss.evaluate(new NDList(realScores), new NDList(fakeScores))
 * }</pre>
 *
 * <p>A loss of your own is one subclass with two methods; see {@link LossCatalog} for the ones that are here.
 */
public abstract class AdversarialLoss implements Stateful {

    /**
     * The critic's objective.
     *
     * @param real the scores on real samples
     * @param fake the scores on generated samples, of the same shape
     * @return a scalar to be minimised
     */
    protected abstract NDArray discriminator(NDArray real, NDArray fake);

    /**
     * The generator's objective.
     *
     * @param real the scores on real samples; {@code null} is possible unless {@link #generatorUsesReal()}
     * @param fake the scores on generated samples
     * @return a scalar to be minimised
     */
    protected abstract NDArray generator(NDArray real, NDArray fake);

    /**
     * Whether the generator's objective reads the scores on real samples, as the relativistic ones do. If not, a training loop
     * saves the critic's pass over the real batch.
     *
     * @return true if {@link #generatorLoss(NDArray, NDArray)} needs both arrays
     */
    public boolean generatorUsesReal() {
        return false;
    }

    /**
     * Tells the loss that both players have learnt from these scores. Only a loss with a state does anything here
     * ({@link BoundaryEquilibriumLoss}, {@link BoundarySeekingLoss}); a training loop calls it at the end of every step.
     *
     * @param real the critic's last scores on real samples
     * @param fake the critic's last scores on generated samples, of the same shape
     */
    public void afterStep(NDArray real, NDArray fake) {}

    /**
     * Evaluates the critic's objective.
     *
     * @param real the scores on real samples
     * @param fake the scores on generated samples, of the same shape
     * @return a scalar to be minimised
     * @throws IllegalArgumentException if the shapes or the types differ, or the arrays are empty
     */
    public final NDArray discriminatorLoss(NDArray real, NDArray fake) {
        checkScores(real, fake);
        return discriminator(real, fake);
    }

    /**
     * Evaluates the generator's objective.
     *
     * @param real the scores on real samples; may be {@code null} if {@link #generatorUsesReal()} is false
     * @param fake the scores on generated samples
     * @return a scalar to be minimised
     * @throws IllegalArgumentException if the shapes or the types differ, the arrays are empty, or a needed one is missing
     */
    public final NDArray generatorLoss(NDArray real, NDArray fake) {
        if (real == null && generatorUsesReal()) {
            throw refused("the generator's objective needs the scores on real samples too");
        }
        checkScores(real == null ? fake : real, fake);
        return generator(real, fake);
    }

    /**
     * The critic's objective with its slopes, of a loss that states them. The formula stays {@link #discriminatorLoss(NDArray, NDArray)}.
     *
     * @return terms and slopes to the scores on real and on generated samples; empty if autograd is to find them
     */
    public Optional<StatedSlopes> discriminatorSlopes() {
        return Optional.empty();
    }

    /**
     * The same for the generator's objective.
     *
     * @return terms and slopes to the scores on generated samples; empty if autograd is to find them
     */
    public Optional<StatedSlopes> generatorSlopes() {
        return Optional.empty();
    }

    /**
     * The critic's objective as a DJL loss.
     *
     * @return a loss over (labels: scores on real samples, predictions: scores on generated samples)
     */
    public final Loss discriminatorLoss() {
        return loss("discriminator", this::discriminatorLoss);
    }

    /**
     * The generator's objective as a DJL loss.
     *
     * @return a loss over (labels: scores on real samples, predictions: scores on generated samples)
     */
    public final Loss generatorLoss() {
        return loss("generator", this::generatorLoss);
    }

    private void checkScores(NDArray real, NDArray fake) {
        if (!real.getShape().equals(fake.getShape())) {
            throw refused("scores on real samples have shape " + real.getShape() + ", scores on generated samples "
                    + fake.getShape() + "; they must be equal");
        }
        if (real.getDataType() != fake.getDataType() || !real.getDataType().isFloating()) {
            throw refused("scores must be of one floating-point type, but are " + real.getDataType() + " (real) and "
                    + fake.getDataType() + " (generated)");
        }
        if (real.isEmpty()) {
            throw refused("scores are empty, shape " + real.getShape());
        }
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(getClass().getSimpleName() + ": " + why);
    }

    private static Loss loss(String player, BinaryOperator<NDArray> objective) {
        return new Loss(player) {
            @Override
            public NDArray evaluate(NDList realScores, NDList fakeScores) {
                return objective.apply(realScores.singletonOrThrow(), fakeScores.singletonOrThrow());
            }
        };
    }
}

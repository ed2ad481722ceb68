package org.gan4j.losses;

import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;

/**
 * Any loss with the critic's objective halved, so that its two terms are averaged rather than summed.
 *
 * <pre>
 * D: ½·(D of the loss inside)
 * G: G of the loss inside
 * </pre>
 *
 * <p>The critic then learns at half the speed of the generator (under SGD; under Adam nearly nothing changes), as in many
 * tutorials, and the balance point of the cross-entropy losses reads log 2 for both players. Shapes, range and what is
 * refused are those of the loss inside.
 *
 * <pre>{@code
 * AdversarialLoss loss = new HalvedDiscriminatorLoss(new NonSaturatingLoss());
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);   // ½(E sp(-r) + E sp(f))
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);             // unchanged
 * }</pre>
 */
public final class HalvedDiscriminatorLoss extends AdversarialLoss {

    private final AdversarialLoss loss;

    /**
     * Halves the critic's objective of a loss.
     *
     * @param loss the loss
     */
    public HalvedDiscriminatorLoss(AdversarialLoss loss) {
        this.loss = loss;
    }

    @Override
    public boolean generatorUsesReal() {
        return loss.generatorUsesReal();
    }

    @Override
    public void initialise(NDManager owner) {
        loss.initialise(owner);
    }

    @Override
    public Map<String, NDArray> state() {
        return loss.state();
    }

    @Override
    public void afterStep(NDArray real, NDArray fake) {
        loss.afterStep(real, fake);
    }

    @Override
    public Optional<StatedSlopes> generatorSlopes() {
        return loss.generatorSlopes();
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        return times(loss.discriminator(real, fake), 0.5);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return loss.generator(real, fake);
    }
}

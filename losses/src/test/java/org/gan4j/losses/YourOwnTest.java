package org.gan4j.losses;

import static org.gan4j.losses.Constants.times;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.InputGradient;
import org.gan4j.losses.penalty.LazyPenalty;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/** A loss and a penalty that this library does not have: one class each, and all that is built on them works. */
final class YourOwnTest extends EngineTest {

    /** Least absolute deviations. */
    private static final class AbsoluteLoss extends AdversarialLoss {
        @Override
        protected NDArray discriminator(NDArray real, NDArray fake) {
            return real.sub(1).abs().mean().add(fake.abs().mean());
        }

        @Override
        protected NDArray generator(NDArray real, NDArray fake) {
            return fake.sub(1).abs().mean();
        }
    }

    /** The largest slope of the batch. */
    private record SteepestSlope(double weight) implements Penalty {
        @Override
        public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
            NDArray norms = InputGradient.norms(InputGradient.at(critic, real));
            return times(norms.max(), weight);
        }
    }

    @Test
    void aLossIsOneClass() {
        AdversarialLoss loss = new AbsoluteLoss();
        Differentiated d = differentiate(loss::discriminatorLoss, float32(3, 0), float32(-1, 2));
        assertClose(3, d.value(), 1e-6, "D"); // by hand: (2 + 1)/2 + (1 + 2)/2
        assertArrayEquals(new double[] {0.5, -0.5}, d.gradReal(), 1e-7);
        assertArrayEquals(new double[] {-0.5, 0.5}, d.gradFake(), 1e-7);
        assertClose(1.5, number(loss.generatorLoss(null, float32(-1, 2))), 1e-6, "G");
        NDList real = new NDList(float32(3, 0));
        NDList fake = new NDList(float32(-1, 2));
        assertClose(3, number(loss.discriminatorLoss().evaluate(real, fake)), 1e-6, "as a DJL loss");
        assertClose(
                1.5,
                number(new HalvedDiscriminatorLoss(loss).discriminatorLoss(float32(3, 0), float32(-1, 2))),
                1e-6,
                "halved");
        assertThrows(
                IllegalArgumentException.class,
                () -> loss.discriminatorLoss(float32(3, 0), float32(-1, 2).reshape(2, 1)));
    }

    @Test
    void aPenaltyIsOneClass() {
        Penalty penalty = new LazyPenalty(new SteepestSlope(0.5), 2);
        penalty.initialise(manager);
        NDArray w = float32(3, 4).reshape(2, 1);
        w.setRequiresGradient(true);
        NDArray samples = float32(1, 0, 0, 2).reshape(2, 2);
        try (GradientCollector collector = collect()) {
            // D = Σ w·x²/2 has the slope (w₁x₁, w₂x₂): norms 3 and 8.
            NDArray value = penalty.evaluate(x -> times(x.square(), 0.5).matMul(w), samples, samples);
            collector.backward(value);
            assertClose(8, number(value), 1e-6, "value"); // by hand: 2·0.5·8
        }
        assertArrayEquals(new double[] {0, 2}, numbers(w.getGradient()), 1e-6);
    }
}

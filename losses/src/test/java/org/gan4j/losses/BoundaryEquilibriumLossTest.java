package org.gan4j.losses;

import static org.gan4j.losses.LossNumbers.FAKE;
import static org.gan4j.losses.LossNumbers.REAL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The controller; the two objectives at k = 0 are in {@link AdversarialLossTest}. */
final class BoundaryEquilibriumLossTest extends EngineTest {

    private final BoundaryEquilibriumLoss loss = new BoundaryEquilibriumLoss(0.75, 0.1);

    private double k() {
        return number(loss.state().get("k"));
    }

    private void setK(float value) {
        loss.state().get("k").set(new float[] {value});
    }

    @Test
    void kWeighsTheGeneratedEnergiesOfTheDiscriminator() {
        loss.initialise(manager);
        setK(0.25f);
        // by hand: 2.9 - 0.25·3.125, slopes 1/4 and -0.25/4; G does not know k
        Differentiated d = differentiate(loss::discriminatorLoss, float32(REAL), float32(FAKE));
        assertClose(2.11875, d.value(), 1e-6, "D");
        assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, d.gradReal(), 1e-7);
        assertArrayEquals(new double[] {-0.0625, -0.0625, -0.0625, -0.0625}, d.gradFake(), 1e-7);
        Differentiated g = differentiate(loss::generatorLoss, float32(REAL), float32(FAKE));
        assertClose(3.125, g.value(), 1e-6, "G");
        assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, g.gradFake(), 1e-7);
    }

    @Test
    void kMovesByTheImbalanceAndStaysInItsRange() {
        loss.initialise(manager);
        assertEquals(0, k());
        loss.afterStep(float32(4, 2), float32(1, 2));
        assertClose(0.075, k(), 1e-6, "one step"); // by hand: 0.1·(0.75·3 - 1.5)
        loss.afterStep(float32(4, 2), float32(1, 1));
        assertClose(0.2, k(), 1e-6, "two steps"); // by hand: + 0.1·(0.75·3 - 1)
        loss.afterStep(float32(100, 100), float32(0, 0));
        assertEquals(1, k());
        loss.afterStep(float32(0, 0), float32(100, 100));
        assertEquals(0, k());
    }

    /** By hand: 2.9 + |0.75·2.9 - 3.125| and 3 + |0.75·3 - 1|. */
    @Test
    void convergenceIsTheRealEnergyAndTheImbalance() {
        assertClose(3.85, number(loss.convergence(float32(REAL), float32(FAKE))), 1e-6, "fake too high");
        assertClose(4.25, number(loss.convergence(float32(4, 2), float32(1, 1))), 1e-6, "fake too low");
    }

    /** A step's arrays go with the step; k is the same array before and after, so that a checkpoint may hold on to it. */
    @Test
    void theStateOutlivesEveryStepAndNothingElseDoes() {
        loss.initialise(manager);
        NDArray k = loss.state().get("k");
        step();
        long before = liveArrays();
        for (int i = 0; i < 200; i++) {
            step();
        }
        assertEquals(before, liveArrays());
        assertSame(k, loss.state().get("k"));
        assertSame(manager, k.getManager());
        assertEquals(DataType.FLOAT32, k.getDataType());
        assertClose(1, number(k), 1e-6, "k"); // 201·0.1·(0.75·3 - 1.5), clamped
    }

    private void step() {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = collect()) {
            NDArray real = step.create(new float[] {4, 2});
            NDArray fake = step.create(new float[] {1, 2});
            real.setRequiresGradient(true);
            fake.setRequiresGradient(true);
            NDArray d = loss.discriminatorLoss(Constants.times(real, 1), Constants.times(fake, 1));
            // Before the backward pass: the graph keeps the k that it was made with.
            loss.afterStep(real, fake);
            collector.backward(d);
        }
    }

    @Test
    void kHasNoGradient() {
        loss.initialise(manager);
        differentiate(
                (real, fake) -> {
                    loss.afterStep(real, fake);
                    return loss.discriminatorLoss(real, fake);
                },
                float32(4, 2),
                float32(1, 2));
        assertFalse(loss.state().get("k").hasGradient());
        double[] fake = differentiate(loss::discriminatorLoss, float32(4, 2), float32(1, 2))
                .gradFake();
        assertArrayEquals(new double[] {-0.0375, -0.0375}, fake, 1e-7); // -k/2 alone
    }

    @Test
    void worksInFloat64() {
        loss.initialise(manager);
        loss.afterStep(float64(4, 2), float64(1, 2));
        assertClose(0.075, k(), 1e-6, "k");
        assertEquals(DataType.FLOAT32, loss.state().get("k").getDataType());
    }

    @Test
    void halvingKeepsTheController() {
        AdversarialLoss halved = new HalvedDiscriminatorLoss(loss);
        halved.initialise(manager);
        halved.afterStep(float32(4, 2), float32(1, 2));
        assertClose(0.075, k(), 1e-6, "k");
        assertSame(loss.state().get("k"), halved.state().get("k"));
        // by hand: (3 - 0.075·1.5)/2
        assertClose(1.44375, number(halved.discriminatorLoss(float32(4, 2), float32(1, 2))), 1e-6, "D");
    }

    @Test
    void initialisingAgainStartsAnew() {
        loss.initialise(manager);
        setK(0.5f);
        loss.initialise(manager);
        assertEquals(0, k());
    }

    @Test
    void saysThatItHasNoStateYet() {
        for (var use : List.<Executable>of(
                loss::state,
                () -> loss.discriminatorLoss(float32(1), float32(1)),
                () -> loss.afterStep(float32(1), float32(1)))) {
            assertEquals(
                    "BoundaryEquilibriumLoss has no state yet; call initialise(manager) once, before the first"
                            + " evaluation",
                    assertThrows(IllegalStateException.class, use).getMessage());
        }
    }

    @Test
    void lossesWithoutStateSaySo() {
        AdversarialLoss hinge = new HingeLoss();
        hinge.initialise(manager);
        assertEquals(Map.of(), hinge.state());
        long before = liveArrays();
        hinge.afterStep(null, null);
        assertEquals(before, liveArrays());
    }
}

package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

final class InputGradientTest extends EngineTest {

    @Test
    void isTheSlopeAtEverySample() {
        NDArray samples = float64(-2, 0, 1, 3, -0.5, 2).reshape(3, 1, 2);
        NDArray gradient =
                recorded(() -> InputGradient.at(x -> x.square().mul(x).sum(new int[] {1, 2}), samples));
        assertEquals(new Shape(3, 1, 2), gradient.getShape());
        assertArrayEquals(new double[] {12, 0, 3, 27, 0.75, 12}, numbers(gradient), 1e-12); // d/dx of x³ is 3x²
        assertFalse(samples.hasGradient(), "the caller's array is left as it was");
    }

    /** The graph of the gradient is kept: with D = w·x², ∇D = 2wx and Σ∇D² = 4w²Σx², whose slope in w is 8wΣx². */
    @Test
    void isDifferentiableOnceMore() {
        NDArray w = float64(1.5);
        w.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            NDArray gradient = InputGradient.at(x -> x.square().mul(w), float64(1, -2, 3));
            collector.backward(gradient.square().sum());
        }
        assertEquals(8 * 1.5 * 14, number(w.getGradient()), 1e-12);
    }

    /** D's own gradients come from its loss alone. */
    @Test
    void fillsNoGradientOfTheWeights() {
        NDArray w = float64(1.5);
        w.setRequiresGradient(true);
        recorded(() -> InputGradient.at(x -> x.square().mul(w), float64(1, -2, 3)));
        assertEquals(0, number(w.getGradient()));
    }

    @Test
    void normsAreASamplesOwn() {
        NDArray gradient = float32(3, 4, 0, 0, 1, 2, 2, 4).reshape(2, 1, 2, 2);
        assertArrayEquals(new double[] {25, 25}, numbers(InputGradient.squaredNorms(gradient)), 1e-5);
        assertArrayEquals(new double[] {5, 5}, numbers(InputGradient.norms(gradient)), 1e-6);
        assertEquals(new Shape(2), InputGradient.norms(gradient).getShape());
        assertArrayEquals(new double[] {2, 3}, numbers(InputGradient.norms(float32(-2, 3))), 1e-6);
    }
}

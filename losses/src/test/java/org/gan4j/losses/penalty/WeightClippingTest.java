package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

final class WeightClippingTest extends EngineTest {

    @Test
    void clipsEveryWeightInPlaceToExactlyTheBound() {
        NDArray matrix = float32(-3, -0.25, -0.1, 0, 0.2, 0.25, 0.26, 9).reshape(2, 4);
        NDArray bias = float32(0.5, -0.5, 0.125);
        new WeightClipping(0.25).apply(List.of(matrix, bias));
        assertArrayEquals(new float[] {-0.25f, -0.25f, -0.1f, 0, 0.2f, 0.25f, 0.25f, 0.25f}, matrix.toFloatArray());
        assertArrayEquals(new float[] {0.25f, -0.25f, 0.125f}, bias.toFloatArray());
    }

    /** The bound itself must not be rounded on its way: 0.01 in float32 for float32, 0.01 in float64 for float64. */
    @Test
    void theBoundIsThatOfTheWeightsType() {
        NDArray single = float32(1, -1);
        NDArray twice = float64(1, -1);
        WeightClipping clipping = new WeightClipping(0.01);
        clipping.apply(List.of(single));
        clipping.apply(List.of(twice));
        assertArrayEquals(new float[] {0.01f, -0.01f}, single.toFloatArray());
        assertArrayEquals(new double[] {0.01, -0.01}, twice.toDoubleArray());
    }

    @Test
    void weightsThatLearnGoOnLearning() {
        NDArray w = float32(3, -4).reshape(2, 1);
        w.setRequiresGradient(true);
        NDArray samples = float32(1, 2).reshape(1, 2);
        for (int i = 0; i < 2; i++) {
            try (GradientCollector collector = collect()) {
                collector.backward(samples.matMul(w).sum());
                // Inside a collector too, where a recorded change in place of a leaf would be an error.
                new WeightClipping(1).apply(List.of(w));
            }
            new WeightClipping(1).apply(List.of(w));
        }
        assertTrue(w.hasGradient());
        assertArrayEquals(new double[] {1, -1}, numbers(w));
        assertArrayEquals(new double[] {2, 4}, numbers(w.getGradient())); // twice the samples
    }

    /** A network is clipped after every one of the critic's steps. */
    @Test
    void nothingIsLeftBehind() {
        List<NDArray> weights = List.of(float32(3, -4), float32(1));
        WeightClipping clipping = new WeightClipping(0.01);
        clipping.apply(weights);
        long before = liveArrays();
        for (int i = 0; i < 500; i++) {
            clipping.apply(weights);
        }
        assertEquals(before, liveArrays());
    }

    @Test
    void refusesBoundsThatAreNone() {
        for (double bound : new double[] {0, -0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "clip (" + bound + ") must be finite and above 0",
                    assertThrows(IllegalArgumentException.class, () -> new WeightClipping(bound))
                            .getMessage());
        }
    }
}

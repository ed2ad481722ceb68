package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.gan4j.losses.Constants;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/** Where the penalty looks; its values and gradients are in {@link PenaltyTest}. */
final class DraganPenaltyTest extends EngineTest {

    private static final int N = 2_000;
    private static final int DIMENSIONS = 20;

    /** How far each point lies from its sample. */
    private double[] moves(NDArray real) {
        AtomicReference<double[]> seen = new AtomicReference<>();
        Critic critic = x -> {
            seen.set(numbers(x));
            return x;
        };
        recorded(() -> new DraganPenalty(10).evaluate(critic, real, Constants.times(real, Double.NaN)));
        double[] samples = numbers(real);
        double[] moves = seen.get();
        for (int i = 0; i < moves.length; i++) {
            moves[i] -= samples[i];
        }
        return moves;
    }

    /** Samples of -3 and 3: the deviation of all numbers is 3, that within a sample 0. */
    private NDArray samples() {
        NDArray alternating = manager.arange(N).mod(2).toType(DataType.FLOAT64, false);
        return Constants.times(alternating, 6).sub(3).reshape(N, 1).repeat(1, DIMENSIONS);
    }

    @Test
    void theNoiseIsScaledByTheDeviationOfTheWholeBatchAndAnAlphaASample() {
        seed(21);
        double[] moves = moves(samples());
        double[] alphas = new double[N];
        for (int i = 0; i < N; i++) {
            double[] own = Arrays.copyOfRange(moves, i * DIMENSIONS, (i + 1) * DIMENSIONS);
            double largest = Arrays.stream(own).max().orElseThrow();
            assertTrue(Arrays.stream(own).min().orElseThrow() >= -1e-12, "the noise only adds");
            assertTrue(largest <= 1.5, "½·3 bounds it");
            assertEquals(DIMENSIONS, Arrays.stream(own).distinct().count(), "each number has its own noise");
            alphas[i] = largest / 1.5;
        }
        // α·max u: means ½·(20/21) and ½·½; five standard deviations are 0.04 and 0.01.
        assertEquals(0.476, Arrays.stream(alphas).average().orElseThrow(), 0.04, "mean of α·max u");
        assertEquals(0.375, Arrays.stream(moves).average().orElseThrow(), 0.025, "mean of 1.5·α·u");
        // One α for the batch would leave all of them near one value; α uniform spreads them.
        assertTrue(Arrays.stream(alphas).filter(a -> a < 0.2).count() > N / 10, "small α are missing");
        assertTrue(Arrays.stream(alphas).filter(a -> a > 0.8).count() > N / 20, "large α are missing");
    }

    /** Divided by the count: two numbers 1 apart deviate by ½, not by 0.707. */
    @Test
    void theDeviationIsThePopulations() {
        seed(22);
        double largest = 0;
        for (int i = 0; i < 3_000; i++) {
            largest =
                    Math.max(largest, Arrays.stream(moves(float64(0, 1))).max().orElseThrow());
        }
        assertTrue(largest <= 0.25, "bound ½·½, seen " + largest);
        assertTrue(largest > 0.22, "bound ½·½, seen " + largest);
    }

    @Test
    void samplesThatDoNotVaryAreNotMoved() {
        assertArrayEquals(new double[6], moves(manager.ones(new Shape(2, 3))), 0);
    }

    @Test
    void everyUpdateDrawsNewPoints() {
        NDArray real = float32(1, 2, 3, 4).reshape(2, 2);
        assertFalse(Arrays.equals(moves(real), moves(real)));
    }
}

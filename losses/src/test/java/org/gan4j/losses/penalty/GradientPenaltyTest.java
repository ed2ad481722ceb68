package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/** Where the gradient penalty looks; its values and gradients are in {@link PenaltyTest}. */
final class GradientPenaltyTest extends EngineTest {

    private static final int N = 4_000;

    /** The points at which a penalty asks for the critic's slope. */
    private double[] points(NDArray real, NDArray fake) {
        return points(new GradientPenalty(10), real, fake);
    }

    private double[] points(Penalty penalty, NDArray real, NDArray fake) {
        AtomicReference<double[]> seen = new AtomicReference<>();
        Critic critic = x -> {
            seen.set(numbers(x));
            return x;
        };
        recorded(() -> penalty.evaluate(critic, real, fake));
        return seen.get();
    }

    /** Real samples 0 and generated ones 1 make every point 1 - α. */
    private double[] alphas(Shape samples) {
        double[] points = points(manager.zeros(samples), manager.ones(samples));
        return Arrays.stream(points).map(x -> 1 - x).toArray();
    }

    @Test
    void pointsLieOnTheLineBetweenASampleAndItsGeneratedOne() {
        double[] real = {0, 0, 10, 20, -1, 5};
        double[] fake = {1, 3, 12, 14, 7, -3};
        double[] point = points(float64(real).reshape(3, 2), float64(fake).reshape(3, 2));
        for (int i = 0; i < 3; i++) {
            double along = (point[2 * i] - fake[2 * i]) / (real[2 * i] - fake[2 * i]);
            double across = (point[2 * i + 1] - fake[2 * i + 1]) / (real[2 * i + 1] - fake[2 * i + 1]);
            assertEquals(along, across, 1e-12, "sample " + i + " leaves its line");
            assertTrue(along >= 0 && along < 1, "sample " + i + " lies outside its pair: " + along);
        }
    }

    @Test
    void samplesMayHaveAnyName() {
        for (String name : new String[] {"data[]", "layer.output"}) {
            NDArray real = float64(3, 4).reshape(1, 2);
            NDArray fake = float64(3, 4).reshape(1, 2);
            real.setName(name);
            fake.setName(name);
            assertArrayEquals(new double[] {3, 4}, points(real, fake), 0);
        }
    }

    @Test
    void everySampleHasItsOwnAlphaAndAllItsDimensionsShareIt() {
        for (Shape shape : new Shape[] {new Shape(8, 12), new Shape(8, 1, 3, 4)}) {
            double[] alphas = alphas(shape);
            for (int i = 0; i < alphas.length; i++) {
                assertEquals(alphas[i / 12 * 12], alphas[i], "sample " + i / 12);
            }
            assertEquals(8, Arrays.stream(alphas).distinct().count(), "one α for several samples");
        }
    }

    @Test
    void alphaIsUniform() {
        seed(17);
        double[] alphas = alphas(new Shape(N, 1));
        Arrays.sort(alphas);
        assertTrue(alphas[0] >= 0 && alphas[N - 1] <= 1, alphas[0] + " .. " + alphas[N - 1]);
        double distance = 0;
        for (int i = 0; i < N; i++) {
            distance = Math.max(distance, Math.abs(alphas[i] - (i + 0.5) / N) + 0.5 / N);
        }
        // Kolmogorov-Smirnov: a uniform sample exceeds 1.95/√N once in a thousand times, and the seed is fixed.
        assertTrue(distance < 1.95 / Math.sqrt(N), "distance from the uniform distribution " + distance);
        assertEquals(0.5, Arrays.stream(alphas).average().orElseThrow(), 0.02);
    }

    @Test
    void everyUpdateDrawsNewPoints() {
        assertFalse(Arrays.equals(alphas(new Shape(8, 2)), alphas(new Shape(8, 2))));
    }

    @Test
    void itsRelativesLookAtTheSamePoints() {
        NDArray real = manager.zeros(new Shape(6, 2));
        NDArray fake = manager.ones(new Shape(6, 2));
        seed(9);
        double[] expected = points(real, fake);
        for (Penalty relative : new Penalty[] {new LipschitzPenalty(1), new ZeroCenteredGradientPenalty(1)}) {
            seed(9);
            assertArrayEquals(expected, points(relative, real, fake));
        }
    }

    @Test
    void refusesSamplesThatCannotBePaired() {
        NDArray real = float32(1, 2, 3, 4).reshape(2, 2);
        NDArray fake = float32(1, 2).reshape(1, 2);
        for (Penalty penalty :
                new Penalty[] {new GradientPenalty(10), new LipschitzPenalty(10), new ZeroCenteredGradientPenalty(10)
                }) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> recorded(() -> penalty.evaluate(x -> x, real, fake)))
                    .getMessage();
            assertTrue(message.contains("(2, 2)") && message.contains("(1, 2)"), message);
        }
    }
}

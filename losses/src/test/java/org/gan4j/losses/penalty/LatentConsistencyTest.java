package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class LatentConsistencyTest extends EngineTest {

    private final LatentConsistency zcr = new LatentConsistency();

    @Test
    void theDiscriminatorIsHeldAndTheGeneratorPushed() {
        NDArray one = float32(1, 2, 3, 4).reshape(2, 2);
        NDArray other = float32(1, 4, 0, 4).reshape(2, 2);
        // by hand: distances 4 and 9; 5·6.5, -0.5·6.5
        assertClose(32.5, number(zcr.discriminator(one, other)), 1e-6, "D");
        assertClose(-3.25, number(zcr.generator(one, other)), 1e-6, "G");
        assertClose(
                20, number(new LatentConsistency(10, 1, 0).discriminator(float32(1, 3), float32(3, 3))), 1e-6, "[N]");
        NDArray images = one.reshape(1, 1, 2, 2);
        assertClose(-6.5, number(zcr.generator(images, other.reshape(1, 1, 2, 2))), 1e-6, "all numbers of an image");
    }

    /** By hand: ∂/∂a of λ·E(a - b)² is 2λ(a - b)/N; G's has the other sign. */
    @Test
    void gradientsReachBothBatches() {
        Differentiated d = differentiate(zcr::discriminator, float64(1, -2), float64(0.5, 0));
        assertArrayEquals(new double[] {2.5, -10}, d.gradReal(), 1e-12);
        assertArrayEquals(new double[] {-2.5, 10}, d.gradFake(), 1e-12);
        Differentiated g = differentiate(zcr::generator, float64(1, -2), float64(0.5, 0));
        assertArrayEquals(new double[] {-0.25, 1}, g.gradReal(), 1e-12);
        assertArrayEquals(new double[] {0.25, -1}, g.gradFake(), 1e-12);
    }

    @Test
    void theNoiseIsMovedByItsDeviation() {
        seed(31);
        NDArray latent = manager.zeros(new Shape(500, 20)).add(7);
        NDArray near = new LatentConsistency(1, 1, 0.2).perturbed(latent);
        assertEquals(latent.getShape(), near.getShape());
        assertSame(latent.getManager(), near.getManager());
        double[] moves = Arrays.stream(numbers(near)).map(x -> x - 7).toArray();
        double mean = Arrays.stream(moves).average().orElseThrow();
        double square = Arrays.stream(moves).map(x -> x * x).average().orElseThrow();
        assertEquals(0, mean, 0.01); // five standard deviations
        assertEquals(0.2, Math.sqrt(square), 0.0071);
        assertArrayEquals(numbers(latent), numbers(new LatentConsistency(1, 1, 0).perturbed(latent)));
        double[] usual = numbers(zcr.perturbed(manager.zeros(new Shape(500, 20))));
        assertEquals(
                0.03, Math.sqrt(Arrays.stream(usual).map(x -> x * x).average().orElseThrow()), 0.0011);
    }

    @Test
    void theResultIsAScalarOfTheType() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            NDArray scores = manager.ones(new Shape(3, 1), type);
            for (NDArray value : new NDArray[] {zcr.discriminator(scores, scores), zcr.generator(scores, scores)}) {
                assertEquals(type, value.getDataType());
                assertEquals(new Shape(), value.getShape());
                assertEquals(0, number(value), Double.MIN_VALUE); // -0 is 0 too
            }
        }
    }

    @Test
    void refusesBatchesOfDifferentShapesAndWeightsThatAreNone() {
        assertEquals(
                "LatentConsistency: scores have shape (2), those of the perturbed noise (2, 1); they must be equal",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> zcr.discriminator(
                                        float32(1, 2), float32(1, 2).reshape(2, 1)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> zcr.generator(float32(1, 2), float32(1)));
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            String must = " (" + bad + ") must be finite and at least 0";
            assertRefused("lambda-d" + must, () -> new LatentConsistency(bad, 1, 1));
            assertRefused("lambda-g" + must, () -> new LatentConsistency(1, bad, 1));
            assertRefused("sigma" + must, () -> new LatentConsistency(1, 1, bad));
        }
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}

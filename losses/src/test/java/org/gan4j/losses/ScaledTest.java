package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import org.gan4j.EngineTest;
import org.junit.jupiter.api.Test;

/** Numbers in formulas; that they outlive Java's memory is in {@link GarbageCollectionTest}. */
final class ScaledTest extends EngineTest {

    @Test
    void multipliesAndSubtracts() {
        assertArrayEquals(new double[] {0.5, -1}, numbers(Scaled.by(float64(2, -4), 0.25)), 0);
        assertArrayEquals(new double[] {1.75, -4.25}, numbers(Scaled.minus(float64(2, -4), 0.25)), 0);
    }

    @Test
    void aNumberThatSomebodyReleasedIsMadeAnew() {
        NDArray x = float32(3, 5);
        NDArray constant = Scaled.constant(x, 7.125);
        assertSame(constant, Scaled.constant(x, 7.125));
        constant.close();
        assertNotSame(constant, Scaled.constant(x, 7.125));
        assertArrayEquals(new double[] {21.375, 35.625}, numbers(Scaled.by(x, 7.125)), 0);
        Scaled.constant(x, 7.125).getManager().close();
        assertArrayEquals(new double[] {21.375, 35.625}, numbers(Scaled.by(x, 7.125)), 0);
    }
}

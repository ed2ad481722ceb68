package org.gan4j.losses;

import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.times;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/** Numbers in formulas; that they outlive Java's memory is in {@link GarbageCollectionTest}. */
final class ConstantsTest extends EngineTest {

    @Test
    void multipliesAndSubtracts() {
        assertArrayEquals(new double[] {0.5, -1}, numbers(times(float64(2, -4), 0.25)), 0);
        assertArrayEquals(new double[] {1.75, -4.25}, numbers(minus(float64(2, -4), 0.25)), 0);
    }

    @Test
    void aNumberThatSomebodyReleasedIsMadeAnew() {
        NDArray x = float32(3, 5);
        NDArray constant = Constants.constant(x, 7.125);
        assertSame(constant, Constants.constant(x, 7.125));
        constant.close();
        assertNotSame(constant, Constants.constant(x, 7.125));
        assertArrayEquals(new double[] {21.375, 35.625}, numbers(times(x, 7.125)), 0);
        Constants.constant(x, 7.125).getManager().close();
        assertArrayEquals(new double[] {21.375, 35.625}, numbers(times(x, 7.125)), 0);
    }
}

package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

final class PullAwayTermTest extends EngineTest {

    private double evaluate(NDArray codes) {
        return number(new PullAwayTerm(1).evaluate(codes));
    }

    @Test
    void isTheMeanSquaredCosineOfDifferentCodes() {
        // by hand: cos 0.6 and 0.8 to the axes, 0 between them; (0.36 + 0.64 + 0)·2/6
        NDArray codes = float32(2, 0, 0, 5, 3, 4).reshape(3, 2);
        assertClose(1 / 3.0, evaluate(codes), 1e-6, "value");
        assertClose(0.1 / 3, number(new PullAwayTerm().evaluate(codes)), 1e-6, "the paper's weight");
    }

    @Test
    void isZeroForOrthogonalCodesAndOneForParallelOnes() {
        assertEquals(0, evaluate(Constants.times(manager.eye(5), 3)));
        assertClose(1, evaluate(float32(1, 2, -2, -4, 0.1, 0.2).reshape(3, 2)), 1e-6, "signs do not matter");
    }

    /** The own cosines, rounded ones, would swamp the others. */
    @Test
    void keepsTheDigitsOfNearlyOrthogonalCodes() {
        // by hand: cos = 1e-4 but for a relative 1e-8
        assertClose(1e-8, evaluate(float32(1, 1e-4, 0, 1).reshape(2, 2)), 1e-5, "value");
    }

    /**
     * PyTorch 2.7.1, float64:
     *
     * <pre>
     * c = torch.tensor([[.3, -1.2, .5], [1.1, .4, -.7], [-.2, .9, 2.]], requires_grad=True)
     * n = F.normalize(c)
     * v = ((n @ n.T).square().sum() - 3) / 6
     * v.backward()
     * </pre>
     */
    @Test
    void equalsPyTorch() {
        NDArray codes = float64(.3, -1.2, .5, 1.1, .4, -.7, -.2, .9, 2).reshape(3, 3);
        codes.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            NDArray value = new PullAwayTerm(1).evaluate(codes);
            collector.backward(value);
            assertEquals(0.0845900555798434, number(value), 1e-12);
        }
        assertArrayEquals(
                new double[] {
                    -0.117325831995,
                    -0.0150446789788,
                    0.034288269648,
                    -0.110738598468,
                    0.000954944505893,
                    -0.173472115018,
                    -0.100770426491,
                    -0.0463256995117,
                    0.0107695221312
                },
                numbers(codes.getGradient()),
                1e-10);
    }

    @Test
    void aCodeOfZerosIsNoNaN() {
        NDArray codes = float32(0, 0, 1, 1, 1, 0).reshape(3, 2);
        codes.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            NDArray value = new PullAwayTerm(1).evaluate(codes);
            collector.backward(value);
            assertClose(1 / 6.0, number(value), 1e-6, "value"); // by hand: 0.5·2/6
        }
        double[] gradient = numbers(codes.getGradient());
        assertEquals(0, gradient[0]);
        assertTrue(Double.isFinite(gradient[2]) && gradient[4] != 0 || gradient[5] != 0);
    }

    @Test
    void oneCodeHasNothingToBePulledAwayFrom() {
        assertEquals(0, evaluate(float32(1, 2, 3).reshape(1, 3)));
    }

    @Test
    void theResultIsAScalarOfTheCodesTypeAndManager() {
        long before = liveArrays();
        try (NDManager step = manager.newSubManager()) {
            for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
                NDArray value = new PullAwayTerm().evaluate(step.ones(new Shape(4, 3), type));
                assertEquals(type, value.getDataType());
                assertEquals(new Shape(), value.getShape());
                assertSame(step, value.getManager());
            }
        }
        assertEquals(before, liveArrays());
    }

    @Test
    void refusesCodesThatAreNoRows() {
        assertEquals(
                "PullAwayTerm: codes have shape (2); they must be [N, d]",
                assertThrows(IllegalArgumentException.class, () -> evaluate(float32(1, 2)))
                        .getMessage());
    }
}

package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/**
 * Every expected number was printed by PyTorch 2.7.1, float64:
 *
 * <pre>
 * x = torch.tensor([[1., 2., 3.], [-1., .5, 0.], [4., 4., -2.], [.1, -.2, .3]], dtype=torch.float64, requires_grad=True)
 * y = torch.tensor([2, 0, 1, 0])
 * s = torch.tensor([[.2, .3, .5], [1., 0., 0.], [0., .5, .5], [.25, .25, .5]], dtype=torch.float64)
 * for t in (y, s):
 *     x.grad = None; F.cross_entropy(x, t).backward()
 *     print(F.cross_entropy(x, t).item(), F.cross_entropy(x, t, reduction='sum').item(), x.grad.tolist())
 * </pre>
 */
final class SoftmaxCrossEntropyTest extends EngineTest {

    private static final double[] LOGITS = {1, 2, 3, -1, 0.5, 0, 4, 4, -2, 0.1, -0.2, 0.3};
    private static final double[] ONE_HOT = {0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0};
    private static final double[] SOFT = {0.2, 0.3, 0.5, 1, 0, 0, 0, 0.5, 0.5, 0.25, 0.25, 0.5};

    private static final double HARD_MEAN = 1.073015419176323;
    private static final double HARD_SUM = 4.292061676705292;
    private static final double[] HARD_GRADIENT = {
        0.02250764329259511,
        0.06118211776369941,
        -0.08368976105629455,
        -0.2195120869225678,
        0.1366373468165449,
        0.08287474010602287,
        0.12484526975792054,
        -0.12515473024207946,
        0.00030946048415894406,
        -0.1656038655503209,
        0.0625221941554263,
        0.10308167139489459
    };

    private static final double SOFT_MEAN = 1.991765419176323;
    private static final double SOFT_SUM = 7.967061676705292;
    private static final double[] SOFT_GRADIENT = {
        -0.027492356707404894,
        -0.013817882236300587,
        0.041310238943705446,
        -0.2195120869225678,
        0.1366373468165449,
        0.08287474010602287,
        0.12484526975792054,
        -0.0001547302420794594,
        -0.12469053951584105,
        0.02189613444967911,
        0.00002219415542629999,
        -0.02191832860510541
    };

    private final SoftmaxCrossEntropy mean = new SoftmaxCrossEntropy(Reduction.MEAN);
    private final SoftmaxCrossEntropy sum = new SoftmaxCrossEntropy(Reduction.SUM);

    @Test
    void indexLabelsEqualPyTorch() {
        NDArray[] labels = {
            manager.create(new long[] {2, 0, 1, 0}), manager.create(new int[] {2, 0, 1, 0}), float32(2, 0, 1, 0)
        };
        for (NDArray indices : labels) {
            assertEquals(HARD_MEAN, evaluate(mean, indices), 1e-12);
            assertEquals(HARD_SUM, evaluate(sum, indices), 1e-12);
            assertGradient(HARD_GRADIENT, indices);
        }
    }

    @Test
    void oneHotRowsEqualIndices() {
        NDArray rows = float64(ONE_HOT).reshape(4, 3);
        assertEquals(HARD_MEAN, evaluate(mean, rows), 1e-12);
        assertEquals(HARD_SUM, evaluate(sum, rows), 1e-12);
        assertGradient(HARD_GRADIENT, rows);
    }

    @Test
    void softRowsEqualPyTorch() {
        NDArray rows = float64(SOFT).reshape(4, 3);
        assertEquals(SOFT_MEAN, evaluate(mean, rows), 1e-12);
        assertEquals(SOFT_SUM, evaluate(sum, rows), 1e-12);
        assertGradient(SOFT_GRADIENT, rows);
    }

    private double evaluate(SoftmaxCrossEntropy loss, NDArray labels) {
        return number(
                loss.evaluate(new NDList(labels), new NDList(float64(LOGITS).reshape(4, 3))));
    }

    private void assertGradient(double[] expected, NDArray labels) {
        Differentiated actual = differentiate(
                (unused, logits) -> mean.evaluate(new NDList(labels), new NDList(logits)),
                float64(0),
                float64(LOGITS).reshape(4, 3));
        assertClose(expected, actual.gradFake(), 1e-9, "gradient");
    }

    /** By hand: two classes 2000 apart cost 2000 or nothing, and no exponential overflows. */
    @Test
    void extremeLogitsAreFinite() {
        double[] logits = {1000, -1000, 1000, -1000, -1000, -1000};
        Differentiated actual = differentiate(
                (unused, x) -> sum.evaluate(new NDList(manager.create(new long[] {0, 1, 0})), new NDList(x)),
                float32(0),
                float32(logits).reshape(3, 2));
        assertClose(2000 + Math.log(2), actual.value(), 1e-6, "value");
        assertClose(new double[] {0, 0, 1, -1, -0.5, 0.5}, actual.gradFake(), 1e-6, "gradient");
    }

    @Test
    void theResultIsAScalar() {
        NDList logits = new NDList(float32(LOGITS).reshape(4, 3));
        for (NDArray labels : new NDArray[] {float32(ONE_HOT).reshape(4, 3), manager.create(new long[] {2, 0, 1, 0})}) {
            assertEquals(new Shape(), mean.evaluate(new NDList(labels), logits).getShape());
            assertEquals(new Shape(), sum.evaluate(new NDList(labels), logits).getShape());
        }
    }

    @Test
    void refusesShapesThatDoNotFit() {
        NDArray logits = float32(LOGITS).reshape(4, 3);
        assertRefused(manager.create(new long[] {0, 1, 2}), logits, "(3)", "(4, 3)");
        assertRefused(manager.create(new long[] {0, 1, 2, 0}).reshape(4, 1), logits, "(4, 1)", "(4, 3)");
        assertRefused(float32(ONE_HOT).reshape(3, 4), logits, "(3, 4)", "(4, 3)");
        assertRefused(float32(1, 0, 0, 0), float32(1, 2, 3, 4), "(4)");
        assertRefused(float32(LOGITS).reshape(2, 2, 3), float32(LOGITS).reshape(2, 2, 3), "(2, 2, 3)");
    }

    private void assertRefused(NDArray labels, NDArray logits, String... parts) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> mean.evaluate(new NDList(labels), new NDList(logits)))
                .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}

package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/**
 * Every expected number was printed by PyTorch 2.7.1, with {@code x} of {@code dtype=torch.float64} for logits and
 * {@code torch.float32} for probabilities:
 *
 * <pre>
 * x.requires_grad_()
 * e = F.binary_cross_entropy_with_logits(x, t, reduction='none')     # or F.binary_cross_entropy
 * e.sum().backward()
 * print(e.tolist(), x.grad.tolist(), e.mean().item(), e.sum().item())
 * </pre>
 */
final class BinaryCrossEntropyTest extends EngineTest {

    private static final double[] LOGITS = {-2, 0, 3, -2, 0, 3, -2, 0, 3};
    private static final double[] LOGIT_TARGETS = {0, 0, 0, 0.3, 0.3, 0.3, 1, 1, 1};
    private static final double[] LOGIT_LOSSES = {
        0.1269280110429727, 0.6931471805599453, 3.048587351573742,
        0.7269280110429728, 0.6931471805599453, 2.1485873515737417,
        2.1269280110429727, 0.6931471805599453, 0.04858735157374206
    };
    private static final double[] LOGIT_GRADIENTS = {
        0.11920292202211755,
        0.5,
        0.9525741268224334,
        -0.18079707797788244,
        0.2,
        0.6525741268224334,
        -0.8807970779778824,
        -0.5,
        -0.047425873177566635
    };

    private static final double[] PROBABILITIES = {0, 0.25, 1, 0, 0.25, 0.3, 1, 0, 0.25, 1};
    private static final double[] TARGETS = {0, 0, 0, 0.3, 0.3, 0.3, 0.3, 1, 1, 1};
    private static final double[] LOSSES = {
        0,
        0.28768205642700195,
        100,
        30.000001907348633,
        0.6172657608985901,
        0.6108643412590027,
        70,
        100,
        1.3862943649291992,
        0
    };
    private static final double[] GRADIENTS = {
        0,
        1.3333333730697632,
        999999995904.0,
        -300000018432.0,
        -0.2666667401790619,
        0,
        699999977472.0,
        -999999995904.0,
        -4,
        0
    };

    @Test
    void onLogitsEqualsPyTorch() {
        BinaryCrossEntropy sum = BinaryCrossEntropy.onLogits(Reduction.SUM);
        BinaryCrossEntropy mean = BinaryCrossEntropy.onLogits(Reduction.MEAN);
        assertEach(sum, LOGIT_TARGETS, LOGITS, LOGIT_LOSSES);
        assertGradients(sum, LOGIT_TARGETS, LOGITS, LOGIT_GRADIENTS);
        assertClose(10.30598762952998, evaluate(sum, LOGIT_TARGETS, LOGITS), 1e-6, "sum");
        assertClose(1.1451097366144423, evaluate(mean, LOGIT_TARGETS, LOGITS), 1e-6, "mean");
    }

    @Test
    void onProbabilitiesEqualsPyTorch() {
        BinaryCrossEntropy sum = BinaryCrossEntropy.onProbabilities(Reduction.SUM);
        BinaryCrossEntropy mean = BinaryCrossEntropy.onProbabilities(Reduction.MEAN);
        assertEach(sum, TARGETS, PROBABILITIES, LOSSES);
        assertGradients(sum, TARGETS, PROBABILITIES, GRADIENTS);
        assertClose(302.902099609375, evaluate(sum, TARGETS, PROBABILITIES), 1e-6, "sum");
        assertClose(30.290210723876953, evaluate(mean, TARGETS, PROBABILITIES), 1e-6, "mean");
    }

    /** By hand: t·sp(-x) + (1-t)·sp(x), where sp(±1000) is 1000 or 0 and sp(±50) is 50 or e^-50. */
    @Test
    void extremeLogitsKeepTheirDigits() {
        double[] logits = {1000, 1000, 1000, -1000, -1000, -1000, 50, -50};
        double[] targets = {0, 0.25, 1, 0, 0.25, 1, 1, 0};
        double[] losses = {1000, 750, 0, 0, 250, 1000, Math.exp(-50), Math.exp(-50)};
        double[] gradients = {1, 0.75, 0, 0, -0.25, -1, -Math.exp(-50), Math.exp(-50)};
        BinaryCrossEntropy loss = BinaryCrossEntropy.onLogits(Reduction.SUM);
        assertEach(loss, targets, logits, losses);
        assertGradients(loss, targets, logits, gradients);
    }

    /** σ turns logits into probabilities, and the two forms agree where probabilities keep their digits. */
    @Test
    void theTwoFormsAgree() {
        NDArray logits = float64(LOGITS);
        NDArray probabilities = Activation.sigmoid(logits);
        NDList targets = new NDList(float64(LOGIT_TARGETS));
        assertEquals(
                number(BinaryCrossEntropy.onLogits(Reduction.MEAN).evaluate(targets, new NDList(logits))),
                number(BinaryCrossEntropy.onProbabilities(Reduction.MEAN).evaluate(targets, new NDList(probabilities))),
                1e-12);
    }

    @Test
    void anyShapeWillDoAndTheResultIsAScalar() {
        NDList targets = new NDList(float32(LOGIT_TARGETS).reshape(3, 1, 3));
        NDArray value = BinaryCrossEntropy.onLogits(Reduction.MEAN)
                .evaluate(targets, new NDList(float32(LOGITS).reshape(3, 1, 3)));
        assertEquals(new Shape(), value.getShape());
        assertClose(1.1451097366144423, number(value), 1e-6, "mean");
    }

    @Test
    void refusesShapesThatDiffer() {
        NDList targets = new NDList(float32(0, 1));
        NDList predictions = new NDList(float32(0.5, 0.5).reshape(2, 1));
        for (Reduction reduction : Reduction.values()) {
            for (BinaryCrossEntropy loss : new BinaryCrossEntropy[] {
                BinaryCrossEntropy.onLogits(reduction), BinaryCrossEntropy.onProbabilities(reduction)
            }) {
                String message = assertThrows(IllegalArgumentException.class, () -> loss.evaluate(targets, predictions))
                        .getMessage();
                assertTrue(message.contains("(2)") && message.contains("(2, 1)"), message);
            }
        }
    }

    @Test
    void refusesWhatIsNoProbability() {
        BinaryCrossEntropy loss = BinaryCrossEntropy.onProbabilities(Reduction.MEAN);
        for (double wrong : new double[] {-0.01, 1.01}) {
            assertThrows(
                    EngineException.class, () -> loss.evaluate(new NDList(float32(1)), new NDList(float32(wrong))));
        }
    }

    private double evaluate(BinaryCrossEntropy loss, double[] targets, double[] predictions) {
        return number(loss.evaluate(new NDList(float32(targets)), new NDList(float32(predictions))));
    }

    private void assertEach(BinaryCrossEntropy loss, double[] targets, double[] predictions, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            double actual = evaluate(loss, new double[] {targets[i]}, new double[] {predictions[i]});
            assertClose(expected[i], actual, 1e-5, "t = " + targets[i] + ", prediction " + predictions[i]);
        }
    }

    private void assertGradients(BinaryCrossEntropy loss, double[] targets, double[] predictions, double[] expected) {
        Differentiated actual = differentiate(
                (t, p) -> loss.evaluate(new NDList(t.stopGradient()), new NDList(p)),
                float32(targets),
                float32(predictions));
        assertClose(expected, actual.gradFake(), 1e-5, "gradient");
    }
}

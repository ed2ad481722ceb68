package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import org.gan4j.losses.Constants;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

final class GradientNormLossTest extends EngineTest {

    /** Norms 5, 13 and 0. */
    private NDArray gradients() {
        return float32(3, 4, 5, 12, 0, 0).reshape(3, 2);
    }

    @Test
    void isTheWeightedMeanSquareOfTheDistances() {
        Loss loss = new GradientNormLoss(6);
        // by hand: 6·(4² + 12² + 1²)/3, 6·(25 + 169 + 0)/3, 6·(1² + 0² + 2²)/3
        assertClose(322, number(loss.evaluate(new NDList(float32(1, 1, 1)), new NDList(gradients()))), 1e-6, "ones");
        assertClose(388, number(loss.evaluate(new NDList(float32(0, 0, 0)), new NDList(gradients()))), 1e-6, "zeros");
        assertClose(10, number(loss.evaluate(new NDList(float32(4, 13, 2)), new NDList(gradients()))), 1e-6, "own");
    }

    @Test
    void normsRunOverAllDimensionsOfASample() {
        NDList images = new NDList(float32(1, 1, 1, 1, 3, 3, 3, 3).reshape(2, 1, 2, 2)); // norms 2 and 6
        double actual = number(new GradientNormLoss(1).evaluate(new NDList(float32(1, 1)), images));
        assertClose(13, actual, 1e-6, "value"); // by hand: (1² + 5²)/2
    }

    @Test
    void isWhatThePenaltiesDoAfterTheGradient() {
        Critic critic = x -> Constants.times(x.square(), 0.5).sum(new int[] {1}); // its slope at x is x
        NDArray samples = gradients();
        NDArray gradient = recorded(() -> InputGradient.at(critic, samples));
        assertArrayEquals(numbers(samples), numbers(gradient));
        NDList slopes = new NDList(gradient);
        NDList ones = new NDList(manager.ones(new Shape(3)));
        NDList zeros = new NDList(manager.zeros(new Shape(3)));
        // With equal samples on both sides every point between is the sample.
        assertClose(
                recorded(() -> number(new GradientPenalty(10).evaluate(critic, samples, samples))),
                number(new GradientNormLoss(10).evaluate(ones, slopes)),
                1e-6,
                "gp");
        assertClose(
                recorded(() -> number(new R1Penalty(10).evaluate(critic, samples, samples.neg()))),
                number(new GradientNormLoss(5).evaluate(zeros, slopes)),
                1e-6,
                "r1");
        assertClose(
                recorded(() -> number(new R2Penalty(10).evaluate(critic, samples.neg(), samples))),
                number(new GradientNormLoss(5).evaluate(zeros, slopes)),
                1e-6,
                "r2");
    }

    /** By hand: ∂/∂g of ½(‖g‖-1)² is (‖g‖-1)·g/‖g‖, and 0 where g is. */
    @Test
    void itsGradientIsFiniteAtZero() {
        Differentiated actual = differentiate(
                (targets, gradients) ->
                        new GradientNormLoss(1.5).evaluate(new NDList(targets.stopGradient()), new NDList(gradients)),
                float32(1, 1, 1),
                gradients());
        assertArrayEquals(
                new double[] {2.4, 3.2, 60 / 13.0, 144 / 13.0, 0, 0}, actual.gradFake(), 1e-5, "1.5·2/3 of it");
    }

    @Test
    void refusesTargetsOfAnotherShape() {
        for (NDArray targets : new NDArray[] {float32(1), float32(1, 1, 1).reshape(3, 1)}) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> new GradientNormLoss(1).evaluate(new NDList(targets), new NDList(gradients())))
                    .getMessage();
            assertTrue(message.contains(targets.getShape().toString()) && message.contains("(3)"), message);
        }
    }

    @Test
    void refusesWeightsThatAreNone() {
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "weight (" + weight + ") must be finite and at least 0",
                    assertThrows(IllegalArgumentException.class, () -> new GradientNormLoss(weight))
                            .getMessage());
        }
    }
}

package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Set;
import org.gan4j.losses.Constants;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

final class LazyPenaltyTest extends EngineTest {

    private int passes;
    private final Critic critic = x -> {
        passes++;
        return Constants.times(x.square(), 0.5).sum(new int[] {1}); // its slope at x is x
    };

    private LazyPenalty lazy(Penalty penalty, int interval) {
        LazyPenalty lazy = new LazyPenalty(penalty, interval);
        lazy.initialise(manager);
        return lazy;
    }

    private double evaluate(Penalty penalty) {
        NDArray samples = float32(3, 4).reshape(1, 2);
        return recorded(() -> number(penalty.evaluate(critic, samples, samples)));
    }

    @Test
    void everyKthEvaluationCountsKTimes() {
        LazyPenalty lazy = lazy(new R1Penalty(10), 4);
        double[] expected = {500, 0, 0, 0, 500, 0, 0, 0, 500}; // 4·10/2·5²
        for (double value : expected) {
            assertClose(value, evaluate(lazy), 1e-6, "value");
        }
        assertEquals(3, passes, "passes through the critic");
    }

    @Test
    void anIntervalOfOneIsThePenaltyItself() {
        LazyPenalty lazy = lazy(new R1Penalty(10), 1);
        assertClose(125, evaluate(lazy), 1e-6, "first");
        assertClose(125, evaluate(lazy), 1e-6, "second");
    }

    /** A run that goes on from a checkpoint evaluates in the steps in which it would have. */
    @Test
    void theCountIsState() {
        LazyPenalty first = lazy(new R1Penalty(10), 3);
        evaluate(first);
        evaluate(first);
        LazyPenalty second = lazy(new R1Penalty(10), 3);
        second.state().get("calls").set(first.state().get("calls").toLongArray());
        assertEquals(0, evaluate(second));
        assertClose(375, evaluate(second), 1e-6, "after three");
    }

    @Test
    void theStateInsideIsStateToo() {
        LazyPenalty lazy = lazy(new LeCamPenalty(1, 0.5, 0), 2);
        assertEquals(
                Set.of("calls", "penalty.real", "penalty.fake", "penalty.evaluations"),
                lazy.state().keySet());
        for (int i = 0; i < 5; i++) {
            evaluate(lazy);
        }
        assertEquals(3, lazy.state().get("penalty.evaluations").getLong());
    }

    @Test
    void theResultIsAScalarOfTheSamplesTypeAndManager() {
        LazyPenalty lazy = lazy(new R1Penalty(1), 2);
        long before = liveArrays();
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            for (int i = 0; i < 2; i++) {
                try (NDManager step = manager.newSubManager();
                        GradientCollector collector = collect()) {
                    NDArray samples = step.ones(new Shape(2, 2), type);
                    NDArray w = step.ones(new Shape(2, 1), type);
                    w.setRequiresGradient(true);
                    NDArray value = lazy.evaluate(x -> x.matMul(w), samples, samples);
                    assertEquals(type, value.getDataType());
                    assertEquals(new Shape(), value.getShape());
                    // Zeros too can be added to a loss.
                    collector.backward(value.add(w.sum()));
                }
            }
        }
        assertEquals(before, liveArrays());
    }

    @Test
    void refusesWhatCannotBe() {
        assertEquals(
                "interval (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> new LazyPenalty(new R1Penalty(1), 0))
                        .getMessage());
        LazyPenalty unborn = new LazyPenalty(new R1Penalty(1), 2);
        String message = assertThrows(IllegalStateException.class, () -> evaluate(unborn))
                .getMessage();
        assertTrue(message.startsWith("LazyPenalty has no state yet"), message);
        assertThrows(IllegalStateException.class, unborn::state);
    }
}

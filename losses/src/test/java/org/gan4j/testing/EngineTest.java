package org.gan4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test on the real engine; its arrays live as long as the test method. */
public abstract class EngineTest {

    protected NDManager manager;

    @BeforeEach
    void openManager() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    /** The value of a scalar function of two arrays and its gradients with respect to both. */
    public record Differentiated(double value, double[] gradReal, double[] gradFake) {}

    protected Differentiated differentiate(BinaryOperator<NDArray> function, NDArray real, NDArray fake) {
        real.setRequiresGradient(true);
        fake.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            NDArray value = function.apply(real, fake);
            collector.backward(value);
            return new Differentiated(number(value), numbers(real.getGradient()), numbers(fake.getGradient()));
        }
    }

    protected GradientCollector collect() {
        return manager.getEngine().newGradientCollector();
    }

    /** Evaluates while a gradient collector is open. */
    protected <T> T recorded(Supplier<T> evaluation) {
        GradientCollector collector = collect();
        try {
            return evaluation.get();
        } finally {
            collector.close();
        }
    }

    protected void seed(int seed) {
        manager.getEngine().setRandomSeed(seed);
    }

    /**
     * The number of arrays alive in the whole process, for every manager descends from the system's; without the numbers of
     * formulas, which stay once they were used.
     */
    protected long liveArrays() {
        return manager.getParentManager().getManagedArrays().stream()
                .filter(array -> !array.getManager().getName().equals("constants"))
                .count();
    }

    protected NDArray float32(double... values) {
        return manager.create(values).toType(DataType.FLOAT32, false);
    }

    protected NDArray float64(double... values) {
        return manager.create(values);
    }

    protected static double number(NDArray scalar) {
        return numbers(scalar)[0];
    }

    protected static double[] numbers(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    /** Fails unless the relative error is at most {@code tolerance}; the floor is a few of float32's smallest steps at 0. */
    protected static void assertClose(double expected, double actual, double tolerance, String what) {
        assertEquals(expected, actual, tolerance * Math.abs(expected) + 4 * Float.MIN_VALUE, what);
    }

    protected static void assertClose(double[] expected, double[] actual, double tolerance, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertClose(expected[i], actual[i], tolerance, what + "[" + i + "]");
        }
    }
}

package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.files.Table;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every layer's values, gradients, slopes, and the gradients of a penalty on slopes are those of PyTorch 2.7.1, in float64 on the same
 * weights: the table {@code second-order.csv}, which {@code second-order.py} next to it has written.
 */
class SecondOrderTest {

    /** Of the largest number: sums in another order differ by as much. */
    private static final double ROUNDING = 1e-10;

    @TestFactory
    Stream<DynamicTest> everyLayer() {
        return Table.of(SecondOrderTest.class, "second-order.csv").rows().stream()
                .flatMap(row -> Stream.of(Derivatives.values())
                        .filter(way -> way == Derivatives.AUTOGRAD
                                || SampleLayers.layer(row.get("layer")).written())
                        .map(way -> DynamicTest.dynamicTest(row.get("layer") + ", " + way, () -> check(row, way))));
    }

    /** A layer that nobody has written derivatives for, or no row, would not be seen above. */
    @TestFactory
    Stream<DynamicTest> everyKindHasARow() {
        List<Class<?>> kinds = Table.of(SecondOrderTest.class, "second-order.csv").rows().stream()
                .flatMap(row -> Stream.concat(
                        Stream.of(SampleLayers.layer(row.get("layer"))),
                        SampleLayers.layer(row.get("layer")).leaves().values().stream()))
                .<Class<?>>map(Layer::getClass)
                .toList();
        return Stream.of(Layer.class, Normalization.class, Product.class, KernelProduct.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .filter(kind -> !kind.isInterface() && kind != Autoencoder.class)
                .map(kind -> DynamicTest.dynamicTest(
                        kind.getSimpleName(), () -> assertEquals(true, kinds.contains(kind), kinds::toString)));
    }

    private static void check(CSVRecord row, Derivatives way) {
        List<Double> expected = new ArrayList<>();
        Stream.of(row.get("gradients").split(" "))
                .filter(text -> !text.isEmpty())
                .map(Double::valueOf)
                .forEach(expected::add);
        List<Double> actual = new ArrayList<>();
        for (boolean penalty : List.of(false, true)) {
            List<Double> found = computed(row.get("layer"), way, penalty);
            assertNear(Double.parseDouble(row.get(penalty ? "penalty" : "score")), found.get(0));
            actual.addAll(found.subList(1, found.size()));
        }
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertNear(expected.get(i), actual.get(i));
        }
    }

    private static void assertNear(double expected, double actual) {
        assertEquals(expected, actual, ROUNDING * Math.max(1, Math.abs(expected)));
    }

    /** The value, then the gradient of each weight as its sum with cosines. */
    private static List<Double> computed(String name, Derivatives way, boolean penalty) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            List<Double> found = new ArrayList<>();
            List<NDArray> step = SampleLayers.step(SampleLayers.layer(name), way, penalty, DataType.FLOAT64, manager);
            found.add(step.get(0).toDoubleArray()[0]);
            for (NDArray gradient : step.subList(1, step.size())) {
                double[] numbers = gradient.toDoubleArray();
                found.add(IntStream.range(0, numbers.length)
                        .mapToDouble(k -> numbers[k] * Math.cos(k))
                        .sum());
            }
            return found;
        }
    }
}

package org.gan4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.testing.PyTorchNumbers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {

    private static final int STEPS = 50;

    // As in optimizer_numbers.py.
    private static final Shape[] SHAPES = {new Shape(2, 3), new Shape(3), new Shape(1, 2, 2)};
    private static final double[] SCALES = {1, 0.1, 1e-8};

    // PyTorch's defaults where optimizer_numbers.py gives no value.
    private static final Map<String, UpdateRule> RULES = Map.of(
            "adam", UpdateRule.adam(0.5, 0.9, 1e-8, 0),
            "adam, weight decay", UpdateRule.adam(0.9, 0.999, 1e-8, 0.1),
            "adamw", UpdateRule.adamW(0.9, 0.999, 1e-8, 0.1),
            "rmsprop", UpdateRule.rmsProp(0.99, 1e-8, 0),
            "rmsprop, weight decay", UpdateRule.rmsProp(0.99, 1e-8, 0.1),
            "sgd", UpdateRule.sgd(0, 0),
            "sgd, weight decay", UpdateRule.sgd(0, 0.1),
            "sgd, momentum", UpdateRule.sgd(0.9, 0),
            "sgd, momentum, weight decay", UpdateRule.sgd(0.9, 0.1));

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Stream<Arguments> rulesAndTypes() {
        return RULES.keySet().stream()
                .sorted()
                .flatMap(rule -> Stream.of(
                        Arguments.of(rule, DataType.FLOAT64, 1e-12), Arguments.of(rule, DataType.FLOAT32, 1e-6)));
    }

    private static double rate(int step) {
        return 0.01 * (1 + 0.5 * Math.sin(step));
    }

    /** The values of array {@code k}: {@code scale·sin(0.37·i + phase)}, {@code i} counted over all arrays. */
    private static double[] values(int k, double phase, double scale) {
        int first = (int) Arrays.stream(SHAPES, 0, k).mapToLong(Shape::size).sum();
        double[] values = new double[(int) SHAPES[k].size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * Math.sin(0.37 * (first + i) + phase);
        }
        return values;
    }

    private List<NDArray> weights(DataType type) {
        List<NDArray> weights = new ArrayList<>();
        for (int k = 0; k < SHAPES.length; k++) {
            NDArray weight = manager.create(values(k, 1, 1), SHAPES[k]).toType(type, false);
            weight.setRequiresGradient(true);
            weights.add(weight);
        }
        return weights;
    }

    /** One step down {@code Σ w·g}, whose gradient is {@code g} to the last bit. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    private void minimise(Optimizer optimizer, List<NDArray> weights, int step) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector recording = manager.getEngine().newGradientCollector()) {
            NDArray loss = scope.zeros(new Shape(), weights.get(0).getDataType());
            for (int k = 0; k < weights.size(); k++) {
                NDArray gradient = scope.create(values(k, step, SCALES[k]), SHAPES[k])
                        .toType(weights.get(0).getDataType(), false);
                loss = loss.add(gradient.mul(weights.get(k)).sum());
            }
            optimizer.minimise(loss, rate(step));
        }
    }

    private static double[] numbers(List<NDArray> arrays) {
        return arrays.stream()
                .flatMapToDouble(array ->
                        Arrays.stream(array.toType(DataType.FLOAT64, false).toDoubleArray()))
                .toArray();
    }

    private static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * Math.abs(expected[i]), "weight " + i);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("rulesAndTypes")
    void fiftyStepsEqualPyTorch(String rule, DataType type, double tolerance) {
        List<NDArray> weights = weights(type);
        try (Optimizer optimizer = new Optimizer(RULES.get(rule), weights, manager)) {
            for (int step = 1; step <= STEPS; step++) {
                minimise(optimizer, weights, step);
            }
        }
        assertClose(PyTorchNumbers.row(type.name().toLowerCase(Locale.ROOT), rule), numbers(weights), tolerance);
    }

    /** Adam as its paper has it (Kingma and Ba 2015, algorithm 1), in Java's own arithmetic. */
    @Test
    void adamIsThePapersAlgorithm() {
        List<NDArray> weights = weights(DataType.FLOAT64);
        double[] expected = numbers(weights);
        double[] m = new double[expected.length];
        double[] v = new double[expected.length];
        try (Optimizer optimizer = new Optimizer(UpdateRule.adam(0.5, 0.9, 1e-8, 0), weights, manager)) {
            for (int t = 1; t <= STEPS; t++) {
                minimise(optimizer, weights, t);
                int i = 0;
                for (int k = 0; k < SHAPES.length; k++) {
                    for (double g : values(k, t, SCALES[k])) {
                        m[i] = 0.5 * m[i] + 0.5 * g;
                        v[i] = 0.9 * v[i] + 0.1 * g * g;
                        double corrected = m[i] / (1 - Math.pow(0.5, t));
                        expected[i] -= rate(t) * corrected / (Math.sqrt(v[i] / (1 - Math.pow(0.9, t))) + 1e-8);
                        i++;
                    }
                }
            }
        }
        assertClose(expected, numbers(weights), 1e-12);
    }

    @Test
    @SuppressWarnings("try") // as above
    void weightsWithoutAPathToTheLossStay() {
        for (String rule : List.of("sgd", "sgd, momentum", "adam", "rmsprop")) {
            List<NDArray> weights = weights(DataType.FLOAT32);
            float[] bystander = weights.get(1).toFloatArray();
            float[] player = weights.get(0).toFloatArray();
            try (Optimizer optimizer = new Optimizer(RULES.get(rule), weights, manager)) {
                for (int step = 0; step < 3; step++) {
                    try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
                        optimizer.minimise(weights.get(0).square().sum(), 0.1);
                    }
                }
            }
            assertArrayEquals(bystander, weights.get(1).toFloatArray(), rule);
            assertFalse(Arrays.equals(player, weights.get(0).toFloatArray()), rule);
        }
    }

    /** A decay that is given before each update does what one in the formula does, bit for bit. */
    @Test
    void aMovingDecayIsThatOfTheUpdate() {
        NDArray fixed = manager.create(new float[] {1, -2, 3});
        NDArray moving = manager.create(new float[] {1, -2, 3});
        try (Optimizer inFormula = new Optimizer(UpdateRule.adam(0.5, 0.9, 1e-8, 0), List.of(fixed), manager);
                Optimizer given = new Optimizer(UpdateRule.adam(0.5, Double.NaN, 1e-8, 0), List.of(moving), manager)) {
            for (int i = 1; i < 5; i++) {
                NDList gradients = new NDList(manager.create(new float[] {i, -0.5f * i, 0.1f}));
                inFormula.update(gradients, 0.1);
                given.setBeta2(0.9);
                given.update(gradients, 0.1);
            }
            assertArrayEquals(fixed.toFloatArray(), moving.toFloatArray());
            given.setBeta2(0.5);
            NDList gradients = new NDList(manager.create(new float[] {1, 1, 1}));
            inFormula.update(gradients, 0.1);
            given.update(gradients, 0.1);
            assertFalse(Arrays.equals(fixed.toFloatArray(), moving.toFloatArray()));
        }
    }

    /** Numbers that a float32 holds exactly: a rate in an array does what the same number does, and a new one counts at once. */
    @Test
    void aRateMayBeAnArray() {
        RULES.entrySet().stream()
                .filter(rule -> rule.getValue().rateMayBeArray())
                .forEach(rule -> {
                    NDArray byNumber = manager.create(new float[] {1, -2, 3});
                    NDArray byArray = manager.create(new float[] {1, -2, 3});
                    NDArray rate = manager.create(0.25f);
                    try (Optimizer one = new Optimizer(rule.getValue(), List.of(byNumber), manager);
                            Optimizer other = new Optimizer(rule.getValue(), List.of(byArray), manager)) {
                        for (double value : new double[] {0.25, 0.5, 0.125}) {
                            NDList gradients = new NDList(manager.create(new float[] {0.3f, -0.5f, 0.1f}));
                            rate.set(new float[] {(float) value});
                            one.update(gradients, value);
                            other.update(gradients, rate);
                        }
                    }
                    assertArrayEquals(byNumber.toFloatArray(), byArray.toFloatArray(), rule.getKey());
                });
    }

    @Test
    void takesGivenGradients() {
        NDArray weight = manager.create(new float[] {1, 2});
        weight.setRequiresGradient(true);
        try (Optimizer optimizer = new Optimizer(UpdateRule.sgd(0, 0), List.of(weight), manager)) {
            optimizer.update(new NDList(manager.create(new float[] {4, -8})), 0.25);
            // By hand: 1 - 0.25·4 and 2 + 0.25·8.
            assertArrayEquals(new float[] {0, 4}, weight.toFloatArray());
        }
    }

    /** Arrays of the loss's graph belong to the step; nothing may pile up where the weights live. */
    @Test
    void nothingPilesUp() {
        for (Map.Entry<String, UpdateRule> rule : RULES.entrySet()) {
            List<NDArray> weights = weights(DataType.FLOAT32);
            try (Optimizer optimizer = new Optimizer(rule.getValue(), weights, manager)) {
                minimise(optimizer, weights, 1);
                int before = manager.getManagedArrays().size();
                for (int step = 2; step < 20; step++) {
                    minimise(optimizer, weights, step);
                }
                assertEquals(before, manager.getManagedArrays().size(), rule.getKey());
            }
        }
    }

    @Test
    void closingFreesItsArraysAndLeavesTheWeights() {
        List<NDArray> weights = weights(DataType.FLOAT32);
        int before = manager.getManagedArrays().size();
        Optimizer optimizer = new Optimizer(RULES.get("adam"), weights, manager);
        minimise(optimizer, weights, 1);
        optimizer.close();

        assertEquals(before, manager.getManagedArrays().size());
        assertEquals(6, weights.get(0).toFloatArray().length);
    }
}

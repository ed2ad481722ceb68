package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every penalty's value and gradients in float32, on batches of 1 to 64, against Java's own arithmetic in double precision: the
 * critic's slope by the chain rule, the penalty's formula, and central differences for the gradient with respect to every weight.
 */
final class PenaltyArithmeticTest extends EngineTest {

    private static final int[] SIZES = {1, 2, 3, 5, 8, 17, 32, 64};
    private static final int INPUTS = 5;
    private static final int HIDDEN = 7;
    private static final double WEIGHT = 10;

    private static final float LECAM_REAL = 0.3f;
    private static final float LECAM_FAKE = -0.2f;

    /** A hidden layer's activation with its derivative. */
    enum Hidden {
        TANH(Math::tanh, h -> 1 - Math.tanh(h) * Math.tanh(h)) {
            @Override
            NDArray apply(NDArray h) {
                return Activation.tanh(h);
            }
        },
        LEAKY_RELU(h -> h > 0 ? h : 0.2f * h, h -> h > 0 ? 1 : 0.2f) {
            @Override
            NDArray apply(NDArray h) {
                return Activation.leakyRelu(h, 0.2f);
            }
        };

        private final DoubleUnaryOperator value;
        private final DoubleUnaryOperator slope;

        Hidden(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
            this.value = value;
            this.slope = slope;
        }

        abstract NDArray apply(NDArray h);
    }

    /** {@code D(x) = v·φ(Wx + b) + c} in Java, with {@code [W, b, v, c]} in one row. */
    private record Network(double[] weights, Hidden hidden) {
        private static final int B = HIDDEN * INPUTS;
        private static final int V = B + HIDDEN;
        private static final int C = V + HIDDEN;

        private double before(int unit, double[] x) {
            double h = weights[B + unit];
            for (int i = 0; i < INPUTS; i++) {
                h += weights[unit * INPUTS + i] * x[i];
            }
            return h;
        }

        double score(double[] x) {
            double score = weights[C];
            for (int unit = 0; unit < HIDDEN; unit++) {
                score += weights[V + unit] * hidden.value.applyAsDouble(before(unit, x));
            }
            return score;
        }

        double slope(double[] x) {
            double squares = 0;
            for (int i = 0; i < INPUTS; i++) {
                double slope = 0;
                for (int unit = 0; unit < HIDDEN; unit++) {
                    slope += weights[V + unit]
                            * hidden.slope.applyAsDouble(before(unit, x))
                            * weights[unit * INPUTS + i];
                }
                squares += slope * slope;
            }
            return Math.sqrt(squares);
        }
    }

    /** What a penalty looked at: the real batch, the generated one, and the first that the critic was asked for. */
    private record Looked(double[][] real, double[][] fake, double[][] points) {}

    private static double formula(String name, Network d, Looked at) {
        return switch (name) {
            case "gp", "dragan" -> WEIGHT * mean(at.points, x -> Math.pow(d.slope(x) - 1, 2));
            case "lp" -> WEIGHT * mean(at.points, x -> Math.pow(Math.max(0, d.slope(x) - 1), 2));
            case "zero-gp" -> WEIGHT * mean(at.points, x -> Math.pow(d.slope(x), 2));
            case "r1" -> WEIGHT / 2 * mean(at.real, x -> Math.pow(d.slope(x), 2));
            case "r2" -> WEIGHT / 2 * mean(at.fake, x -> Math.pow(d.slope(x), 2));
            case "div" -> WEIGHT * mean(at.points, x -> Math.pow(d.slope(x), 6));
            case "div:ends=true" ->
                WEIGHT
                        / 2
                        * (mean(at.real, x -> Math.pow(d.slope(x), 6)) + mean(at.fake, x -> Math.pow(d.slope(x), 6)));
            case "div:p=2" -> WEIGHT * mean(at.points, x -> Math.pow(d.slope(x), 2));
            case "lecam" ->
                WEIGHT
                        * (mean(at.real, x -> Math.pow(Math.max(0, d.score(x) - LECAM_FAKE), 2))
                                + mean(at.fake, x -> Math.pow(Math.max(0, LECAM_REAL - d.score(x)), 2)));
            case "drift" -> WEIGHT * mean(at.real, x -> Math.pow(d.score(x), 2));
            default -> throw new AssertionError("a penalty without a formula here is one without a test: " + name);
        };
    }

    private static double mean(double[][] samples, ToDoubleFunction<double[]> term) {
        return Arrays.stream(samples).mapToDouble(term).average().orElseThrow();
    }

    /** Each with its defaults, and what an option makes another formula of. */
    static Stream<String> names() {
        return Stream.concat(
                PenaltyCatalog.all().stream().map(PenaltyDescription::name), Stream.of("div:ends=true", "div:p=2"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPenaltyOnEverySize(String name) {
        Random random = new Random(3);
        for (Hidden hidden : Hidden.values()) {
            for (int n : SIZES) {
                Penalty penalty = PenaltyNumbers.penalty(name, WEIGHT);
                assertArithmetic(name, penalty, 1, hidden, n, random);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Hidden.class)
    void lazyOnesAreTheirMultiples(Hidden hidden) {
        Random random = new Random(4);
        for (int n : SIZES) {
            assertArithmetic("r1", new LazyPenalty(new R1Penalty(WEIGHT), 16), 16, hidden, n, random);
        }
    }

    /** The mean over the batch knows no order and no count; the points of the others are drawn. */
    @ParameterizedTest
    @ValueSource(strings = {"r1", "r2", "div:ends=true", "lecam", "drift"})
    void neitherOrderNorRepetitionOfTheSamplesMatters(String name) {
        double[] real = floats(new Random(5), 6 * INPUTS, 1);
        double[] fake = floats(new Random(6), 6 * INPUTS, 2);
        double once = value(name, real, fake);
        double[][] rows = rows(real);
        double[] reversed = IntStream.range(0, 6)
                .mapToObj(i -> rows[5 - i])
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertTrue(once > 1e-3, "a flat place would prove nothing");
        assertClose(once, value(name, reversed, fake), 1e-6, "reversed");
        assertClose(once, value(name, twice(real), twice(fake)), 1e-6, "repeated");
    }

    private static double[] twice(double[] values) {
        return Stream.of(values, values).flatMapToDouble(Arrays::stream).toArray();
    }

    private double value(String name, double[] real, double[] fake) {
        NDArray w = array(manager, floats(new Random(7), HIDDEN * INPUTS, 1), INPUTS, HIDDEN);
        Penalty penalty = PenaltyNumbers.penalty(name, WEIGHT);
        initialise(name, penalty, manager);
        return recorded(() -> number(penalty.evaluate(
                x -> x.matMul(w).tanh().sum(new int[] {1}),
                array(manager, real, real.length / INPUTS, INPUTS),
                array(manager, fake, fake.length / INPUTS, INPUTS))));
    }

    private static void initialise(String name, Penalty penalty, NDManager owner) {
        penalty.initialise(owner);
        if (name.equals("lecam")) {
            penalty.state().get("real").set(new float[] {LECAM_REAL});
            penalty.state().get("fake").set(new float[] {LECAM_FAKE});
            penalty.state().get("evaluations").set(new long[] {1000});
        }
    }

    private void assertArithmetic(String name, Penalty penalty, double times, Hidden hidden, int n, Random random) {
        double[] weights = floats(random, Network.C + 1, 1.2);
        Network network = new Network(weights, hidden);
        try (NDManager step = manager.newSubManager()) {
            NDArray w = array(step, Arrays.copyOfRange(weights, 0, Network.B), HIDDEN, INPUTS);
            NDArray b = array(step, Arrays.copyOfRange(weights, Network.B, Network.V), HIDDEN);
            NDArray v = array(step, Arrays.copyOfRange(weights, Network.V, Network.C), 1, HIDDEN);
            NDArray c = array(step, Arrays.copyOfRange(weights, Network.C, weights.length), 1);
            List<NDArray> parameters = List.of(w, b, v, c);
            parameters.forEach(parameter -> parameter.setRequiresGradient(true));
            double[] real = floats(random, n * INPUTS, 1);
            double[] fake = floats(random, n * INPUTS, 2);
            List<double[]> asked = new ArrayList<>();
            initialise(name, penalty, step);
            double actual;
            try (GradientCollector collector = collect()) {
                NDArray value = penalty.evaluate(
                        x -> {
                            asked.add(numbers(x));
                            NDArray h = hidden.apply(Linear.linear(x, w, b).singletonOrThrow());
                            return Linear.linear(h, v, c).singletonOrThrow();
                        },
                        array(step, real, n, INPUTS),
                        array(step, fake, n, INPUTS));
                collector.backward(value);
                actual = number(value);
            }
            Looked at = new Looked(rows(real), rows(fake), rows(asked.get(0)));
            String what = name + ", " + hidden + ", N " + n;
            assertClose(times * formula(name, network, at), actual, 1e-5, what);
            double[] gradient = parameters.stream()
                    .flatMapToDouble(parameter -> Arrays.stream(numbers(parameter.getGradient())))
                    .toArray();
            double[] expected = IntStream.range(0, weights.length)
                    .mapToDouble(i -> times * difference(name, network, at, i))
                    .toArray();
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertTrue(largest > 1e-3, what + ": a flat place would prove nothing");
            for (int i = 0; i < weights.length; i++) {
                assertEquals(expected[i], gradient[i], 1e-5 * largest, what + ", weight " + i);
            }
        }
    }

    private static double difference(String name, Network network, Looked at, int weight) {
        double step = 1e-5;
        double[] above = network.weights.clone();
        double[] below = network.weights.clone();
        above[weight] += step;
        below[weight] -= step;
        return (formula(name, new Network(above, network.hidden), at)
                        - formula(name, new Network(below, network.hidden), at))
                / (2 * step);
    }

    private static double[] floats(Random random, int count, double scale) {
        return IntStream.range(0, count)
                .mapToDouble(i -> (float) (scale * random.nextGaussian()))
                .toArray();
    }

    private static NDArray array(NDManager step, double[] values, long... shape) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return step.create(floats, new Shape(shape));
    }

    private static double[][] rows(double[] flat) {
        return IntStream.range(0, flat.length / INPUTS)
                .mapToObj(i -> Arrays.copyOfRange(flat, i * INPUTS, (i + 1) * INPUTS))
                .toArray(double[][]::new);
    }
}

package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gan4j.losses.Constants;
import org.gan4j.testing.EngineTest;
import org.gan4j.testing.TanhNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every penalty must do; {@link PenaltyNumbers} says with which numbers. */
@ParameterizedClass
@MethodSource("org.gan4j.losses.penalty.PenaltyNumbers#all")
final class PenaltyTest extends EngineTest {

    private final PenaltyNumbers expected;
    private final Penalty penalty;

    PenaltyTest(PenaltyNumbers expected) {
        this.expected = expected;
        this.penalty = expected.create(10);
    }

    private double evaluate(Critic critic, NDArray real, NDArray fake) {
        return recorded(() -> number(penalty.evaluate(critic, real, fake)));
    }

    @Test
    void knowsTheLinearCritic() {
        NDArray w = float32(3, 4).reshape(2, 1);
        NDArray real = float32(1, 2, -3, 4, 0, 0).reshape(3, 2);
        NDArray fake = float32(0, 7, 5, -6, 1, 1).reshape(3, 2);
        assertClose(expected.linear(), evaluate(x -> x.matMul(w), real, fake), 1e-6, "value");
        assertClose(expected.linear() * 3 / 10, weighted(3, w, real, fake), 1e-6, "value at weight 3");
        assertEquals(0, weighted(0, w, real, fake), "value at weight 0");
    }

    private double weighted(double weight, NDArray w, NDArray real, NDArray fake) {
        return recorded(() -> number(expected.create(weight).evaluate(x -> x.matMul(w), real, fake)));
    }

    /** Scores that are known save passes, and change neither the value nor the gradients of the critic's weights. */
    @Test
    void takesScoresThatAreKnown() {
        List<double[]> fresh = new ArrayList<>();
        List<double[]> known = new ArrayList<>();
        int passes = 0;
        for (boolean scored : new boolean[] {false, true}) {
            TanhNetwork network = new TanhNetwork(manager);
            NDArray real = manager.create(TanhNetwork.REAL, new Shape(2, 3));
            NDArray fake = manager.create(TanhNetwork.FAKE, new Shape(2, 3));
            int[] calls = {0};
            Critic critic = samples -> {
                calls[0]++;
                return network.score(samples);
            };
            manager.getEngine().setRandomSeed(3); // the points in between are drawn
            try (GradientCollector collector = collect()) {
                if (scored) {
                    real = penalty.slopesAtReal() ? InputGradient.point(real) : real;
                    fake = penalty.slopesAtFake() ? InputGradient.point(fake) : fake;
                    critic = new ScoredCritic(critic)
                            .with(real, network.score(real))
                            .with(fake, network.score(fake));
                }
                NDArray value = penalty.evaluate(critic, real, fake);
                collector.backward(value);
                List<double[]> results = scored ? known : fresh;
                results.add(numbers(value));
                network.weights().forEach(weight -> results.add(numbers(weight.getGradient())));
            }
            passes = calls[0];
        }
        for (int i = 0; i < fresh.size(); i++) {
            assertArrayEquals(fresh.get(i), known.get(i), 1e-6, "value or gradient " + i);
        }
        boolean atTheSamples = expected.penalisedAtReal() || expected.penalisedAtFake();
        assertEquals(atTheSamples ? 0 : 1, passes, "passes other than the known ones");
    }

    /** {@code D(x) = ½s·xᵀx} has the slope {@code s·x}: another norm at every sample, over all dimensions of an image. */
    @Test
    void takesEachSamplesOwnNormAndSquaresBeforeTheMean() {
        double s = 0.7; // slopes below and above 1
        for (Shape shape : new Shape[] {new Shape(4, 6), new Shape(4, 1, 2, 3)}) {
            NDArray real = Constants.times(manager.arange(24f).sub(3), 0.11).reshape(shape);
            NDArray fake = Constants.times(manager.arange(24f).sub(15), -0.07).reshape(shape);
            List<double[]> points = new ArrayList<>();
            double actual = evaluate(
                    x -> {
                        points.add(numbers(x));
                        return Constants.times(x.reshape(4, 6).square().sum(new int[] {1}), s / 2);
                    },
                    real,
                    fake);
            if (expected.penalisedAtReal()) {
                assertArrayEquals(numbers(real), points.get(0));
            }
            if (expected.penalisedAtFake()) {
                assertArrayEquals(numbers(fake), points.get(points.size() - 1));
            }
            double sum = 0;
            for (double[] x : points) {
                for (int i = 0; i < 4; i++) {
                    double squares =
                            Arrays.stream(x, 6 * i, 6 * i + 6).map(e -> e * e).sum();
                    sum += expected.ofNorm().applyAsDouble(s * Math.sqrt(squares));
                }
            }
            assertClose(sum / 4, actual, 1e-5, "value, " + shape);
        }
    }

    /** A map of scores a sample counts as its sum: here 1·w + 2·w with w = (1, 4/3), again the slope (3, 4). */
    @Test
    void sumsAMapOfScores() {
        NDArray maps = float32(1, 2, 4 / 3.0, 8 / 3.0).reshape(2, 2);
        NDArray samples = float32(1, 2, -3, 4, 0, 0).reshape(3, 2);
        double actual = evaluate(x -> x.matMul(maps).reshape(3, 1, 1, 2), samples, samples.neg());
        assertClose(expected.linear(), actual, 1e-6, "value");
    }

    @Test
    void imagesAndTheirFlattenedFormAgree() {
        NDArray weights = Constants.times(manager.arange(16f).sub(7), 0.3).reshape(16, 1);
        NDArray real = manager.arange(80f).sin().reshape(5, 1, 4, 4);
        NDArray fake = manager.arange(80f).cos().reshape(5, 1, 4, 4);
        Critic critic = x -> x.reshape(5, 16).square().matMul(weights);
        seed(5);
        double images = evaluate(critic, real, fake);
        seed(5);
        double rows = evaluate(critic, real.reshape(5, 16), fake.reshape(5, 16));
        assertClose(rows, images, 1e-6, "value");
        assertTrue(rows > 0.1, "the critic must have a slope, or anything would agree");
    }

    /** √(Σ g²) has the gradient 0·∞ where g = 0; then one flat sample is enough to lose the whole network. */
    @Test
    void aFlatCriticIsNoNaN() {
        NDArray w = float32(0, 0).reshape(2, 1);
        w.setRequiresGradient(true);
        NDArray samples = float32(1, 2, 3, 4).reshape(2, 2);
        try (GradientCollector collector = collect()) {
            NDArray value = penalty.evaluate(x -> x.matMul(w), samples, samples.neg());
            collector.backward(value);
            assertClose(expected.flat(), number(value), 1e-6, "value");
        }
        assertArrayEquals(new double[] {0, 0}, numbers(w.getGradient()), 0);
    }

    @Test
    void weightGradientsEqualPyTorchOnABlock() {
        TanhNetwork network = new TanhNetwork(manager);
        NDArray samples = manager.create(expected.at(), new Shape(2, 3));
        try (GradientCollector collector = collect()) {
            NDArray value = penalty.evaluate(network, samples, samples);
            collector.backward(value);
            assertClose(expected.network(), number(value), 1e-5, "value");
        }
        for (int i = 0; i < 3; i++) {
            double[] gradient = numbers(network.weights().get(i).getGradient());
            // The smallest entries are differences of numbers near 1, so absolute at float32's precision.
            assertArrayEquals(
                    expected.weightGradients()[i],
                    gradient,
                    2e-5 * Math.max(1, expected.network() / 10),
                    "weights " + i);
        }
    }

    /** In float64, so that the differences keep their digits. The seed fixes the points between. */
    @Test
    void weightGradientsEqualCentralDifferences() {
        NDArray real = wave(12, 0).reshape(4, 3);
        NDArray fake = wave(12, 2).reshape(4, 3);
        double[][] weights = {
            numbers(wave(15, 1)), // 3x5
            numbers(wave(5, 0)),
            numbers(wave(5, 4)), // 5x1
        };
        NDArray[] arrays = arrays(weights);
        for (NDArray array : arrays) {
            array.setRequiresGradient(true);
        }
        try (GradientCollector collector = collect()) {
            seed(3);
            Critic critic = softplusNetwork(arrays);
            // Next to another term, as in a critic's loss: a penalty that has lost its graph then fails without a word.
            NDArray other = Constants.times(critic.score(real).sum(), 0);
            collector.backward(penalty.evaluate(critic, real, fake).add(other));
        }
        double step = 1e-5;
        for (int i = 0; i < weights.length; i++) {
            double[] actual = numbers(arrays[i].getGradient());
            for (int j = 0; j < actual.length; j++) {
                double above = evaluateMoved(weights, i, j, step, real, fake);
                double below = evaluateMoved(weights, i, j, -step, real, fake);
                assertEquals(
                        (above - below) / (2 * step),
                        actual[j],
                        1e-7 * Math.max(1, Math.abs(actual[j])),
                        "weight " + i + ", " + j);
            }
        }
        double largest = Arrays.stream(numbers(arrays[0].getGradient()))
                .map(Math::abs)
                .max()
                .orElseThrow();
        assertTrue(largest > 0.1, "a penalty whose graph is lost has the gradient 0");
    }

    private double evaluateMoved(double[][] weights, int i, int j, double by, NDArray real, NDArray fake) {
        weights[i][j] += by;
        try {
            seed(3);
            return evaluate(softplusNetwork(arrays(weights)), real, fake);
        } finally {
            weights[i][j] -= by;
        }
    }

    private NDArray[] arrays(double[][] weights) {
        return new NDArray[] {
            float64(weights[0]).reshape(3, 5),
            float64(weights[1]),
            float64(weights[2]).reshape(5, 1)
        };
    }

    /** Numbers in [-1, 1] without a pattern. */
    private NDArray wave(int count, double phase) {
        return float64(
                IntStream.range(0, count).mapToDouble(i -> Math.sin(i + phase)).toArray());
    }

    private static Critic softplusNetwork(NDArray[] w) {
        return x -> Activation.softPlus(x.matMul(w[0]).add(w[1])).matMul(w[2]);
    }

    @Test
    void noGradientReachesWhatMadeTheSamples() {
        NDArray dataset = float32(1, 2, 3, 4).reshape(2, 2);
        NDArray generator = float32(-1, 0.5, 2, 1).reshape(2, 2);
        NDArray w = float32(3, 4).reshape(2, 1);
        dataset.setRequiresGradient(true);
        generator.setRequiresGradient(true);
        w.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            NDArray value = penalty.evaluate(
                    x -> x.square().matMul(w), Constants.times(dataset, 2), Constants.times(generator, 2));
            collector.backward(value);
        }
        assertArrayEquals(new double[4], numbers(dataset.getGradient()), 0);
        assertArrayEquals(new double[4], numbers(generator.getGradient()), 0);
        assertTrue(numbers(w.getGradient())[0] > 0);
    }

    @Test
    void theResultIsAScalarOfTheSamplesType() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            NDArray w = float64(3, 4).reshape(2, 1).toType(type, false);
            NDArray samples = float64(1, 2, 3, 4).reshape(2, 2).toType(type, false);
            NDArray value = recorded(() -> penalty.evaluate(x -> x.matMul(w), samples, samples.neg()));
            assertEquals(new Shape(), value.getShape());
            assertEquals(type, value.getDataType());
        }
    }

    @Test
    void saysThatAGradientCollectorIsMissing() {
        NDArray w = float32(3, 4).reshape(2, 1);
        NDArray samples = float32(1, 2, 3, 4).reshape(2, 2);
        String message = assertThrows(
                        IllegalStateException.class, () -> penalty.evaluate(x -> x.matMul(w), samples, samples))
                .getMessage();
        assertTrue(message.contains("is a GradientCollector open"), message);
        assertTrue(message.contains("(2, 1)") && message.contains("(2, 2)"), message);
    }

    @Test
    void saysThatTheScoresDoNotDependOnTheSamples() {
        NDArray w = float32(3, 4);
        w.setRequiresGradient(true);
        NDArray samples = float32(1, 2, 3, 4).reshape(2, 2);
        String message = assertThrows(
                        IllegalStateException.class, () -> evaluate(x -> Constants.times(w, 2), samples, samples))
                .getMessage();
        assertTrue(message.contains("do the scores depend on the samples"), message);
    }

    @Test
    void refusesWeightsThatAreNone() {
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            String message = assertThrows(IllegalArgumentException.class, () -> expected.create(weight))
                    .getMessage();
            assertTrue(message.contains(" (" + weight + ") must be finite and at least 0"), message);
        }
    }

    /** The last batch of an epoch is smaller: TorchScript must not stick to the shapes it saw first. */
    @Test
    void batchSizesMayChangeBetweenCalls() {
        NDArray w = float32(3, 4).reshape(2, 1);
        for (int n : new int[] {5, 5, 5, 1, 3, 64, 1, 5}) {
            NDArray samples = manager.ones(new Shape(n, 2));
            assertClose(expected.linear(), evaluate(x -> x.matMul(w), samples, samples.neg()), 1e-6, "N = " + n);
        }
    }

    /** The weights live on; nothing else of a step may. */
    @Test
    void nothingIsLeftBehind() {
        TanhNetwork network = new TanhNetwork(manager);
        step(network);
        long before = liveArrays();
        for (int i = 0; i < 500; i++) {
            step(network);
        }
        assertEquals(before, liveArrays());
    }

    private void step(TanhNetwork network) {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = collect()) {
            NDArray real = step.create(TanhNetwork.REAL, new Shape(2, 3));
            NDArray fake = step.create(TanhNetwork.FAKE, new Shape(2, 3));
            collector.backward(penalty.evaluate(network, real, fake));
        }
    }
}

package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.gan4j.losses.Constants;
import org.gan4j.testing.EngineTest;
import org.gan4j.testing.TanhNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The penalties that look at scores, not at slopes: drift and LeCam. */
final class ScorePenaltiesTest extends EngineTest {

    private static final double[] REAL = {-5, 1.4, 12.5, 2.7};
    private static final double[] FAKE = {10, 4.4, -5.5, 3.6};

    /** Sample and score are one. */
    private static final Critic IDENTITY = x -> x;

    private LeCamPenalty lecam(double lambda, double decay, long start) {
        LeCamPenalty penalty = new LeCamPenalty(lambda, decay, start);
        penalty.initialise(manager);
        return penalty;
    }

    private static void set(Penalty penalty, float real, float fake, long evaluations) {
        penalty.state().get("real").set(new float[] {real});
        penalty.state().get("fake").set(new float[] {fake});
        penalty.state().get("evaluations").set(new long[] {evaluations});
    }

    private double evaluate(Penalty penalty) {
        return number(penalty.evaluate(IDENTITY, float32(REAL), float32(FAKE)));
    }

    @Test
    void driftIsTheMeanSquareOfTheRealScores() {
        // by hand: (25 + 1.96 + 156.25 + 7.29)/4 = 47.625, slopes 2·r/4
        assertClose(0.047625, evaluate(new DriftPenalty(1e-3)), 1e-6, "ε 0.001");
        assertClose(476.25, evaluate(new DriftPenalty(10)), 1e-6, "ε 10");
        Differentiated actual = differentiate(
                (w, other) -> new DriftPenalty(10).evaluate(x -> x.mul(w), float32(REAL), float32(FAKE)),
                float32(1),
                float32(1));
        assertClose(952.5, actual.gradReal()[0], 1e-6, "slope in a weight of the critic");
    }

    @Test
    void lecamTiesScoresToTheAveragesOfTheOtherKind() {
        LeCamPenalty penalty = lecam(1, 0.99, 1000);
        set(penalty, 1, -1, 1000);
        // by hand: relu(r + 1)² = 0, 5.76, 182.25, 13.69; relu(1 - f)² = 0, 0, 42.25, 0
        assertClose(60.9875, evaluate(penalty), 1e-6, "value");
        set(penalty, 2, 3, 5000);
        // by hand: (0 + 0 + 90.25 + 0)/4 + (0 + 0 + 56.25 + 0)/4
        assertClose(36.625, evaluate(penalty), 1e-6, "value");
        LeCamPenalty weighted = lecam(0.3, 0.99, 0);
        set(weighted, 1, -1, 1);
        assertClose(0.3 * 60.9875, evaluate(weighted), 1e-6, "weight 0.3");
    }

    /** By hand: 2/4·relu(r + 1) for each real sample's part, minus 2/4·relu(1 - f) for each generated one's. */
    @Test
    void lecamsGradientReachesTheCriticAlone() {
        LeCamPenalty penalty = lecam(1, 0.99, 0);
        set(penalty, 1, -1, 1);
        NDArray w = float32(1);
        NDArray dataset = float32(REAL);
        NDArray generator = float32(FAKE);
        for (NDArray array : new NDArray[] {w, dataset, generator}) {
            array.setRequiresGradient(true);
        }
        try (GradientCollector collector = collect()) {
            collector.backward(
                    penalty.evaluate(x -> x.mul(w), Constants.times(dataset, 1), Constants.times(generator, 1)));
        }
        // 2/4·(2.4·1.4 + 13.5·12.5 + 3.7·2.7) - 2/4·6.5·(-5.5)
        assertClose(108.925, number(w.getGradient()), 1e-6, "w");
        assertArrayEquals(new double[4], numbers(dataset.getGradient()), 0);
        assertArrayEquals(new double[4], numbers(generator.getGradient()), 0);
        assertFalse(penalty.state().get("real").hasGradient());
    }

    /** The numbers of the two tests of values, from scores that are handed over: the critic itself is never asked. */
    @Test
    void takeScoresThatAreKnown() {
        NDArray real = float32(REAL);
        NDArray fake = float32(FAKE);
        Critic scored = new ScoredCritic(samples -> fail("scored once more"))
                .with(real, real)
                .with(fake, fake);
        assertClose(0.047625, number(new DriftPenalty(1e-3).evaluate(scored, real, fake)), 1e-6, "drift");
        LeCamPenalty lecam = lecam(1, 0.99, 1000);
        set(lecam, 1, -1, 1000);
        assertClose(60.9875, number(lecam.evaluate(scored, real, fake)), 1e-6, "lecam");
    }

    @Test
    void driftsGradientReachesTheCriticAlone() {
        NDArray w = float32(1);
        NDArray dataset = float32(REAL);
        w.setRequiresGradient(true);
        dataset.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            collector.backward(new DriftPenalty(1).evaluate(x -> x.mul(w), Constants.times(dataset, 1), float32(FAKE)));
        }
        assertClose(95.25, number(w.getGradient()), 1e-6, "w"); // 2·47.625
        assertArrayEquals(new double[4], numbers(dataset.getGradient()), 0);
    }

    /** In float64, so that the differences keep their digits; the averages are set anew for each. */
    @Test
    void weightGradientsEqualCentralDifferences() {
        for (DoubleFunction<Penalty> kind :
                List.<DoubleFunction<Penalty>>of(DriftPenalty::new, lambda -> lecam(lambda, 0.9, 0))) {
            Penalty penalty = kind.apply(1.5);
            double[] weights = {0.3, -0.7, 1.1, 0.2, -0.4, 0.6};
            NDArray w = float64(weights).reshape(3, 2);
            w.setRequiresGradient(true);
            try (GradientCollector collector = collect()) {
                collector.backward(value(penalty, w));
            }
            double[] actual = numbers(w.getGradient());
            double step = 1e-5;
            for (int i = 0; i < weights.length; i++) {
                double[] above = weights.clone();
                double[] below = weights.clone();
                above[i] += step;
                below[i] -= step;
                double slope = (number(value(penalty, float64(above).reshape(3, 2)))
                                - number(value(penalty, float64(below).reshape(3, 2))))
                        / (2 * step);
                assertEquals(slope, actual[i], 1e-7, penalty.getClass().getSimpleName() + ", weight " + i);
                assertTrue(Math.abs(slope) > 1e-3, "a flat place would prove nothing");
            }
        }
    }

    private NDArray value(Penalty penalty, NDArray w) {
        if (!penalty.state().isEmpty()) {
            set(penalty, 0.5f, -0.25f, 1);
        }
        NDArray real = float64(0.2, -0.4, 1, 1.5, 0.3, -0.7).reshape(2, 3);
        NDArray fake = float64(-0.6, 0.8, 0.1, 0.4, -1.2, 0.9).reshape(2, 3);
        return penalty.evaluate(x -> x.matMul(w).tanh(), real, fake);
    }

    @Test
    void lecamsAveragesRunFromTheFirstEvaluationOn() {
        LeCamPenalty penalty = lecam(1, 0.75, 2);
        assertEquals(0, evaluate(penalty));
        assertAverages(penalty, 2.9, 3.125, 1); // the means themselves
        assertEquals(0, number(penalty.evaluate(IDENTITY, float32(1, 1), float32(0, 0))));
        assertAverages(penalty, 2.425, 2.34375, 2); // ¾ of them, and ¼ of 1 and of 0
        // by hand: relu(3 - 2.34375)² + relu(2.425 - 2)², with the averages as they were
        assertClose(
                0.61128906, number(penalty.evaluate(IDENTITY, float32(3, 3), float32(2, 2))), 1e-5, "third evaluation");
        assertAverages(penalty, 2.56875, 2.2578125, 3);
    }

    private void assertAverages(Penalty penalty, double real, double fake, long evaluations) {
        assertClose(real, number(penalty.state().get("real")), 1e-6, "average of the real scores");
        assertClose(fake, number(penalty.state().get("fake")), 1e-6, "average of the generated scores");
        assertEquals(evaluations, penalty.state().get("evaluations").getLong());
    }

    @Test
    void lecamStartsAfterAThousandEvaluationsWithDecay09() {
        LeCamPenalty penalty = new LeCamPenalty(1);
        penalty.initialise(manager);
        set(penalty, 1, -1, 999);
        assertEquals(0, evaluate(penalty));
        assertClose(0.9 + 0.29, number(penalty.state().get("real")), 1e-6, "average of the real scores");
        set(penalty, 1, -1, 1000);
        assertClose(60.9875, evaluate(penalty), 1e-6, "evaluation 1001");
    }

    @Test
    void lecamsStateOutlivesEveryStepAndNothingElseDoes() {
        LeCamPenalty penalty = lecam(1, 0.99, 3);
        assertEquals(Set.of("real", "fake", "evaluations"), penalty.state().keySet());
        NDArray average = penalty.state().get("real");
        TanhNetwork network = new TanhNetwork(manager);
        step(penalty, network);
        long before = liveArrays();
        for (int i = 0; i < 200; i++) {
            step(penalty, network);
        }
        assertEquals(before, liveArrays());
        assertSame(average, penalty.state().get("real"));
        assertSame(manager, average.getManager());
        assertEquals(DataType.FLOAT32, average.getDataType());
        assertEquals(201, penalty.state().get("evaluations").getLong());
    }

    private void step(Penalty penalty, TanhNetwork network) {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = collect()) {
            NDArray real = step.create(TanhNetwork.REAL, new Shape(2, 3));
            NDArray fake = step.create(TanhNetwork.FAKE, new Shape(2, 3));
            collector.backward(penalty.evaluate(network, real, fake));
        }
    }

    @Test
    void lecamSaysThatItHasNoStateYet() {
        LeCamPenalty penalty = new LeCamPenalty(1);
        for (var use : List.<Executable>of(penalty::state, () -> evaluate(penalty))) {
            String message = assertThrows(IllegalStateException.class, use).getMessage();
            assertTrue(message.startsWith("LeCamPenalty has no state yet; call initialise(manager)"), message);
        }
    }

    @Test
    void theResultIsAScalarOfTheSamplesType() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            NDArray samples = manager.ones(new Shape(4, 1), type);
            for (Penalty penalty : new Penalty[] {new DriftPenalty(0.5), lecam(0.5, 0.99, 0)}) {
                NDArray value = penalty.evaluate(IDENTITY, samples, samples);
                assertEquals(type, value.getDataType());
                assertEquals(new Shape(), value.getShape());
            }
        }
    }

    @Test
    void refuseWhatTheirArgumentsMayNotBe() {
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertRefused("epsilon (" + weight + ") must be finite and at least 0", () -> new DriftPenalty(weight));
            assertRefused("lambda (" + weight + ") must be finite and at least 0", () -> new LeCamPenalty(weight));
            assertRefused(
                    "p (" + weight + ") must be finite and above 1",
                    () -> new WassersteinDivergencePenalty(2, weight, false));
        }
        assertRefused("decay (1.0) must be at least 0 and below 1", () -> new LeCamPenalty(1, 1, 0));
        assertRefused("decay (NaN) must be at least 0 and below 1", () -> new LeCamPenalty(1, Double.NaN, 0));
        assertRefused("start (-1.0) must be a whole number of at least 0", () -> new LeCamPenalty(1, 0.5, -1));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}

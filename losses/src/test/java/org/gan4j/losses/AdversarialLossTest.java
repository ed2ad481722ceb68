package org.gan4j.losses;

import static org.gan4j.losses.LossNumbers.FAKE;
import static org.gan4j.losses.LossNumbers.REAL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.losses.LossNumbers.Objective;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every adversarial loss must do; {@link LossNumbers} says with which numbers. */
@ParameterizedClass
@MethodSource("org.gan4j.losses.LossNumbers#all")
final class AdversarialLossTest extends EngineTest {

    /** Where careless forms overflow, or lose their gradient: e^±1000, float32's e^±88, log(σ(-50) + 1e-8). */
    private static final double[] EXTREMES = {-1000, -88, -50, 0, 50, 88, 1000};

    private final LossNumbers expected;
    private final AdversarialLoss loss;

    AdversarialLossTest(LossNumbers expected) {
        this.expected = expected;
        this.loss = expected.create();
    }

    @BeforeEach
    void makeTheState() {
        loss.initialise(manager);
    }

    @Test
    void givesTheKnownAnswers() {
        assertClose(expected.dAnswer(), number(loss.discriminatorLoss(float32(REAL), float32(FAKE))), 1e-5, "D");
        assertClose(expected.gAnswer(), number(loss.generatorLoss(float32(REAL), float32(FAKE))), 1e-5, "G");
    }

    /** Guards the other tests: they lean on the formula. */
    @Test
    void theFormulaInThisTestGivesTheKnownAnswersToo() {
        assertClose(expected.dAnswer(), expected.d().value(REAL, FAKE), 1e-5, "D");
        assertClose(expected.gAnswer(), expected.g().value(REAL, FAKE), 1e-5, "G");
    }

    @Test
    void gradientsEqualCentralDifferences() {
        assertCentralDifferences(loss::discriminatorLoss, "D");
        assertCentralDifferences(loss::generatorLoss, "G");
    }

    private void assertCentralDifferences(BinaryOperator<NDArray> objective, String player) {
        Differentiated actual = differentiate(objective, float64(REAL), float64(FAKE));
        double step = 1e-5;
        for (int i = 0; i < REAL.length; i++) {
            double real = (number(objective.apply(float64(moved(REAL, i, step)), float64(FAKE)))
                            - number(objective.apply(float64(moved(REAL, i, -step)), float64(FAKE))))
                    / (2 * step);
            double fake = (number(objective.apply(float64(REAL), float64(moved(FAKE, i, step))))
                            - number(objective.apply(float64(REAL), float64(moved(FAKE, i, -step)))))
                    / (2 * step);
            double tolerance = 1e-8 * Math.max(1, Math.abs(actual.value()));
            assertEquals(real, actual.gradReal()[i], tolerance, player + ", real " + i);
            assertEquals(fake, actual.gradFake()[i], tolerance, player + ", fake " + i);
        }
    }

    private static double[] moved(double[] values, int index, double by) {
        double[] copy = values.clone();
        copy[index] += by;
        return copy;
    }

    @Test
    void isRightAtExtremeScoresOfOneSample() {
        for (double r : EXTREMES) {
            for (double f : EXTREMES) {
                assertFormula(new double[] {r}, new double[] {f});
            }
        }
    }

    @Test
    void isRightAtExtremeScoresInOneBatch() {
        int n = EXTREMES.length;
        double[] real = new double[n * n];
        double[] fake = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            real[i] = EXTREMES[i / n];
            fake[i] = EXTREMES[i % n];
        }
        assertFormula(real, fake);
    }

    @Test
    void isRightWhereAllScoresAreEqual() {
        for (double score : new double[] {0.5, 0.125, -3, 50, -88, 1000}) {
            for (int n : new int[] {1, 3, 64}) {
                double[] scores = new double[n];
                Arrays.fill(scores, score);
                assertFormula(scores, scores);
            }
        }
    }

    @Test
    void isRightOnBatchesOfEverySize() {
        Random random = new Random(7);
        for (int n = 1; n <= 64; n++) {
            assertFormula(ordinary(random, n, 0), ordinary(random, n, 0));
            if (n % 2 == 0) {
                assertFormula(mixed(random, n), mixed(random, n));
            } else {
                // Where a critic that nothing holds drifts to.
                double drift = EXTREMES[n % EXTREMES.length];
                assertFormula(ordinary(random, n, drift), ordinary(random, n, drift));
            }
        }
    }

    private static double[] ordinary(Random random, int n, double center) {
        return IntStream.range(0, n)
                .mapToDouble(i -> (float) (center + 3 * random.nextGaussian()))
                .toArray();
    }

    private static double[] mixed(Random random, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> EXTREMES[random.nextInt(EXTREMES.length)])
                .toArray();
    }

    private void assertFormula(double[] real, double[] fake) {
        String at = " at real " + real[0] + ", fake " + fake[0] + ", N " + real.length;
        assertFormula(expected.d(), real, fake, inAStep(loss::discriminatorLoss, real, fake), "D" + at);
        assertFormula(expected.g(), real, fake, inAStep(loss::generatorLoss, real, fake), "G" + at);
    }

    /** With arrays that go at once: a collector visits all that are alive. */
    private Differentiated inAStep(BinaryOperator<NDArray> objective, double[] real, double[] fake) {
        try (NDManager step = manager.newSubManager()) {
            NDArray r = step.create(real).toType(DataType.FLOAT32, false);
            NDArray f = step.create(fake).toType(DataType.FLOAT32, false);
            return differentiate(objective, r, f);
        }
    }

    private static void assertFormula(
            Objective formula, double[] real, double[] fake, Differentiated actual, String what) {
        assertInFloat32(formula.value(real, fake), actual.value(), what + ": value");
        double[] gradReal = formula.gradReal(real, fake);
        double[] gradFake = formula.gradFake(real, fake);
        for (int i = 0; i < real.length; i++) {
            assertInFloat32(gradReal[i], actual.gradReal()[i], what + ": gradReal " + i);
            assertInFloat32(gradFake[i], actual.gradFake()[i], what + ": gradFake " + i);
        }
    }

    /** Beyond float32's range the true number has an infinity to stand for it, and nothing else. */
    private static void assertInFloat32(double expected, double actual, String what) {
        if (Math.abs(expected) > Float.MAX_VALUE) {
            assertEquals(Math.signum(expected) * Double.POSITIVE_INFINITY, actual, what);
        } else {
            assertClose(expected, actual, 1e-5, what);
        }
    }

    /** Labels the right way round: D parts the scores, G raises those of its samples. */
    @Test
    void theTwoPlayersPullInOppositeDirections() {
        // Energies are low where scores are high.
        int up = expected.description().energies() ? -1 : 1;
        Differentiated d = differentiate(loss::discriminatorLoss, float32(0, 0), float32(0, 0));
        double forReal = up * d.gradReal()[0];
        double forFake = up * d.gradFake()[0];
        // A target may lie at 0 itself (lsgan), so one of the two may be 0.
        assertTrue(forReal <= 0 && forFake >= 0, "a step against D's gradient mixes the scores");
        assertTrue(forReal < forFake, "D does not part the scores");
        Differentiated g = differentiate(loss::generatorLoss, float32(0.5, 0.5), float32(-0.5, -0.5));
        assertTrue(up * g.gradFake()[0] < 0, "a step against G's gradient moves its samples away from the real ones");
    }

    /** Only differences of scores count. */
    @Test
    void aConstantOnAllScoresChangesNothingWhereScoresAreCompared() {
        Group group = expected.description().group();
        boolean d = group == Group.WASSERSTEIN || group == Group.RELATIVISTIC || group == Group.CONTRASTIVE;
        boolean g = d && group != Group.WASSERSTEIN;
        // 128 more leaves these numbers, multiples of 2^-16, exact in float32.
        NDArray real = float32(rounded(REAL)).add(128);
        NDArray fake = float32(rounded(FAKE)).add(128);
        double dValue = number(loss.discriminatorLoss(real, fake));
        double gValue = number(loss.generatorLoss(real, fake));
        assertEquals(d, Math.abs(dValue / expected.d().value(rounded(REAL), rounded(FAKE)) - 1) < 1e-5, "D");
        assertEquals(g, Math.abs(gValue / expected.g().value(rounded(REAL), rounded(FAKE)) - 1) < 1e-5, "G");
    }

    private static double[] rounded(double[] scores) {
        return Arrays.stream(scores).map(x -> Math.rint(x * 65536) / 65536).toArray();
    }

    @Test
    void columnsAndPatchMapsGiveTheSameNumber() {
        for (Shape shape : new Shape[] {new Shape(4, 1), new Shape(2, 1, 1, 2), new Shape(1, 1, 2, 2)}) {
            NDArray real = float32(REAL).reshape(shape);
            NDArray fake = float32(FAKE).reshape(shape);
            assertClose(expected.dAnswer(), number(loss.discriminatorLoss(real, fake)), 1e-5, "D, " + shape);
            assertClose(expected.gAnswer(), number(loss.generatorLoss(real, fake)), 1e-5, "G, " + shape);
        }
    }

    @Test
    void theResultIsAScalarOfTheScoresType() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            NDArray real = float64(REAL).toType(type, false);
            NDArray fake = float64(FAKE).toType(type, false);
            for (NDArray value : new NDList(loss.discriminatorLoss(real, fake), loss.generatorLoss(real, fake))) {
                assertEquals(new Shape(), value.getShape());
                assertEquals(type, value.getDataType());
            }
        }
    }

    /** {@code [N]} and {@code [N, 1]} would broadcast to {@code [N, N]} without a word. */
    @Test
    void refusesScoresOfDifferentShapes() {
        NDArray real = float32(REAL);
        NDArray fake = float32(FAKE).reshape(4, 1);
        assertRefused(real, fake, "(4)", "(4, 1)");
        assertRefused(fake, real, "(4)", "(4, 1)");
        assertRefused(float32(1, 2), float32(1, 2, 3), "(2)", "(3)");
    }

    @Test
    void refusesScoresThatAreNoFloatsOrNoneAtAll() {
        assertRefused(manager.create(new int[] {1, 2}), manager.create(new int[] {1, 2}), "int32");
        assertRefused(float32(1, 2), float64(1, 2), "float32", "float64");
        assertRefused(float32(), float32(), "empty", "(0)");
        String message = assertThrows(
                        IllegalArgumentException.class, () -> loss.generatorLoss(null, manager.create(new int[] {1})))
                .getMessage();
        assertTrue(loss.generatorUsesReal() || message.contains("int32"), message);
    }

    private void assertRefused(NDArray real, NDArray fake, String... parts) {
        String d = assertThrows(IllegalArgumentException.class, () -> loss.discriminatorLoss(real, fake))
                .getMessage();
        String g = assertThrows(IllegalArgumentException.class, () -> loss.generatorLoss(real, fake))
                .getMessage();
        for (String part : parts) {
            assertTrue(d.contains(part), d);
            assertTrue(g.contains(part), g);
        }
    }

    @Test
    void theGeneratorNeedsRealScoresOnlyIfItSaysSo() {
        if (loss.generatorUsesReal()) {
            String message = assertThrows(IllegalArgumentException.class, () -> loss.generatorLoss(null, float32(FAKE)))
                    .getMessage();
            assertTrue(message.contains("needs the scores on real samples"), message);
        } else {
            assertClose(expected.gAnswer(), number(loss.generatorLoss(null, float32(FAKE))), 1e-5, "G");
            assertArrayEquals(
                    new double[REAL.length],
                    differentiate(loss::generatorLoss, float32(REAL), float32(FAKE))
                            .gradReal());
        }
    }

    @Test
    void bothObjectivesAreDjlLosses() {
        NDList labels = new NDList(float32(REAL));
        NDList predictions = new NDList(float32(FAKE));
        assertClose(expected.dAnswer(), number(loss.discriminatorLoss().evaluate(labels, predictions)), 1e-5, "D");
        assertClose(expected.gAnswer(), number(loss.generatorLoss().evaluate(labels, predictions)), 1e-5, "G");
        assertEquals("discriminator", loss.discriminatorLoss().getName());
        assertEquals("generator", loss.generatorLoss().getName());
        NDList column = new NDList(float32(FAKE).reshape(4, 1));
        assertThrows(
                IllegalArgumentException.class, () -> loss.discriminatorLoss().evaluate(labels, column));
    }

    @Test
    void theOrderOfTheSamplesDoesNotMatter() {
        NDArray real = float32(2.7, -5, 1.4, 12.5);
        // The same order where the i-th meets the i-th.
        NDArray fake = expected.d().pairs() ? float32(3.6, 10, 4.4, -5.5) : float32(-5.5, 3.6, 10, 4.4);
        assertClose(expected.dAnswer(), number(loss.discriminatorLoss(real, fake)), 1e-5, "D");
        assertClose(expected.gAnswer(), number(loss.generatorLoss(real, fake)), 1e-5, "G");
    }

    @Test
    void aRepeatedBatchChangesNothingButWhereSamplesCompete() {
        NDArray real = float32(REAL).repeat(3);
        NDArray fake = float32(FAKE).repeat(3);
        assertEquals(new Shape(12), real.getShape());
        assertRepeated(expected.d(), expected.dAnswer(), number(loss.discriminatorLoss(real, fake)), "D");
        assertRepeated(expected.g(), expected.gAnswer(), number(loss.generatorLoss(real, fake)), "G");
    }

    private static void assertRepeated(Objective formula, double answer, double actual, String what) {
        double repeated = formula.value(thrice(REAL), thrice(FAKE));
        assertClose(repeated, actual, 1e-5, what);
        assertEquals(formula.ignoresSize(), Math.abs(repeated - answer) < 1e-5 * Math.abs(answer), what);
    }

    private static double[] thrice(double[] scores) {
        return Stream.of(scores, scores, scores).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void nothingOutlivesTheScores() {
        long before = liveArrays();
        try (NDManager step = manager.newSubManager()) {
            NDArray real = step.create(new float[] {1, 2});
            NDArray fake = step.create(new float[] {3, 4});
            assertSame(step, loss.discriminatorLoss(real, fake).getManager());
            assertSame(step, loss.generatorLoss(real, fake).getManager());
        }
        assertEquals(before, liveArrays());
    }
}

package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/** What single variants promise beyond the contract of {@link AdversarialLossTest}. */
final class VariantsTest extends EngineTest {

    /** {@code -D} is the estimate of the distance: positive where the critic tells the samples apart. */
    @Test
    void wassersteinsEstimateHasItsSign() {
        double d = number(new WassersteinLoss().discriminatorLoss(float32(3, 5), float32(-1, 0)));
        assertEquals(-4.5, d); // by hand: -0.5 - 4
    }

    @Test
    void theHingeHasNoGradientAtItsMargin() {
        for (AdversarialLoss loss : List.of(new HingeLoss(), new HingeV1Loss())) {
            Differentiated d = differentiate(loss::discriminatorLoss, float32(1), float32(-1));
            assertArrayEquals(new double[] {0}, d.gradReal(), 0);
            assertArrayEquals(new double[] {0}, d.gradFake(), 0);
        }
        Differentiated g = differentiate(new HingeV1Loss()::generatorLoss, float32(1), float32(1));
        assertArrayEquals(new double[] {0}, g.gradFake(), 0);
    }

    @Test
    void onlyTheNonSaturatingGeneratorLearnsFromASureCritic() {
        Differentiated saturating = differentiate(new MinimaxLoss()::generatorLoss, float32(0), float32(-30));
        Differentiated nonSaturating = differentiate(new NonSaturatingLoss()::generatorLoss, float32(0), float32(-30));
        assertClose(-9.357623e-14, saturating.gradFake()[0], 1e-5, "minimax"); // by hand: -σ(-30)
        assertClose(-1, nonSaturating.gradFake()[0], 1e-5, "non-saturating"); // by hand: -σ(30)
    }

    /** The plain constructors and the catalogue state defaults in two places. */
    @Test
    void constructorsAndCatalogHaveTheSameDefaults() {
        Map<String, AdversarialLoss> plain = Map.of(
                "minimax", new MinimaxLoss(),
                "non-saturating", new NonSaturatingLoss(),
                "bgan", new BoundarySeekingLoss(),
                "lsgan", new LeastSquaresLoss());
        plain.forEach((name, loss) -> {
            AdversarialLoss listed = LossCatalog.create(name, Map.of());
            var real = float64(LossNumbers.REAL);
            var fake = float64(LossNumbers.FAKE);
            assertEquals(
                    number(listed.discriminatorLoss(real, fake)), number(loss.discriminatorLoss(real, fake)), name);
            assertEquals(number(listed.generatorLoss(null, fake)), number(loss.generatorLoss(null, fake)), name);
        });
    }

    @Test
    void halvingTouchesTheDiscriminatorAlone() {
        AdversarialLoss whole = new HingeV1Loss();
        AdversarialLoss halved = new HalvedDiscriminatorLoss(whole);
        Differentiated d = differentiate(whole::discriminatorLoss, float32(-3, 4), float32(0.5, -0.5));
        Differentiated half = differentiate(halved::discriminatorLoss, float32(-3, 4), float32(0.5, -0.5));
        assertEquals(d.value() / 2, half.value());
        assertArrayEquals(new double[] {-0.25, 0}, half.gradReal(), 0); // by hand: -½/2 left of the margin, 0 beyond
        assertArrayEquals(new double[] {0.25, 0.25}, half.gradFake(), 0);
        assertEquals(
                differentiate(whole::generatorLoss, float32(0, 0), float32(0.5, -0.5))
                        .value(),
                differentiate(halved::generatorLoss, float32(0, 0), float32(0.5, -0.5))
                        .value());
    }

    /**
     * By hand: lse(f) - ln 4 = 10 + ln(1 + e^-5.6 + e^-15.5 + e^-6.4) - ln 4 = 8.61905093, of which a step adds 0.005; G's value
     * ½((10 - z)² + (4.4 - z)² + (-5.5 - z)² + (3.6 - z)²)/4 and slopes (f - z)/4 with z = 0.0430952538.
     */
    @Test
    void bgansGeneratorAimsAtTheRunningLogZ() {
        AdversarialLoss loss = LossCatalog.create("bgan", Map.of("log-z", "true"));
        loss.initialise(manager);
        NDArray logZ = loss.state().get("log-z");
        assertEquals(0, number(logZ));
        loss.afterStep(float32(LossNumbers.REAL), float32(LossNumbers.FAKE));
        assertClose(0.0430952538, number(logZ), 1e-6, "log Z after a step");
        Differentiated g = differentiate(loss::generatorLoss, float32(0, 0, 0, 0), float32(LossNumbers.FAKE));
        assertClose(20.187506, g.value(), 1e-6, "G");
        assertClose(2.48922619, g.gradFake()[0], 1e-6, "G's slope");
        logZ.set(new float[] {2});
        loss.afterStep(float32(0, 0), float32(0, 0));
        assertClose(1.99, number(logZ), 1e-6, "by hand: 0.995·2 + 0.005·0");
        assertTrue(new BoundarySeekingLoss().state().isEmpty());
    }

    /** A batch repeated k times adds ln k: the softmax runs over k times as many. */
    @Test
    void softmaxCountsItsSamples() {
        AdversarialLoss loss = new SoftmaxLoss();
        double[] real = LossNumbers.REAL;
        double[] fake = LossNumbers.FAKE;
        double d = number(
                loss.discriminatorLoss(float64(real).repeat(5), float64(fake).repeat(5)));
        double g =
                number(loss.generatorLoss(float64(real).repeat(5), float64(fake).repeat(5)));
        assertEquals(number(loss.discriminatorLoss(float64(real), float64(fake))) + Math.log(5), d, 1e-12);
        assertEquals(number(loss.generatorLoss(float64(real), float64(fake))) + Math.log(5), g, 1e-12);
    }

    /** p - 1/B is 0 where as many scores as there are real ones stand out, no matter whose they are; and tiny where D has won. */
    @Test
    void softmaxsSlopesCancelAsTheyShould() {
        AdversarialLoss loss = new SoftmaxLoss();
        Differentiated even =
                differentiate(loss::discriminatorLoss, float32(50, -50, 50, -50, 50), float32(-50, 50, -50, 50, -50));
        for (int i = 0; i < 5; i += 2) {
            assertEquals(0, even.gradReal()[i], 1e-16, "of real scores that share all of the probability");
        }
        Differentiated won = differentiate(loss::discriminatorLoss, float32(30, 30), float32(-20, -20));
        assertClose(-9.643749e-23, won.gradReal()[0], 1e-5, "D has won"); // by hand: -½·e^-50/(1 + e^-50)
    }

    /** A batch repeated k times adds ln k to each lse; with equal scores D is 2 ln(1 + kB). */
    @Test
    void dualContrastiveComparesWithEverySample() {
        AdversarialLoss loss = new DualContrastiveLoss();
        for (int n : new int[] {1, 2, 10}) {
            NDArray scores = float64(0.3).repeat(n);
            assertEquals(2 * Math.log(1 + n), number(loss.discriminatorLoss(scores, scores)), 1e-12, "size " + n);
        }
    }

    /** The i-th real score meets the i-th generated one, so the pairing matters. By hand: sp(-4) + sp(4), 2·sp(0). */
    @Test
    void rsganComparesPairs() {
        AdversarialLoss loss = new RelativisticLoss();
        assertClose(
                2.0181499, number(loss.discriminatorLoss(float64(2, -2), float64(-2, 2))), 1e-7, "against the other");
        assertClose(0.6931472, number(loss.discriminatorLoss(float64(2, -2), float64(2, -2))), 1e-7, "against its own");
    }

    /** In two steps, {@code 2 - e^t} is 0 in float32 from 17 on, and its log is not a number. */
    @Test
    void fGansConjugatesAreClosedForms() {
        AdversarialLoss js = new FGanLoss(FGanLoss.Divergence.JS);
        // by hand: sp(x) = x to float32's last digit; D -ln 2 + (30 - ln 2), G ln 2 - 30
        Differentiated d = differentiate(js::discriminatorLoss, float32(30), float32(30));
        assertClose(28.6137056, d.value(), 1e-6, "D");
        assertClose(-9.357623e-14, d.gradReal()[0], 1e-5, "D's slope at a real score, -σ(-30)");
        assertClose(-29.3068528, number(js.generatorLoss(null, float32(30))), 1e-6, "G");
    }

    /** 64 values of e^88 sum beyond float32, though their mean does not. */
    @Test
    void fGansMeansDoNotOverflowOnTheirWay() {
        NDArray scores = float32(88).repeat(64);
        for (FGanLoss.Divergence divergence : FGanLoss.Divergence.values()) {
            AdversarialLoss loss = new FGanLoss(divergence);
            for (NDArray value : List.of(
                    loss.generatorLoss(null, scores),
                    loss.discriminatorLoss(scores, scores),
                    loss.discriminatorLoss(scores.neg(), scores.neg()))) {
                assertTrue(Double.isFinite(number(value)), divergence.toString());
            }
        }
    }
}

package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.gan4j.EngineTest;
import org.junit.jupiter.api.Test;

/** What single variants promise beyond the contract of {@link AdversarialLossTest}. */
final class VariantsTest extends EngineTest {

    @Test
    void aConstantOnAllScoresLeavesWassersteinsCriticAlone() {
        AdversarialLoss loss = new WassersteinLoss();
        double before = number(loss.discriminatorLoss(float64(LossNumbers.REAL), float64(LossNumbers.FAKE)));
        double after = number(loss.discriminatorLoss(
                float64(LossNumbers.REAL).add(123.5), float64(LossNumbers.FAKE).add(123.5)));
        assertEquals(before, after, 1e-12);
    }

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
}

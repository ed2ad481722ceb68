package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/** Smoothed and noisy labels; the known answers of smoothing are in {@link LossNumbers}. */
final class LabelsTest extends EngineTest {

    private static final int MANY = 20_000;

    private static final double[] REAL = LossNumbers.REAL;
    private static final double[] FAKE = LossNumbers.FAKE;

    @Test
    void noNoiseIsNoNoise() {
        for (AdversarialLoss loss : withOptions(Map.of("label-noise", "0"))) {
            assertClose(5.83386589, number(loss.discriminatorLoss(float32(REAL), float32(FAKE))), 1e-6, "p = 0");
        }
    }

    /** PyTorch 2.7.1: {@code ce(r, 0.) + ce(f, 1.)}, and {@code ce(r, 0.) + ce(f, .9)} with smoothing; ce as in LossNumbers. */
    @Test
    void fullNoiseSwapsTheLabels() {
        for (AdversarialLoss loss : withOptions(Map.of("label-noise", "1"))) {
            assertClose(5.60886589, number(loss.discriminatorLoss(float32(REAL), float32(FAKE))), 1e-6, "p = 1");
        }
        for (AdversarialLoss loss : withOptions(Map.of("label-noise", "1", "label-smoothing", "0.1"))) {
            assertClose(
                    5.92136589, number(loss.discriminatorLoss(float32(REAL), float32(FAKE))), 1e-6, "p = 1, s = 0.1");
        }
    }

    /** At score 0 a sample's gradient is (½ - t)/N, which tells its target t. */
    @Test
    void noiseFlipsEachLabelWithItsProbability() {
        seed(11);
        for (AdversarialLoss loss : withOptions(Map.of("label-noise", "0.3", "label-smoothing", "0.2"))) {
            double[][] targets = targets(loss);
            for (double target : targets[0]) {
                assertOneOf(target, 0, 0.8);
            }
            for (double target : targets[1]) {
                assertOneOf(target, 0, 0.8);
            }
            boolean[] realFlipped = flags(targets[0], 0);
            boolean[] fakeFlipped = flags(targets[1], 0.8);
            // Five standard deviations: 5·√(0.3·0.7/20000) = 0.0162, for both at once 5·√(0.09·0.91/20000) = 0.0101.
            assertEquals(0.3, share(realFlipped), 0.0162, "real labels");
            assertEquals(0.3, share(fakeFlipped), 0.0162, "generated labels");
            boolean[] both = new boolean[MANY];
            for (int i = 0; i < MANY; i++) {
                both[i] = realFlipped[i] && fakeFlipped[i];
            }
            assertEquals(0.09, share(both), 0.0101, "both labels of a pair: they are independent");
        }
    }

    @Test
    void everyUpdateDrawsItsOwnFlips() {
        for (AdversarialLoss loss : withOptions(Map.of("label-noise", "0.5"))) {
            double[][] first = targets(loss);
            double[][] second = targets(loss);
            assertFalse(Arrays.equals(first[0], second[0]));
            assertFalse(Arrays.equals(first[1], second[1]));
        }
    }

    @Test
    void noiseWorksInFloat64() {
        AdversarialLoss loss = new NonSaturatingLoss(new Labels(0, 1));
        assertEquals(5.60886589165402, number(loss.discriminatorLoss(float64(REAL), float64(FAKE))), 1e-8);
    }

    /** Between two draws D's value differs; G's is the same number to the bit. */
    @Test
    void theGeneratorIsLeftAlone() {
        Labels noisy = new Labels(0.4, 0.5);
        for (AdversarialLoss[] pair : new AdversarialLoss[][] {
            {new MinimaxLoss(), new MinimaxLoss(noisy)}, {new NonSaturatingLoss(), new NonSaturatingLoss(noisy)}
        }) {
            Differentiated hard = differentiate(pair[0]::generatorLoss, float32(REAL), float32(FAKE));
            Differentiated soft = differentiate(pair[1]::generatorLoss, float32(REAL), float32(FAKE));
            assertEquals(hard.value(), soft.value());
            assertArrayEquals(hard.gradFake(), soft.gradFake());
            assertNotEquals(
                    number(pair[0].discriminatorLoss(float32(REAL), float32(FAKE))),
                    number(pair[1].discriminatorLoss(float32(REAL), float32(FAKE))));
        }
    }

    @Test
    void theFlipsDoNotOutliveTheScores() {
        AdversarialLoss loss = new NonSaturatingLoss(new Labels(0.1, 0.3));
        long before = liveArrays();
        try (NDManager step = manager.newSubManager()) {
            loss.discriminatorLoss(step.create(new float[] {1, 2}), step.create(new float[] {3, 4}));
        }
        assertEquals(before, liveArrays());
    }

    private static List<AdversarialLoss> withOptions(Map<String, String> options) {
        return Stream.of("minimax", "non-saturating", "bgan", "dragan")
                .map(name -> LossCatalog.create(name, options))
                .toList();
    }

    /** The targets of real and of generated samples that D was told. */
    private double[][] targets(AdversarialLoss loss) {
        Differentiated d =
                differentiate(loss::discriminatorLoss, manager.zeros(new Shape(MANY)), manager.zeros(new Shape(MANY)));
        return new double[][] {
            Arrays.stream(d.gradReal()).map(g -> 0.5 - g * MANY).toArray(),
            Arrays.stream(d.gradFake()).map(g -> 0.5 - g * MANY).toArray()
        };
    }

    private static void assertOneOf(double value, double one, double other) {
        assertEquals(Math.abs(value - one) < Math.abs(value - other) ? one : other, value, 1e-5);
    }

    private static boolean[] flags(double[] targets, double flipped) {
        boolean[] flags = new boolean[targets.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = Math.abs(targets[i] - flipped) < 1e-3;
        }
        return flags;
    }

    private static double share(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return (double) count / flags.length;
    }
}

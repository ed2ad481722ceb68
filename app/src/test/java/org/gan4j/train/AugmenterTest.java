package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gan4j.data.Augmentation;
import org.gan4j.data.ImageShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AugmenterTest {

    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

    /** A run of 1,000 steps: p may go from 0 to 1 in 200 of them, of 10 real samples each. */
    private static final Moment NOW = new Moment(0, 1_000, 0, 1, 0.999, 1);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        manager.getEngine().setRandomSeed(1);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Augmenter steered() {
        return new Augmenter(List.of(Augmentation.COLOR), Optional.empty(), SHAPE, manager);
    }

    /** The state after an update in which so many of ten real samples have a score above 0. */
    private double after(Augmenter augmenter, int above) {
        float[] scores = new float[10];
        Arrays.fill(scores, -0.1f);
        Arrays.fill(scores, 0, above, 3);
        augmenter.follow(manager.create(scores, new Shape(10, 1)), NOW, 1);
        return augmenter.reported(manager).toFloatArray()[0];
    }

    /** By hand: nine of ten above 0 are r = 0.8, eight are 0.6 and seven 0.4; a change is 4 · 10 / (1,000 · 10 · 0.2) = 0.02. */
    @Test
    void probabilityFollowsTheSignsOfFourUpdates() {
        Augmenter augmenter = steered();
        double[] expected = {0, 0, 0, 0.02, 0.02, 0.02, 0.02, 0.04};
        for (double p : expected) {
            assertEquals(p, after(augmenter, 9), 1e-7);
        }
        for (double p : new double[] {0.04, 0.04, 0.04, 0.02, 0.02, 0.02, 0.02, 0, 0, 0, 0, 0}) {
            assertEquals(p, after(augmenter, 7), 1e-7); // never below 0
        }
        // 0.8, 0.8, 0.4 and 0.8 are 0.7 in the mean.
        after(augmenter, 9);
        after(augmenter, 9);
        after(augmenter, 7);
        assertEquals(0.02, after(augmenter, 9), 1e-7);
        for (int i = 0; i < 4 * 60; i++) {
            after(augmenter, 10);
        }
        assertEquals(1, after(augmenter, 10), 0);
    }

    @Test
    void aFixedProbabilityIsNoState() {
        Augmenter fixed = new Augmenter(List.of(Augmentation.CUTOUT), Optional.of(1.0), SHAPE, manager);
        assertEquals(0, fixed.state().size());
        assertEquals(1, steered().state().size());
    }

    /** One draw makes the same of equal pictures, another draw something else; half a probability leaves about half of them. */
    @Test
    void oneDrawIsOneChange() {
        Augmenter half =
                new Augmenter(List.of(Augmentation.TRANSLATION, Augmentation.CUTOUT), Optional.of(0.5), SHAPE, manager);
        NDArray ones = manager.ones(new Shape(1_000, 64));
        UnaryOperator<NDArray> draw = half.draw(ones);
        float[] first = draw.apply(ones).toFloatArray();
        assertArrayEquals(first, draw.apply(ones).toFloatArray());
        assertFalse(Arrays.equals(first, half.draw(ones).apply(ones).toFloatArray()));
        int whole = 0;
        for (int n = 0; n < 1_000; n++) {
            float[] picture = Arrays.copyOfRange(first, 64 * n, 64 * (n + 1));
            boolean untouched = true;
            for (float pixel : picture) {
                untouched &= pixel == 1;
            }
            whole += untouched ? 1 : 0;
        }
        // A quarter has no change; a shift is none with probability 1/9: (½ + ½ · 1/9) · ½ = 5/18, give or take four
        // deviations.
        assertEquals(5 / 18.0, whole / 1_000.0, 4 * Math.sqrt(5 / 18.0 * 13 / 18.0 / 1_000));
    }
}

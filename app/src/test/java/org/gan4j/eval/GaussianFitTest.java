package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GaussianFitTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private GaussianFit fit(double[] mean, double[][] covariance) {
        return GaussianFit.of(manager.create(mean), manager.create(covariance));
    }

    private GaussianFit fit(double[][] samples) {
        return GaussianFit.of(manager.create(samples));
    }

    @Test
    void fitsMeanAndUnbiasedCovariance() {
        // By hand: means 2 and 4; deviations (-1, -2), (-1, 2), (2, 0), divided by N-1 = 2.
        GaussianFit fit = fit(new double[][] {{1, 2}, {1, 6}, {4, 4}});
        assertArrayEquals(new double[] {2, 4}, fit.mean().toDoubleArray(), 1e-12);
        assertArrayEquals(
                new double[] {3, 0, 0, 4}, fit.root().matMul(fit.root()).toDoubleArray(), 1e-12);
        assertEquals(7, fit.trace().getDouble(), 1e-12);
    }

    @Test
    void separatesIndependentFeaturesAsOneDimensionAtATime() {
        // By hand: for commuting covariances Σ (m₁-m₂)² + (σ₁-σ₂)² = 9 + 16 + (2-1)² + (3-1)².
        GaussianFit a = fit(new double[] {0, 0}, new double[][] {{4, 0}, {0, 9}});
        GaussianFit b = fit(new double[] {3, 4}, new double[][] {{1, 0}, {0, 1}});
        assertEquals(30, a.frechetDistance(b), 1e-12);
        assertEquals(30, b.frechetDistance(a), 1e-12);
    }

    @Test
    void takesTheRootOfAProductThatIsNotSymmetric() {
        // By hand: C₁C₂ has trace 8 and determinant 9, and tr √M = √(tr M + 2√det M) for 2 x 2.
        GaussianFit a = fit(new double[] {0, 0}, new double[][] {{2, 1}, {1, 2}});
        GaussianFit b = fit(new double[] {0, 0}, new double[][] {{1, 0}, {0, 3}});
        assertEquals(8 - 2 * Math.sqrt(14), a.frechetDistance(b), 1e-12);
    }

    @Test
    void bearsFeaturesThatNeverFire() {
        Random random = new Random(1);
        double[][] samples = new double[300][40];
        double[][] shifted = new double[300][40];
        for (int i = 0; i < samples.length; i++) {
            for (int j = 0; j < 20; j++) {
                samples[i][j] = random.nextGaussian();
                shifted[i][j] = samples[i][j] + 0.5;
            }
        }
        // By definition: equal covariances, means 0.5 apart in 20 directions.
        assertEquals(5, fit(samples).frechetDistance(fit(shifted)), 1e-9);
        assertEquals(0, fit(samples).frechetDistance(fit(samples)), 1e-9);
    }

    @Test
    void bearsSamplesThatAreAlmostTheSame() {
        Random random = new Random(2);
        double[][] alike = new double[500][128];
        for (double[] sample : alike) {
            double along = random.nextGaussian();
            for (int j = 0; j < sample.length; j++) {
                sample[j] = along * (j % 7) + 1e-9 * random.nextGaussian();
            }
        }
        // By definition: the same covariance, means 1 apart in 128 directions.
        double[][] shifted = new double[alike.length][];
        for (int i = 0; i < alike.length; i++) {
            shifted[i] = Arrays.stream(alike[i]).map(x -> x + 1).toArray();
        }
        assertEquals(128, fit(alike).frechetDistance(fit(shifted)), 1e-6);
    }
}

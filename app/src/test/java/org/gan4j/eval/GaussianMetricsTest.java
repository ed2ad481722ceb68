package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

class GaussianMetricsTest {

    private static final NormalDistribution STANDARD = new NormalDistribution(0, 1);

    @Test
    void onePointHasTheMeanAbsoluteDeviation() {
        // By hand: E|X| = √(2/π) for N(0, 1), three times that for N(5, 3²) from its mean; the staircase jumps from 0
        // to 1 at Φ = ½.
        Map<Metric, Double> metrics = GaussianMetrics.of(new double[] {0, 0, 0}, STANDARD);
        assertEquals(Math.sqrt(2 / Math.PI), metrics.get(Metric.WASSERSTEIN1), 1e-9);
        assertEquals(0.5, metrics.get(Metric.KOLMOGOROV_SMIRNOV), 1e-12);
        assertEquals(
                3 * Math.sqrt(2 / Math.PI),
                GaussianMetrics.of(new double[] {5, 5}, new NormalDistribution(5, 3))
                        .get(Metric.WASSERSTEIN1),
                1e-9);
    }

    @Test
    void twoPointsByHand() {
        // ±1 against N(0, 1), by halves: Φ(1) - ½ - (φ(0) - φ(1)) below 1, φ(1) - (1 - Φ(1)) above.
        double phi = Math.exp(-0.5) / Math.sqrt(2 * Math.PI);
        double cdf = 0.8413447460685429; // Φ(1), Abramowitz & Stegun table 26.1
        double half = cdf - 0.5 - (1 / Math.sqrt(2 * Math.PI) - phi) + phi - (1 - cdf);
        Map<Metric, Double> metrics = GaussianMetrics.of(new double[] {1, -1}, STANDARD);
        assertEquals(2 * half, metrics.get(Metric.WASSERSTEIN1), 1e-9);
        assertEquals(0, metrics.get(Metric.MEAN));
        assertEquals(Math.sqrt(2), metrics.get(Metric.STD), 1e-12);
        assertEquals(cdf - 0.5, metrics.get(Metric.KOLMOGOROV_SMIRNOV), 1e-9);
    }

    @Test
    void farAwayIsTheDistanceItself() {
        assertEquals(100, GaussianMetrics.of(new double[] {100, 100}, STANDARD).get(Metric.WASSERSTEIN1), 1e-9);
    }

    @Test
    void vanishesAtTheQuantiles() {
        double[] quantiles = new double[2000];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = STANDARD.inverseCumulativeProbability((i + 0.5) / quantiles.length);
        }
        Map<Metric, Double> metrics = GaussianMetrics.of(quantiles, STANDARD);
        assertEquals(0, metrics.get(Metric.WASSERSTEIN1), 2e-3);
        // Half a stair.
        assertEquals(0.5 / quantiles.length, metrics.get(Metric.KOLMOGOROV_SMIRNOV), 1e-9);
    }
}

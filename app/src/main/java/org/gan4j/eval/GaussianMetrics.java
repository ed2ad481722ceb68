package org.gan4j.eval;

import java.util.Arrays;
import java.util.Map;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/** How numbers compare with a normal distribution, in closed form: no second sample is drawn. */
final class GaussianMetrics {

    private GaussianMetrics() {}

    /**
     * Measures numbers. Of these metrics,
     *
     * <ul>
     *   <li>the standard deviation is divided by N-1;
     *   <li>the Wasserstein-1 distance of their empirical distribution F to the truth is {@code ∫|F(x) - Φ((x-μ)/σ)| dx}, in the unit
     *       of the numbers;
     *   <li>the Kolmogorov–Smirnov distance is {@code max |F(x) - Φ((x-μ)/σ)|}, in [0, 1].
     * </ul>
     *
     * @param samples the numbers, at least 2
     * @param truth the distribution they should have
     * @return the metrics
     */
    static Map<Metric, Double> of(double[] samples, NormalDistribution truth) {
        DescriptiveStatistics statistics = new DescriptiveStatistics(samples);
        return Map.of(
                Metric.MEAN, statistics.getMean(),
                Metric.STD, statistics.getStandardDeviation(),
                Metric.WASSERSTEIN1, wasserstein(samples, truth),
                Metric.KOLMOGOROV_SMIRNOV, new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(truth, samples));
    }

    /**
     * {@code ∫₀¹ |F⁻¹(u) - Q(u)| du} with Q the truth's quantiles: F⁻¹ is a staircase, and the integral of {@code |x - Q|} over one of its
     * steps is known.
     */
    private static double wasserstein(double[] samples, NormalDistribution truth) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double sum = 0;
        for (int i = 0; i < sorted.length; i++) {
            double from = i / n;
            double to = (i + 1) / n;
            // Below this u the quantile lies left of the sample, above it right.
            double turn = Math.max(from, Math.min(to, truth.cumulativeProbability(sorted[i])));
            double left = sorted[i] * (turn - from) - (quantileIntegral(truth, turn) - quantileIntegral(truth, from));
            double right = quantileIntegral(truth, to) - quantileIntegral(truth, turn) - sorted[i] * (to - turn);
            sum += left + right;
        }
        return sum;
    }

    /** {@code ∫₀ᵘ Q = μu - σφ(Φ⁻¹(u))}. */
    private static double quantileIntegral(NormalDistribution truth, double u) {
        double mean = truth.getMean();
        double std = truth.getStandardDeviation();
        if (u <= 0 || u >= 1) {
            return u <= 0 ? 0 : mean;
        }
        return mean * u - std * std * truth.density(truth.inverseCumulativeProbability(u));
    }
}

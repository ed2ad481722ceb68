package org.gan4j.eval;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * How numbers compare with a normal distribution, in closed form: no second sample is drawn.
 *
 * @param mean the numbers' mean
 * @param std their standard deviation (divided by N-1)
 * @param wasserstein the Wasserstein-1 distance of their empirical distribution F to the truth, {@code ∫|F(x) - Φ((x-μ)/σ)| dx}, in
 *     the unit of the numbers
 * @param kolmogorovSmirnov {@code max |F(x) - Φ((x-μ)/σ)|}, in [0, 1]
 */
record LineScores(double mean, double std, double wasserstein, double kolmogorovSmirnov) {

    /**
     * Scores numbers.
     *
     * @param samples the numbers, at least 2
     * @param truth the distribution they should have
     * @return the scores
     */
    static LineScores of(double[] samples, NormalDistribution truth) {
        DescriptiveStatistics statistics = new DescriptiveStatistics(samples);
        return new LineScores(
                statistics.getMean(),
                statistics.getStandardDeviation(),
                wasserstein(samples, truth),
                new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(truth, samples));
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

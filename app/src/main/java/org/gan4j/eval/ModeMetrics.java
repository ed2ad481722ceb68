package org.gan4j.eval;

import java.util.Map;
import java.util.stream.LongStream;

/**
 * How well samples in the plane meet the modes of a mixture, as in the tables of Srivastava et al. 2017 (VEEGAN) and Lin et al. 2018
 * (PacGAN). Each sample belongs to the mode whose centre is nearest.
 */
final class ModeMetrics {

    private static final double DEVIATIONS = 3;

    private ModeMetrics() {}

    /**
     * Measures samples. Of these metrics,
     *
     * <ul>
     *   <li>modes hit are the modes with at least one sample within three standard deviations of their centre;
     *   <li>high quality is the share of samples within three standard deviations of the nearest centre, in [0, 1]; of a perfect
     *       generator {@code 1 - exp(-9/2) = 0.9889} in the plane;
     *   <li>reverse KL is {@code KL(generated ‖ real)} in nats, of the modes that samples belong to, good samples or not; the real
     *       modes are equally likely.
     * </ul>
     *
     * @param samples point after point, two numbers each
     * @param centres {@code [modes][2]}
     * @param std the standard deviation of each mode, the same in both directions
     * @return the metrics
     */
    static Map<Metric, Double> of(float[] samples, float[][] centres, double std) {
        long[] nearest = new long[centres.length];
        long[] good = new long[centres.length];
        int count = samples.length / 2;
        for (int i = 0; i < count; i++) {
            int mode = 0;
            double best = Double.POSITIVE_INFINITY;
            for (int j = 0; j < centres.length; j++) {
                double distance = Math.hypot(samples[2 * i] - centres[j][0], samples[2 * i + 1] - centres[j][1]);
                if (distance < best) {
                    best = distance;
                    mode = j;
                }
            }
            nearest[mode]++;
            good[mode] += best <= DEVIATIONS * std ? 1 : 0;
        }
        return Map.of(
                Metric.MODES_HIT,
                (double) ClassMetrics.classesHit(good),
                Metric.HIGH_QUALITY,
                LongStream.of(good).sum() / (double) count,
                Metric.REVERSE_KL,
                ClassMetrics.klToUniform(nearest));
    }
}

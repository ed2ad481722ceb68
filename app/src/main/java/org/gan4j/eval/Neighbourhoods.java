package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.gan4j.UserException;

/**
 * Two sets of samples, each seen as the union of balls around its samples that reach to the k-th nearest other sample of the set:
 * precision and recall of Kynkäänniemi et al. 2019, density and coverage of Naeem et al. 2020.
 *
 * <p>A sample is not its own neighbour. A sample on the edge of a ball is within it.
 */
final class Neighbourhoods {

    /** The k of the k-th nearest neighbour, that of Naeem et al. 2020. */
    static final int K = 5;

    /** Rows of a distance matrix in memory at a time: 40 MB against 10,000 samples. */
    static final long CHUNK = 500;

    private Neighbourhoods() {}

    /**
     * Checks that each sample has enough neighbours.
     *
     * @param fewest how many there are, generated or real
     * @param count how many generated ones are asked for
     * @param what what they are, in the plural
     * @throws UserException if they are too few
     */
    static void checkEnough(int fewest, int count, String what) {
        if (fewest <= K) {
            throw new UserException("scores need more than " + K + " " + what + ", generated and real; there are "
                    + fewest + (fewest == count ? ": give a larger --count" : ""));
        }
    }

    /**
     * The squared radius of the ball around each sample.
     *
     * @param samples {@code [N, d]}, float64, N above {@link #K}
     * @return {@code [N]}, owned by the samples' manager
     */
    static NDArray squaredRadii(NDArray samples) {
        NDManager manager = samples.getManager();
        NDArray radii = manager.create(new Shape(samples.size(0)), DataType.FLOAT64);
        for (long from = 0; from < samples.size(0); from += CHUNK) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray distances = squaredDistances(rows(scope, samples, from), samples);
                // One more than k, of which the nearest is the sample itself.
                NDArray nearest = distances.topK(K + 1, 1, false, true).head();
                radii.set(slice(from, distances.size(0)), nearest.get(scope, new NDIndex(":, " + K)));
            }
        }
        return radii;
    }

    /**
     * How two sets of samples overlap. Of these metrics,
     *
     * <ul>
     *   <li>precision is the share of generated samples within any ball of the real ones, in [0, 1];
     *   <li>recall is the share of real samples within any ball of the generated ones, in [0, 1];
     *   <li>density is the number of balls of real samples that a generated one lies in, in the mean, divided by k; from 0, near 1
     *       for equal distributions;
     *   <li>coverage is the share of real samples with a generated one in their ball, in [0, 1].
     * </ul>
     *
     * @param real {@code [N, d]}, float64
     * @param realRadii {@link #squaredRadii} of the real samples
     * @param generated {@code [M, d]}, float64, M above {@link #K}
     * @return the metrics
     */
    static Map<Metric, Double> compare(NDArray real, NDArray realRadii, NDArray generated) {
        try (NDManager scope = real.getManager().newSubManager()) {
            NDArray generatedRadii = squaredRadii(generated);
            generatedRadii.attach(scope);
            NDArray balls = scope.zeros(new Shape(generated.size(0)), DataType.FLOAT64);
            double recalled = 0;
            double covered = 0;
            for (long from = 0; from < real.size(0); from += CHUNK) {
                try (NDManager chunk = scope.newSubManager()) {
                    NDArray distances = squaredDistances(rows(chunk, real, from), generated);
                    NDArray radii = realRadii.get(chunk, slice(from, distances.size(0)));
                    NDArray inRealBall = distances.lte(radii.expandDims(1)).toType(DataType.FLOAT64, false);
                    NDArray inGeneratedBall = distances.lte(generatedRadii).toType(DataType.FLOAT64, false);
                    balls.addi(inRealBall.sum(new int[] {0}));
                    covered += inRealBall.max(new int[] {1}).sum().getDouble();
                    recalled += inGeneratedBall.max(new int[] {1}).sum().getDouble();
                }
            }
            double n = real.size(0);
            double m = generated.size(0);
            return Map.of(
                    Metric.PRECISION,
                            balls.gt(0).toType(DataType.FLOAT64, false).sum().getDouble() / m,
                    Metric.RECALL, recalled / n,
                    Metric.DENSITY, balls.sum().getDouble() / (K * m),
                    Metric.COVERAGE, covered / n);
        }
    }

    /** By ‖x-y‖² = ‖x‖² + ‖y‖² - 2x·y, which rounding can bring below 0. */
    static NDArray squaredDistances(NDArray x, NDArray y) {
        // What y gives would be its manager's, which lives longer than a chunk.
        try (NDArray transposed = y.transpose();
                NDArray square = y.square();
                NDArray squaresOfY = square.sum(new int[] {1})) {
            NDArray squaresOfX = x.square().sum(new int[] {1}, true);
            return x.matMul(transposed)
                    .muli(-2)
                    .addi(squaresOfX)
                    .addi(squaresOfY)
                    .maximum(0);
        }
    }

    /** The next rows, owned by a scope. */
    static NDArray rows(NDManager scope, NDArray samples, long from) {
        return samples.get(scope, slice(from, Math.min(CHUNK, samples.size(0) - from)));
    }

    private static NDIndex slice(long from, long count) {
        return new NDIndex().addSliceDim(from, from + count);
    }
}

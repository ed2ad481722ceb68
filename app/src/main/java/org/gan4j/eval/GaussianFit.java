package org.gan4j.eval;

import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DiagonalMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.hipparchus.stat.correlation.Covariance;

/**
 * The normal distribution with the mean and the covariance of some samples.
 *
 * @param mean {@code [d]}
 * @param covariance {@code [d, d]}, the unbiased estimate (divided by N-1)
 */
record GaussianFit(RealVector mean, RealMatrix covariance) {

    /**
     * Fits samples.
     *
     * @param samples {@code [N][d]}, N at least 2
     * @return the fit
     */
    static GaussianFit of(double[][] samples) {
        return new GaussianFit(
                new ArrayRealVector(mean(samples), false), new Covariance(samples).getCovarianceMatrix());
    }

    /** The mean of each column. */
    static double[] mean(double[][] samples) {
        double[] mean = new double[samples[0].length];
        for (double[] sample : samples) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += sample[i] / samples.length;
            }
        }
        return mean;
    }

    /**
     * The squared Fréchet distance of two normal distributions, which is also their squared Wasserstein-2 distance:
     *
     * <pre>
     * ‖m₁ - m₂‖² + tr(C₁ + C₂ - 2 (C₁C₂)^½)
     * </pre>
     *
     * <p>Source: Dowson & Landau 1982; of features, as a score of generators ("FID"): Heusel et al. 2017.
     *
     * @param other the other distribution, of the same dimension
     * @return a number from 0, but for rounding; 0 for equal distributions
     */
    double frechetDistance(GaussianFit other) {
        // The eigenvalues of C₁C₂ are the squares of the singular values of C₁^½ C₂^½.
        double traceOfRoot = Arrays.stream(
                        new SingularValueDecomposition(squareRoot(covariance).multiply(squareRoot(other.covariance)))
                                .getSingularValues())
                .sum();
        RealVector difference = mean.subtract(other.mean);
        return difference.dotProduct(difference)
                + covariance.getTrace()
                + other.covariance.getTrace()
                - 2 * traceOfRoot;
    }

    /**
     * By singular values, which are a covariance's eigenvalues: an eigendecomposition of the library's may give up on one that is
     * close to singular, and samples that are much alike have such.
     */
    private static RealMatrix squareRoot(RealMatrix covariance) {
        SingularValueDecomposition decomposed = new SingularValueDecomposition(covariance);
        double[] roots =
                Arrays.stream(decomposed.getSingularValues()).map(Math::sqrt).toArray();
        return decomposed.getU().multiply(new DiagonalMatrix(roots)).multiply(decomposed.getUT());
    }
}

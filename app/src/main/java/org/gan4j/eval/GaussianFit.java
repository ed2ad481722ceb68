package org.gan4j.eval;

import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DiagonalMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
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
        double[] mean = new double[samples[0].length];
        for (double[] sample : samples) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += sample[i] / samples.length;
            }
        }
        return new GaussianFit(new ArrayRealVector(mean, false), new Covariance(samples).getCovarianceMatrix());
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
        RealMatrix root = squareRoot(covariance);
        // C₁C₂ is similar to the symmetric C₁^½ C₂ C₁^½, whose eigenvalues are real.
        double[] eigenvalues =
                eigen(root.multiply(other.covariance).multiply(root)).getEigenvalues();
        double traceOfRoot =
                Arrays.stream(eigenvalues).map(GaussianFit::rootOrZero).sum();
        RealVector difference = mean.subtract(other.mean);
        return difference.dotProduct(difference)
                + covariance.getTrace()
                + other.covariance.getTrace()
                - 2 * traceOfRoot;
    }

    private static RealMatrix squareRoot(RealMatrix matrix) {
        EigenDecompositionSymmetric eigen = eigen(matrix);
        double[] roots = Arrays.stream(eigen.getEigenvalues())
                .map(GaussianFit::rootOrZero)
                .toArray();
        return eigen.getV().multiply(new DiagonalMatrix(roots)).multiply(eigen.getVT());
    }

    /** Features that never fire make a covariance singular, and rounding then makes some eigenvalues a little negative. */
    private static double rootOrZero(double eigenvalue) {
        return Math.sqrt(Math.max(eigenvalue, 0));
    }

    private static EigenDecompositionSymmetric eigen(RealMatrix matrix) {
        RealMatrix symmetric = matrix.add(matrix.transpose()).scalarMultiply(0.5);
        return new EigenDecompositionSymmetric(symmetric);
    }
}

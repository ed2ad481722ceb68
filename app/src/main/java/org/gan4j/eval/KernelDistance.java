package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The squared maximum mean discrepancy of two sets of samples under the kernel {@code k(x, y) = (x·y/d + 1)³}, unbiased:
 *
 * <pre>
 * Σ_{i≠j} k(xᵢ,xⱼ) / (m(m-1)) + Σ_{i≠j} k(yᵢ,yⱼ) / (n(n-1)) - 2 Σ_{ij} k(xᵢ,yⱼ) / (mn)
 * </pre>
 *
 * <p>Over all samples at once, not averaged over subsets. It is 0 in the mean for samples of one distribution, so it may be a little
 * below 0.
 *
 * <p>Source: Bińkowski et al. 2018, "Demystifying MMD GANs" (KID); Gretton et al. 2012 for the estimate.
 */
final class KernelDistance {

    private KernelDistance() {}

    /**
     * The distance.
     *
     * @param x {@code [m, d]}, float64, m at least 2
     * @param meanWithinX {@link #meanWithin} of x
     * @param y {@code [n, d]}, float64, n at least 2
     * @return the estimate
     */
    static double between(NDArray x, double meanWithinX, NDArray y) {
        return meanWithinX + meanWithin(y) - 2 * sum(x, y) / ((double) x.size(0) * y.size(0));
    }

    /** The mean of the kernel over all pairs of different samples. */
    static double meanWithin(NDArray x) {
        double n = x.size(0);
        try (NDArray square = x.square();
                NDArray products = square.sum(new int[] {1});
                NDArray values = kernel(products, x.size(1));
                NDArray itself = values.sum()) {
            return (sum(x, x) - itself.getDouble()) / (n * (n - 1));
        }
    }

    private static double sum(NDArray x, NDArray y) {
        double sum = 0;
        try (NDArray transposed = y.transpose()) {
            for (long from = 0; from < x.size(0); from += Neighbourhoods.CHUNK) {
                try (NDManager scope = x.getManager().newSubManager()) {
                    NDArray rows = Neighbourhoods.rows(scope, x, from);
                    sum += kernel(rows.matMul(transposed), x.size(1)).sum().getDouble();
                }
            }
        }
        return sum;
    }

    /** Owned by the products' manager. */
    private static NDArray kernel(NDArray products, long dimension) {
        try (NDArray scaled = products.div(dimension);
                NDArray base = scaled.add(1)) {
            return base.pow(3);
        }
    }
}

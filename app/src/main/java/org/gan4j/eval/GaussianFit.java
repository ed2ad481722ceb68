package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.Consumer;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * The normal distribution with the mean and the covariance of some samples, on the samples' device: features of the Inception network
 * are 2,048, whose covariances are too many numbers for Java.
 *
 * @param mean {@code [d]}
 * @param root the root of the covariance, {@code [d, d]}; of the unbiased estimate (divided by N-1)
 * @param trace of the covariance, {@code []}
 */
record GaussianFit(NDArray mean, NDArray root, NDArray trace) {

    /** Adds the products of deviations, of the columns of some samples with each other. */
    private static final TorchScriptFunction ADD_PRODUCTS = new TorchScriptFunction(
            "sums: Tensor, samples: Tensor, mean: Tensor",
            "deviations = torch.sub(samples, mean)",
            "return torch.addmm_(sums, torch.t(deviations), deviations)");

    /** Rounding may leave an eigenvalue a little below 0. */
    private static final TorchScriptFunction ROOT = new TorchScriptFunction(
            "covariance: Tensor",
            "values, vectors = torch.linalg_eigh(covariance)",
            "root = torch.mul(vectors, torch.sqrt(torch.clamp_min(values, 0)))",
            "return (torch.matmul(root, torch.t(vectors)), torch.trace(covariance))");

    /** The eigenvalues of C₁C₂ are the squares of the singular values of C₁^½ C₂^½. */
    private static final TorchScriptFunction DISTANCE = new TorchScriptFunction(
            "means: Tensor[2], roots: Tensor[2], traces: Tensor[2]",
            "between = torch.sum(torch.square(torch.sub(means[0], means[1])))",
            "both = torch.sum(torch.linalg_svdvals(torch.matmul(roots[0], roots[1])))",
            "return torch.sub(torch.add(torch.add(between, traces[0]), traces[1]), torch.mul(both, 2))");

    /**
     * Fits samples.
     *
     * @param samples {@code [N, d]}, N at least 2
     * @return the fit, owned by the manager of the samples
     */
    static GaussianFit of(NDArray samples) {
        NDManager owner = samples.getManager();
        long width = samples.size(1);
        NDArray mean = owner.zeros(new Shape(width), DataType.FLOAT64);
        try (NDArray covariance = owner.zeros(new Shape(width, width), DataType.FLOAT64)) {
            eachBlock(samples, rows -> mean.addi(rows.sum(new int[] {0})));
            mean.divi(samples.size(0));
            eachBlock(samples, rows -> ADD_PRODUCTS.run(new NDList(covariance, rows, mean)));
            return of(mean, covariance.divi(samples.size(0) - 1));
        }
    }

    private static void eachBlock(NDArray samples, Consumer<NDArray> visitor) {
        for (long from = 0; from < samples.size(0); from += Pairs.BLOCK) {
            try (NDManager scope = samples.getManager().newSubManager()) {
                visitor.accept(Pairs.rows(scope, samples, from));
            }
        }
    }

    /**
     * A normal distribution.
     *
     * @param mean {@code [d]}, float64
     * @param covariance {@code [d, d]}, float64
     * @return the distribution, owned by the manager of the covariance
     */
    static GaussianFit of(NDArray mean, NDArray covariance) {
        NDList parts = ROOT.call(new NDList(covariance));
        return new GaussianFit(mean, parts.get(0), parts.get(1));
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
     * @return a number from 0; but for rounding, 0 for equal distributions
     */
    double frechetDistance(GaussianFit other) {
        try (NDArray distance = DISTANCE.apply(mean, other.mean, root, other.root, trace, other.trace)) {
            return Math.max(0, distance.getDouble());
        }
    }
}

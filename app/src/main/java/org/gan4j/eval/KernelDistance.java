package org.gan4j.eval;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Consumer;
import org.gan4j.torchscript.TorchScriptFunction;

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

    private static final TorchScriptFunction SUM = new TorchScriptFunction(
            "products: Tensor, dimension: Tensor",
            "values = torch.add_(torch.div(products, float(dimension)), 1)",
            "return torch.sum(torch.pow_(values, 3))");

    private KernelDistance() {}

    /** Adds the kernel up, block by block of {@link Pairs}. */
    static final class Sum implements Consumer<Pairs.Block> {

        private final NDArray dimension;
        private final NDArray sum;
        private final boolean within;
        private final double pairs;

        private Sum(NDArray samples, boolean within, double pairs) {
            NDManager manager = samples.getManager();
            this.dimension = manager.newSubManager(Device.cpu()).create((double) samples.size(1));
            this.sum = manager.create(0.0);
            this.within = within;
            this.pairs = pairs;
        }

        /**
         * Over the pairs of different samples of one set: {@link Pairs#within}.
         *
         * @param samples {@code [N, d]}, N at least 2; their manager owns the sum
         * @return the sum, of nothing yet
         */
        static Sum within(NDArray samples) {
            return new Sum(samples, true, samples.size(0) * (samples.size(0) - 1.0));
        }

        /**
         * Over the pairs of two sets: {@link Pairs#between}.
         *
         * @param x {@code [m, d]}; their manager owns the sum
         * @param y {@code [n, d]}
         * @return the sum, of nothing yet
         */
        static Sum between(NDArray x, NDArray y) {
            return new Sum(x, false, (double) x.size(0) * y.size(0));
        }

        @Override
        public void accept(Pairs.Block block) {
            NDArray products = block.products();
            NDArray part = SUM.apply(products, dimension);
            if (!within) {
                sum.addi(part);
            } else if (block.isOnDiagonal()) {
                NDArray itself = block.rows().square().sum(new int[] {1});
                sum.addi(part.sub(SUM.apply(itself, dimension)));
            } else {
                sum.addi(part.mul(2));
            }
        }

        /** The mean of the kernel over the pairs, after all blocks. */
        double mean() {
            return sum.getDouble() / pairs;
        }
    }

    /**
     * The distance.
     *
     * @param x {@code [m, d]}, m at least 2
     * @param y {@code [n, d]}, n at least 2
     * @return the estimate
     */
    static double of(NDArray x, NDArray y) {
        Sum between = Sum.between(x, y);
        Pairs.between(x, y, between);
        return of(meanWithin(x), meanWithin(y), between.mean());
    }

    /** The distance by the means of the kernel within both sets and between them. */
    static double of(double withinX, double withinY, double between) {
        return withinX + withinY - 2 * between;
    }

    private static double meanWithin(NDArray x) {
        Sum within = Sum.within(x);
        Pairs.within(x, within);
        return within.mean();
    }
}

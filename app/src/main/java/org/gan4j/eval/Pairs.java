package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.function.Consumer;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * All pairs of samples, a block of them at a time: a matrix of all of them would be larger than the samples by far. What is asked of pairs
 * is asked of one block together, for its scalar products take the most time.
 */
final class Pairs {

    /** Samples in the rows and in the columns of a block, which takes 2 MB. */
    static final long BLOCK = 512;

    private static final TorchScriptFunction PRODUCTS =
            new TorchScriptFunction("columns: Tensor, rows: Tensor", "return torch.matmul(rows, torch.t(columns))");

    /** By ‖x-y‖² = ‖x‖² + ‖y‖² - 2x·y, which rounding can bring below 0. */
    private static final TorchScriptFunction SQUARED_DISTANCES = new TorchScriptFunction(
            "products: Tensor, rows: Tensor, columns: Tensor",
            "distances = torch.mul(products, -2)",
            "torch.add_(distances, torch.sum(torch.square(rows), [1], True))",
            "torch.add_(distances, torch.sum(torch.square(columns), [1]))",
            "return torch.clamp_min_(distances, 0)");

    private Pairs() {}

    /**
     * The pairs of some samples with some others; all arrays are owned by one manager, which is closed after the block.
     *
     * @param row the number of the first sample in the rows
     * @param column the number of the first sample in the columns
     * @param rows samples, {@code [r, d]}, float64
     * @param columns others, {@code [c, d]}, float64
     * @param products their scalar products, {@code [r, c]}
     */
    record Block(long row, long column, NDArray rows, NDArray columns, NDArray products) {

        /** The squares of their distances, {@code [r, c]}. */
        NDArray squaredDistances() {
            return SQUARED_DISTANCES.apply(products, rows, columns);
        }

        /** Whether these are pairs of samples with themselves. */
        boolean isOnDiagonal() {
            return row == column;
        }
    }

    /**
     * The pairs of samples of one set: the blocks on the diagonal and those above it, of which each is its own mirror image below.
     *
     * @param samples {@code [N, d]}
     * @param visitor told of each block
     */
    static void within(NDArray samples, Consumer<Block> visitor) {
        each(samples, samples, true, visitor);
    }

    /**
     * The pairs of samples of two sets.
     *
     * @param x {@code [m, d]}
     * @param y {@code [n, d]}
     * @param visitor told of each block
     */
    static void between(NDArray x, NDArray y, Consumer<Block> visitor) {
        each(x, y, false, visitor);
    }

    private static void each(NDArray x, NDArray y, boolean half, Consumer<Block> visitor) {
        for (long row = 0; row < x.size(0); row += BLOCK) {
            for (long column = half ? row : 0; column < y.size(0); column += BLOCK) {
                try (NDManager scope = x.getManager().newSubManager()) {
                    NDArray rows = rows(scope, x, row);
                    NDArray columns = rows(scope, y, column);
                    visitor.accept(new Block(row, column, rows, columns, PRODUCTS.apply(columns, rows)));
                }
            }
        }
    }

    /**
     * The squares of the distances of few samples.
     *
     * @param rows samples, {@code [r, d]}
     * @param columns others, {@code [c, d]}, of the same type; their manager owns the result
     * @return {@code [r, c]}
     */
    static NDArray squaredDistances(NDArray rows, NDArray columns) {
        try (NDArray products = PRODUCTS.apply(columns, rows)) {
            return SQUARED_DISTANCES.apply(products, rows, columns);
        }
    }

    /**
     * The next samples of a set.
     *
     * @param scope owns them
     * @param samples {@code [N, d]}, of any type
     * @param from the first of them
     * @return {@link #BLOCK} of them, or as many as there are, in float64
     */
    static NDArray rows(NDManager scope, NDArray samples, long from) {
        return samples.get(scope, slice(samples, from)).toType(DataType.FLOAT64, false);
    }

    /** Where those stand in an array with a row a sample. */
    static NDIndex slice(NDArray samples, long from) {
        return new NDIndex().addSliceDim(from, Math.min(samples.size(0), from + BLOCK));
    }
}

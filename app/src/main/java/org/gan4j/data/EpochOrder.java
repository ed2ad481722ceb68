package org.gan4j.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.SplittableRandom;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * The order in which each epoch visits samples: one of its own, which follows from the seed and the epoch's number alone. It goes to the
 * device once an epoch; within an epoch nothing travels between host and device.
 */
final class EpochOrder {

    private static final TorchScriptFunction LABELS =
            new TorchScriptFunction("rows: Tensor, labels: Tensor", "return torch.index_select(labels, 0, rows)");

    private final int count;
    private final long seed;
    private final NDManager resident;

    private long epochThere = -1;
    private NDArray order;

    /**
     * The orders of some samples.
     *
     * @param count how many samples
     * @param seed what the orders follow from
     * @param resident owns what lies on the device
     */
    EpochOrder(int count, long seed, NDManager resident) {
        this.count = count;
        this.seed = seed;
        this.resident = resident;
    }

    /**
     * The samples of a batch.
     *
     * @param scope owns the result
     * @param index the number of the batch in the run, from 0
     * @param batchSize the samples in a batch
     * @param batches the batches of an epoch
     * @return their numbers, {@code [batchSize]}
     */
    NDArray batch(NDManager scope, long index, int batchSize, long batches) {
        if (index < 0) {
            throw new IllegalArgumentException("the index of a batch (" + index + ") must not be negative");
        }
        long from = index % batches * batchSize;
        return slice(scope, index / batches, from, from + batchSize);
    }

    /** The numbers of some samples, as an epoch visits them. */
    NDArray slice(NDManager scope, long epoch, long from, long to) {
        if (epoch != epochThere) {
            if (order != null) {
                order.close();
            }
            order = resident.create(permutation(count, seed, epoch));
            epochThere = epoch;
        }
        return order.get(scope, new NDIndex().addSliceDim(from, to));
    }

    /** The labels of samples by their numbers; {@code null} where there are none. */
    static NDArray labels(NDArray rows, NDArray labels) {
        return labels == null ? null : LABELS.apply(rows, labels);
    }

    /** The numbers below {@code count} in a random order (Fisher and Yates). */
    static long[] permutation(int count, long seed, long epoch) {
        // Through one generator first: seed + epoch alone would make epoch 1 of seed 7 the twin of epoch 0 of seed 8.
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}

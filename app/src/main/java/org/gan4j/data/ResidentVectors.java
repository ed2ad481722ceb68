package org.gan4j.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gan4j.torchscript.TorchScriptFunction;

/** Rows of numbers that lie on the device, each column brought to mean 0 and deviation 1; an {@link EpochOrder} an epoch. */
public final class ResidentVectors implements RealData {

    private static final TorchScriptFunction SAMPLES =
            new TorchScriptFunction("rows: Tensor, vectors: Tensor", "return torch.embedding(vectors, rows)");

    private final VectorSplits splits;
    private final VectorTable table;
    private final NDManager resident;
    private final NDArray vectors;
    private final NDArray labels;
    private final EpochOrder order;

    /**
     * Puts rows on a device.
     *
     * @param manager the long-lived manager, on the device to train on
     * @param splits the rows, those to learn from among them
     * @param seed what the order of each epoch follows from
     */
    ResidentVectors(NDManager manager, VectorSplits splits, long seed) {
        this.splits = splits;
        this.table = splits.learned();
        this.resident = manager.newSubManager();
        this.vectors = resident.create(table.standardised(splits.columns()), new Shape(table.count(), table.width()));
        this.labels = table.labels() == null
                ? null
                : resident.create(Arrays.stream(table.labels()).asLongStream().toArray());
        this.order = new EpochOrder(table.count(), seed, resident);
    }

    /** Reads the file of a request. */
    static ResidentVectors open(DataRequest request, NDManager manager) {
        VectorSplits splits = VectorSplits.read(request);
        request.progress().say(VectorFiles.text(splits.learned(), splits.columns()));
        return new ResidentVectors(manager, splits, request.seed());
    }

    @Override
    public List<Column> columns() {
        return splits.columns();
    }

    @Override
    public int dimension() {
        return table.width();
    }

    @Override
    public int classes() {
        return table.classNames().size();
    }

    @Override
    public List<String> classNames() {
        return table.classNames();
    }

    @Override
    public long size() {
        return table.count();
    }

    @Override
    public Optional<NDArray> numbers(NDManager scope, long index, int batchSize) {
        return Optional.of(order.batch(scope, index, batchSize, batchesPerEpoch(batchSize)));
    }

    @Override
    public Batch ofNumbers(NDArray rows, boolean labelled) {
        return new Batch(SAMPLES.apply(rows, vectors), labelled ? EpochOrder.labels(rows, labels) : null);
    }

    @Override
    public String fingerprint() {
        return splits.fingerprint();
    }

    @Override
    public void close() {
        resident.close();
    }
}

package org.gan4j.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.gan4j.torchscript.TorchScriptFunction;

/** Rows of numbers that lie on the device, each column brought to mean 0 and deviation 1; an {@link EpochOrder} an epoch. */
public final class ResidentVectors implements RealData {

    private static final TorchScriptFunction SAMPLES =
            new TorchScriptFunction("rows: Tensor, vectors: Tensor", "return torch.embedding(vectors, rows)");

    private final VectorTable table;
    private final VectorTable heldOut;
    private final List<Column> columns;
    private final NDManager resident;
    private final NDArray vectors;
    private final NDArray labels;
    private final EpochOrder order;

    /**
     * Puts rows on a device.
     *
     * @param manager the long-lived manager, on the device to train on
     * @param table the rows to learn from
     * @param heldOut the rows that are kept for scores; {@code null} if all are learned from
     * @param seed what the order of each epoch follows from
     */
    ResidentVectors(NDManager manager, VectorTable table, VectorTable heldOut, long seed) {
        this.table = table;
        this.heldOut = heldOut;
        this.columns = table.columns();
        this.resident = manager.newSubManager();
        this.vectors = resident.create(table.standardised(columns), new Shape(table.count(), table.width()));
        this.labels = table.labels() == null
                ? null
                : resident.create(Arrays.stream(table.labels()).asLongStream().toArray());
        this.order = new EpochOrder(table.count(), seed, resident);
    }

    /** Reads the file of a request. */
    static ResidentVectors open(DataRequest request, NDManager manager) {
        VectorTable all = VectorFiles.read(request);
        double holdout = request.options().holdout();
        VectorTable train = all.part(Split.TRAIN, holdout).orElseThrow();
        ResidentVectors vectors = new ResidentVectors(
                manager, train, all.part(Split.TEST, holdout).orElse(null), request.seed());
        request.progress().say(VectorFiles.text(train, vectors.columns));
        return vectors;
    }

    /** The rows to learn from, in the units of the file. */
    public VectorTable table() {
        return table;
    }

    /** The rows that are kept for scores, if any are. */
    public Optional<VectorTable> heldOut() {
        return Optional.ofNullable(heldOut);
    }

    @Override
    public List<Column> columns() {
        return columns;
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
    public Batch batch(NDManager scope, long index, int batchSize, boolean labelled) {
        NDArray rows = order.batch(scope, index, batchSize, batchesPerEpoch(batchSize));
        return new Batch(SAMPLES.apply(rows, vectors), labelled ? EpochOrder.labels(rows, labels) : null);
    }

    @Override
    public String fingerprint() {
        CRC32 crc = new CRC32();
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES);
        for (double value : table.values()) {
            crc.update(bytes.putDouble(0, value).array());
        }
        if (table.labels() != null) {
            crc.update(ResidentImages.labelBytes(table.labels(), classes()));
        }
        return String.format(
                Locale.ROOT, "%d rows of %s, CRC-32 %08x", table.count(), Labels.listed(table.names()), crc.getValue());
    }

    @Override
    public void close() {
        resident.close();
    }
}

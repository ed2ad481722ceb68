package org.gan4j.data;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Images that lie on the device as bytes, and come in batches of float32 in [-1, 1].
 *
 * <p>Each epoch visits the images once, in an order of its own that follows from the seed and the epoch's number alone.
 * That order goes to the device once an epoch; within an epoch nothing travels between host and device.
 */
public final class ResidentImages implements RealData {

    /**
     * Bytes to [-1, 1]. The engine's embedding is a plain row copy whatever the type. It takes 11 us for 64 images of 28x28 on one
     * CPU thread; {@code NDArray.get} with an index array takes 59 us, and {@code gather}, which wants an index for every
     * single pixel, more than 100.
     */
    private static final TorchScriptFunction SAMPLES = new TorchScriptFunction(
            "rows: Tensor, pixels: Tensor, halfRange: Tensor",
            "return torch.sub_(torch.div(torch.embedding(pixels, rows), halfRange), 1)");

    private static final TorchScriptFunction LABELS =
            new TorchScriptFunction("rows: Tensor, labels: Tensor", "return torch.index_select(labels, 0, rows)");

    private final ImageShape shape;
    private final int classes;
    private final int count;
    private final long seed;
    private final NDManager resident;
    private final NDArray pixels;
    private final NDArray labels;
    private final String fingerprint;
    private final NDArray halfRange;

    private long orderEpoch = -1;
    private NDArray order;

    /**
     * Puts images on a device.
     *
     * @param manager the long-lived manager, on the device to train on
     * @param images the images
     * @param seed what the order of each epoch follows from
     */
    public ResidentImages(NDManager manager, ImageSet images, long seed) {
        this.shape = images.shape();
        this.classes = images.classes();
        this.count = images.count();
        this.seed = seed;
        this.resident = manager.newSubManager();
        this.pixels = resident.create(ByteBuffer.wrap(images.pixels()), new Shape(count, dimension()), DataType.UINT8);
        try (NDArray bytes = resident.create(ByteBuffer.wrap(images.labels()), new Shape(count), DataType.UINT8)) {
            this.labels = bytes.toType(DataType.INT64, true);
        }
        this.fingerprint = fingerprint(images);
        // On the CPU, where a scalar is an argument of a GPU's kernel rather than on its way to it.
        this.halfRange = resident.newSubManager(Device.cpu()).create(127.5f);
    }

    /**
     * Tells images from others.
     *
     * @param images the images
     * @return the {@link #fingerprint()} of data made of them
     */
    public static String fingerprint(ImageSet images) {
        CRC32 crc = new CRC32();
        crc.update(images.pixels());
        crc.update(images.labels());
        return String.format(
                Locale.ROOT,
                "%d images of %dx%d, CRC-32 %08x",
                images.count(),
                images.height(),
                images.width(),
                crc.getValue());
    }

    @Override
    public int dimension() {
        return shape.height() * shape.width();
    }

    @Override
    public Optional<ImageShape> image() {
        return Optional.of(shape);
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public long size() {
        return count;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Batch batch(NDManager scope, long index, int batchSize, boolean labelled) {
        if (index < 0) {
            throw new IllegalArgumentException("the index of a batch (" + index + ") must not be negative");
        }
        long batches = batchesPerEpoch(batchSize);
        long from = index % batches * batchSize;
        NDArray rows = orderOf(index / batches).get(scope, new NDIndex().addSliceDim(from, from + batchSize));
        NDArray samples = SAMPLES.apply(rows, pixels, halfRange);
        NDArray classes = labelled ? LABELS.apply(rows, labels) : null;
        return new Batch(samples, classes);
    }

    private NDArray orderOf(long epoch) {
        if (epoch != orderEpoch) {
            if (order != null) {
                order.close();
            }
            order = resident.create(permutation(count, seed, epoch));
            orderEpoch = epoch;
        }
        return order;
    }

    /** The numbers below {@code count} in a random order (Fisher and Yates). */
    private static long[] permutation(int count, long seed, long epoch) {
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

    @Override
    public void close() {
        resident.close();
    }
}

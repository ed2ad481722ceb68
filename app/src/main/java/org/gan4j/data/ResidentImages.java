package org.gan4j.data;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Images that lie on the device as bytes, and come in batches of float32 in [-1, 1].
 *
 * <p>Each epoch visits the images once, in its {@link EpochOrder}.
 */
public final class ResidentImages implements RealData {

    /**
     * Bytes to [-1, 1]. The engine's embedding is a plain row copy whatever the type. It takes 11 us for 64 images of 28x28 on one
     * CPU thread; {@code NDArray.get} with an index array takes 59 us, and {@code gather}, which wants an index for every
     * single pixel, more than 100.
     */
    private static final TorchScriptFunction SAMPLES = new TorchScriptFunction(
            "rows: Tensor, pixels: Tensor, lowest: Tensor, halfRange: Tensor",
            "return torch.addcdiv(lowest, torch.embedding(pixels, rows), halfRange)");

    /** The same with room for as many after them. */
    private static final TorchScriptFunction WITH_ROOM = new TorchScriptFunction(
            "rows: Tensor, pixels: Tensor, lowest: Tensor, halfRange: Tensor",
            "count = torch.size(rows, 0)",
            "whole = torch.new_empty(lowest, [2 * count, torch.size(lowest, 0)])",
            "first = torch.narrow(whole, 0, 0, count)",
            "torch.addcdiv(lowest, torch.embedding(pixels, rows), halfRange, out=first)",
            "return [first, whole, torch.narrow(whole, 0, count, count)]");

    /** Those of rows twice as many: from {@code count} on they are those from the first on, from right to left. */
    private static final TorchScriptFunction MIRRORED = new TorchScriptFunction(
            "rows: Tensor, pixels: Tensor, lowest: Tensor, halfRange: Tensor, count: Tensor, width: Tensor",
            "found = torch.embedding(pixels, torch.remainder(rows, count))",
            "lines = torch.reshape(found, [torch.size(found, 0), -1, int(width)])",
            "mirrored = torch.reshape(torch.flip(lines, [2]), [torch.size(found, 0), -1])",
            "chosen = torch.where(torch.unsqueeze(torch.ge(rows, count), 1), mirrored, found)",
            "return torch.addcdiv(lowest, chosen, halfRange)");

    private final ImageShape shape;
    private final List<String> classNames;
    private final int count;
    private final long seed;
    private final NDManager resident;
    private final NDArray pixels;
    private NDArray labels;
    private List<Integer> clusters = List.of();
    private final String fingerprint;

    /** Rows of -1 and of 127.5. A number each would do, but the engine's CPU kernel is several times as fast with rows. */
    private final NDArray lowest;

    private final NDArray halfRange;

    /** The number of images, and the pixels in a row, for mirrored ones; {@code null} without. */
    private final NDArray[] mirror;

    private final EpochOrder order;

    /**
     * Puts images on a device.
     *
     * @param manager the long-lived manager, on the device to train on
     * @param images the images
     * @param seed what the order of each epoch follows from
     */
    public ResidentImages(NDManager manager, ImageSet images, long seed) {
        this(manager, images, seed, false);
    }

    /**
     * Puts images on a device.
     *
     * @param manager the long-lived manager, on the device to train on
     * @param images the images
     * @param seed what the order of each epoch follows from
     * @param mirrored whether each image comes from right to left too, once an epoch
     */
    public ResidentImages(NDManager manager, ImageSet images, long seed, boolean mirrored) {
        this.shape = images.shape();
        this.classNames = images.classNames();
        this.count = Math.multiplyExact(images.count(), mirrored ? 2 : 1);
        this.seed = seed;
        this.resident = manager.newSubManager();
        this.order = new EpochOrder(count, seed, resident);
        this.pixels =
                resident.create(images.pixels().duplicate(), new Shape(images.count(), shape.size()), DataType.UINT8);
        this.labels = images.labels() == null ? null : resident.create(repeated(images.labels(), count));
        this.fingerprint = fingerprint(images, mirrored);
        // On the CPU, where a scalar is an argument of a GPU's kernel rather than on its way to it.
        NDManager host = resident.newSubManager(Device.cpu());
        this.lowest = resident.full(new Shape(shape.size()), -1f, DataType.FLOAT32);
        this.halfRange = resident.full(new Shape(shape.size()), 127.5f, DataType.FLOAT32);
        this.mirror =
                mirrored ? new NDArray[] {host.create((long) images.count()), host.create((long) shape.width())} : null;
    }

    /** Labels of images, and of the same mirrored if those come too. */
    private static long[] repeated(int[] labels, int count) {
        long[] all = new long[count];
        Arrays.setAll(all, i -> labels[i % labels.length]);
        return all;
    }

    /**
     * Into how many clusters the images can be parted.
     *
     * @param inClasses whether the clusters lie inside classes
     * @return the number of images, in all or of the smallest class
     */
    public int mostClusters(boolean inClasses) {
        int images = (int) pixels.size(0);
        if (!inClasses || labels == null) {
            return images;
        }
        int[] sizes = new int[classNames.size()];
        for (long label : labels.toLongArray()) {
            sizes[(int) label]++;
        }
        return IntStream.of(sizes).min().orElse(0) / (count / images); // mirrored ones come twice
    }

    /**
     * Parts the images into clusters, which take the place of the classes as labels of batches. They follow from the pixels and the seed.
     *
     * @param each how many: in all, or inside each class
     * @param inClasses whether they lie inside classes; the images must have labels then
     * @return {@link #clusters()}
     * @throws IllegalArgumentException if there are not so many images, in all or of a class, or no classes
     */
    public List<Integer> cluster(int each, boolean inClasses) {
        if (inClasses && labels == null) {
            throw new IllegalArgumentException("clusters (" + each + ") inside classes need data with labels");
        }
        int images = (int) pixels.size(0);
        int[] classes = new int[images];
        if (inClasses) {
            long[] known = labels.toLongArray();
            Arrays.setAll(classes, i -> (int) known[i]);
        }
        int groups = inClasses ? classNames.size() : 1;
        int[] found = new int[images];
        int[] sizes = new int[groups * each];
        SplittableRandom random = new SplittableRandom(seed);
        for (int group = 0; group < groups; group++) {
            int wanted = group;
            int[] rows =
                    IntStream.range(0, images).filter(i -> classes[i] == wanted).toArray();
            if (rows.length < each) {
                throw new IllegalArgumentException("clusters (" + each + ") must not be above the number of samples ("
                        + rows.length + (inClasses ? " of the class " + classNames.get(group) : "") + ")");
            }
            int[] clustered = KMeans.clusters(pixels, rows, each, random);
            for (int i = 0; i < rows.length; i++) {
                found[rows[i]] = group * each + clustered[i];
                sizes[found[rows[i]]]++;
            }
        }
        labels = resident.create(repeated(found, count));
        clusters = IntStream.of(sizes).boxed().toList();
        return clusters;
    }

    /**
     * Tells images from others.
     *
     * @param images the images
     * @param mirrored whether each comes from right to left too
     * @return the {@link #fingerprint()} of data made of them
     */
    public static String fingerprint(ImageSet images, boolean mirrored) {
        CRC32 crc = new CRC32();
        crc.update(images.pixels().duplicate());
        if (images.labels() != null) {
            crc.update(labelBytes(images.labels(), images.classes()));
        }
        return String.format(
                Locale.ROOT,
                "%d images of %s, CRC-32 %08x%s",
                images.count(),
                images.shape(),
                crc.getValue(),
                mirrored ? ", mirrored" : "");
    }

    /**
     * The labels as they are counted in fingerprints: a byte each while that is enough.
     *
     * @param labels a label a sample
     * @param classes the number of classes
     * @return the bytes
     */
    public static ByteBuffer labelBytes(int[] labels, int classes) {
        boolean wide = classes > 256;
        ByteBuffer bytes = ByteBuffer.allocate(labels.length * (wide ? Integer.BYTES : 1));
        for (int label : labels) {
            if (wide) {
                bytes.putInt(label);
            } else {
                bytes.put((byte) label);
            }
        }
        return bytes.flip();
    }

    @Override
    public int dimension() {
        return shape.size();
    }

    @Override
    public Optional<ImageShape> image() {
        return Optional.of(shape);
    }

    @Override
    public int classes() {
        return classNames.size();
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public List<Integer> clusters() {
        return clusters;
    }

    @Override
    public Map<String, NDArray> state() {
        return clusters.isEmpty() ? Map.of() : Map.of("labels", labels);
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
    public Optional<NDArray> numbers(NDManager scope, long index, int batchSize) {
        return Optional.of(order.batch(scope, index, batchSize, batchesPerEpoch(batchSize)));
    }

    @Override
    public Batch ofNumbers(NDArray rows, boolean labelled) {
        NDArray samples = mirror == null
                ? SAMPLES.apply(rows, pixels, lowest, halfRange)
                : MIRRORED.apply(rows, pixels, lowest, halfRange, mirror[0], mirror[1]);
        return new Batch(samples, labelled ? EpochOrder.labels(rows, labels) : null);
    }

    @Override
    public Batch withRoom(NDArray rows, boolean labelled) {
        if (mirror != null) {
            return ofNumbers(rows, labelled);
        }
        NDList made = WITH_ROOM.call(new NDList(rows, pixels, lowest, halfRange));
        return new Batch(
                made.get(0),
                labelled ? EpochOrder.labels(rows, labels) : null,
                new Batch.Room(made.get(1), made.get(2)));
    }

    /**
     * Some of the images in the order of the first epoch, with their labels if they have any.
     *
     * @param scope owns the samples
     * @param from the first of them
     * @param to after the last of them
     * @return {@code [to - from, dimension]}
     */
    public Batch rows(NDManager scope, long from, long to) {
        NDArray rows = order.slice(scope, 0, from, to);
        return new Batch(SAMPLES.apply(rows, pixels, lowest, halfRange), EpochOrder.labels(rows, labels));
    }

    @Override
    public void close() {
        resident.close();
    }
}

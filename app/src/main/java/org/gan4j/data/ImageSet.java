package org.gan4j.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images, as bytes in the memory of the host, with or without labels.
 *
 * <p>Neither pixels nor labels are copied on the way in or on the way out, for they are large: anyone who holds an image set leaves them
 * as they are. A direct buffer of pixels lies outside of Java's heap, and the engine takes it as it is.
 *
 * @param shape the shape of each image
 * @param pixels image after image, as the shape says; unsigned, 0 is black; all of the buffer from 0 to its limit
 * @param labels a label an image, 0 to the number of classes - 1; {@code null} without labels
 * @param classNames what each class is called; empty without labels
 */
public record ImageSet(ImageShape shape, ByteBuffer pixels, int[] labels, List<String> classNames) {

    /** So many are no burden, however few images each has. */
    private static final int FEW_CLASSES = 100;

    /** Refuses parts that do not fit each other. */
    public ImageSet {
        if (pixels.limit() == 0 || pixels.limit() % shape.size() != 0) {
            throw new IllegalArgumentException(
                    "images of " + shape + " have a multiple of " + shape.size() + " bytes, not " + pixels.limit());
        }
        int count = pixels.limit() / shape.size();
        if (labels != null && labels.length != count) {
            throw new IllegalArgumentException(count + " images have as many labels, not " + labels.length);
        }
        classNames = List.copyOf(classNames);
        for (int i = 0; labels != null && i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classNames.size()) {
                throw new IllegalArgumentException("label " + i + " (" + labels[i]
                        + ") must be below the number of classes (" + classNames.size() + ")");
            }
        }
    }

    /**
     * Grey images whose classes have no other names than their numbers.
     *
     * @param height the rows of an image
     * @param width the pixels in a row
     * @param classes the number of classes
     * @param pixels image after image, row after row; unsigned, 0 is black
     * @param labels a label an image, unsigned
     */
    public ImageSet(int height, int width, int classes, byte[] pixels, byte[] labels) {
        this(
                new ImageShape(1, height, width),
                ByteBuffer.wrap(pixels),
                IntStream.range(0, labels.length)
                        .map(i -> Byte.toUnsignedInt(labels[i]))
                        .toArray(),
                numbers(classes));
    }

    /**
     * Whether there are so many classes that nothing can be learned of them: labels that number samples, or measure something.
     *
     * @param classes how many classes
     * @param samples how many samples; 0 for data without end
     * @return true if there are more than one for two samples, and more than a few
     */
    public static boolean areClassesTooSmall(int classes, long samples) {
        return samples > 0 && classes > FEW_CLASSES && 2L * classes > samples;
    }

    /** The names of classes that have none. */
    static List<String> numbers(int classes) {
        return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }

    /** {@return the number of images} */
    public int count() {
        return pixels.limit() / shape.size();
    }

    /** {@return the number of classes; 0 without labels} */
    public int classes() {
        return classNames.size();
    }

    /**
     * The pixels of some images.
     *
     * @param from the number of the first image, from 0
     * @param count how many
     * @return a view of them
     */
    public ByteBuffer rows(int from, int count) {
        return pixels.slice(from * shape.size(), count * shape.size());
    }

    /**
     * Some images as a generator makes them.
     *
     * @param owner owns the samples, and tells the device
     * @param numbers the numbers of the images, from 0
     * @return {@code [N, channels·height·width]}, float32 in [-1, 1]
     */
    public NDArray samples(NDManager owner, long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * shape.size());
        for (long number : numbers) {
            bytes.put(rows((int) number, 1));
        }
        try (NDArray shades = owner.create(bytes.flip(), new Shape(numbers.length, shape.size()), DataType.UINT8)) {
            return shades.toType(DataType.FLOAT32, false).divi(127.5f).subi(1);
        }
    }

    /**
     * The numbers of all images, in the order in which {@link ResidentImages} visits them first.
     *
     * @param seed what the order follows from
     * @return the numbers
     */
    public long[] order(long seed) {
        return EpochOrder.permutation(count(), seed, 0);
    }
}

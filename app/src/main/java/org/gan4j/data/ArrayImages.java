package org.gan4j.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gan4j.UserException;

/** Images of arrays: [N, H, W] of shades, [N, H, W, C] or [N, C, H, W] with one channel or three. */
final class ArrayImages {

    private ArrayImages() {}

    /**
     * The shape of each image.
     *
     * @param array images
     * @return their shape
     * @throws UserException if it is not that of images
     */
    static ImageShape shape(NumberArray array) {
        int[] sizes = array.shape();
        if (sizes.length == 3) {
            return new ImageShape(1, sizes[1], sizes[2]);
        }
        if (sizes.length == 4 && isChannels(sizes[3])) {
            return new ImageShape(sizes[3], sizes[1], sizes[2]);
        }
        if (sizes.length == 4 && isChannels(sizes[1])) {
            return new ImageShape(sizes[1], sizes[2], sizes[3]);
        }
        throw new UserException(array.name() + " has the shape " + Arrays.toString(sizes)
                + "; images are [N, H, W], [N, H, W, C] or [N, C, H, W] with 1 or 3 channels"
                + (sizes.length == 2 ? ", and rows of numbers are --dataset vectors" : ""));
    }

    /**
     * Checks that test images are like those that are learned from.
     *
     * @param train images to learn from
     * @param test images to compare with
     * @return the test images
     * @throws UserException if they are of another shape
     */
    static NumberArray like(NumberArray train, NumberArray test) {
        if (!shape(train).equals(shape(test))) {
            throw new UserException(train.name() + " has images of " + shape(train) + ", but " + test.name() + " of "
                    + shape(test) + "; both must be of one data set");
        }
        return test;
    }

    private static boolean isChannels(int size) {
        return size == 1 || size == 3;
    }

    /**
     * The images as bytes, channel after channel.
     *
     * @param array images
     * @param range what becomes black and white
     * @return the bytes; those of the array itself where they are as they should be
     */
    static ByteBuffer pixels(NumberArray array, ValueRange range) {
        ImageShape shape = shape(array);
        boolean channelsLast = shape.channels() == 3 && isChannels(array.shape()[3]);
        if (array.type() == NumberType.UINT8 && !channelsLast) {
            return array.values();
        }
        ByteBuffer pixels = ByteBuffer.allocateDirect(array.size());
        int area = shape.height() * shape.width();
        for (int i = 0; i < array.size(); i++) {
            int inside = i % shape.size();
            int to = channelsLast ? i - inside + inside % 3 * area + inside / 3 : i;
            pixels.put(to, range.toByte(array.at(i)));
        }
        return pixels;
    }

    /**
     * One part of images that come as one.
     *
     * @param all the images
     * @param split which part
     * @param holdout the share of the test split
     * @return the part; none of a test split without a share
     */
    static Optional<ImageSet> part(ImageSet all, Split split, double holdout) {
        Optional<int[]> rows = Holdout.rows(all.count(), split, holdout);
        if (holdout == 0 || rows.isEmpty()) {
            return rows.map(every -> all);
        }
        int[] chosen = rows.get();
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(chosen.length * all.shape().size());
        for (int row : chosen) {
            pixels.put(all.rows(row, 1));
        }
        int[] labels = all.labels() == null
                ? null
                : IntStream.of(chosen).map(row -> all.labels()[row]).toArray();
        return Optional.of(new ImageSet(all.shape(), pixels.flip(), labels, all.classNames()));
    }
}

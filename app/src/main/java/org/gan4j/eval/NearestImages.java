package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.gan4j.data.ImageSet;
import org.gan4j.picture.SampleGrid;
import org.gan4j.train.GeneratedSamples;

/**
 * Whether a generator repeats what it has learned from: a row a generated image, which stands first, then the training images nearest
 * to it, by the distance of their pixels, nearest first.
 */
public final class NearestImages {

    private static final int ROWS = 8;
    private static final int NEIGHBOURS = 7;
    private static final int CHUNK = 2_000;

    private NearestImages() {}

    /**
     * Draws the first generated images with their neighbours.
     *
     * @param generated what a generator makes
     * @param train what the generator has learned from
     * @param manager tells the device
     * @return the picture
     */
    public static BufferedImage draw(GeneratedSamples generated, ImageSet train, NDManager manager) {
        int rows = (int) Math.min(ROWS, generated.count());
        int neighbours = Math.min(NEIGHBOURS, train.count());
        int pixels = train.shape().size();
        try (NDManager scope = manager.newSubManager()) {
            NDArray queries = generated.rows(scope, 0, rows);
            long[] nearest = nearest(queries, train, neighbours);
            ByteBuffer bytes = ByteBuffer.allocate(nearest.length * pixels);
            for (long image : nearest) {
                bytes.put(train.rows((int) image, 1));
            }
            NDArray learnedFrom = samples(bytes.flip(), pixels, scope).reshape(rows, neighbours, pixels);
            float[] picture =
                    queries.reshape(rows, 1, pixels).concat(learnedFrom, 1).toFloatArray();
            return SampleGrid.draw(
                    picture,
                    train.shape().channels(),
                    train.shape().height(),
                    train.shape().width(),
                    1 + neighbours);
        }
    }

    /** The numbers of the nearest images, row after row. */
    static long[] nearest(NDArray queries, ImageSet images, int count) {
        int pixels = images.shape().size();
        try (NDManager scope = queries.getManager().newSubManager()) {
            NDArray distances = scope.create(new Shape(queries.size(0), images.count()));
            for (int from = 0; from < images.count(); from += CHUNK) {
                int size = Math.min(CHUNK, images.count() - from);
                try (NDManager chunk = scope.newSubManager()) {
                    NDArray real = samples(images.rows(from, size), pixels, chunk);
                    NDIndex columns = new NDIndex().addAllDim().addSliceDim(from, from + size);
                    distances.set(
                            columns,
                            Neighbourhoods.squaredDistances(real, queries).transpose());
                }
            }
            return distances.topK(count, 1, false, true).get(1).toLongArray();
        }
    }

    /** Images as a generator makes them, in [-1, 1]. */
    private static NDArray samples(ByteBuffer bytes, int pixels, NDManager owner) {
        return owner.create(bytes, new Shape(bytes.remaining() / pixels, pixels), DataType.UINT8)
                .toType(DataType.FLOAT32, false)
                .divi(127.5f)
                .subi(1);
    }
}

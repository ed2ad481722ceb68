package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.stream.LongStream;
import org.gan4j.data.ImageSet;
import org.gan4j.picture.SampleGrid;
import org.gan4j.torchscript.TorchScriptFunction;
import org.gan4j.train.GeneratedSamples;

/**
 * Whether a generator repeats what it has learned from: a row a generated image, which stands first, then the training images nearest
 * to it, by the distance of their pixels, nearest first.
 */
public final class NearestImages {

    private static final int ROWS = 8;
    private static final int NEIGHBOURS = 7;

    /** Pixels of real images that are in memory as numbers at a time. */
    private static final int PIXELS = 1_000_000;

    /** The samples that are looked at for copies: against 60,000 images of 28x28 they take two seconds. */
    static final int LOOKED_AT = 500;

    /** Those known and the others, and the nearest of all. */
    private static final TorchScriptFunction NEARER = new TorchScriptFunction(
            "distances: Tensor, numbers: Tensor, knownDistances: Tensor, knownNumbers: Tensor",
            "allDistances = torch.cat([knownDistances, distances], 1)",
            "allNumbers = torch.cat([knownNumbers, torch.expand_as(numbers, distances)], 1)",
            "least, places = torch.topk(allDistances, torch.size(knownDistances, 1), 1, False, True)",
            "return (least, torch.gather(allNumbers, 1, places))");

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
            NDArray learnedFrom = train.samples(scope, nearest).reshape(rows, neighbours, pixels);
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

    /**
     * The share of samples that are all but copies: at most a third as far from the nearest image as from the second nearest, by the
     * distance of pixels. An image that is there twice hides its copies.
     *
     * <p>Source: Yoon et al. 2023, "Diffusion Probabilistic Models Generalize when They Fail to Memorize".
     *
     * @param samples {@code [N, pixels]} in [-1, 1]
     * @param images what they might be copies of, two or more
     * @return from 0 to 1
     */
    static double copies(NDArray samples, ImageSet images) {
        try (NDManager scope = samples.getManager().newSubManager()) {
            NDArray squares = nearest(samples, images, 2, scope).get(0);
            NDArray nearest = squares.get(":, 0").mul(9); // squares: a third is a ninth
            NDArray copies = nearest.lte(squares.get(":, 1")).toType(DataType.FLOAT64, false);
            return copies.mean().getDouble();
        }
    }

    /**
     * The share of copies among images themselves.
     *
     * @param some the first of them are looked at
     * @param images what they might be copies of
     * @param manager tells the device
     * @return from 0 to 1
     */
    static double copies(ImageSet some, ImageSet images, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            int count = Math.min(LOOKED_AT, some.count());
            return copies(some.samples(scope, LongStream.range(0, count).toArray()), images);
        }
    }

    /** The numbers of the nearest images, row after row. */
    static long[] nearest(NDArray queries, ImageSet images, int count) {
        try (NDManager scope = queries.getManager().newSubManager()) {
            return nearest(queries, images, count, scope).get(1).toLongArray();
        }
    }

    /** The squared distances of the nearest images and their numbers, {@code [N, count]} both; those of a few images at a time. */
    private static NDList nearest(NDArray queries, ImageSet images, int count, NDManager owner) {
        Shape shape = new Shape(queries.size(0), count);
        NDList known = new NDList(
                owner.full(shape, Float.POSITIVE_INFINITY, DataType.FLOAT32), owner.zeros(shape, DataType.INT64));
        int piece = Math.max(1, PIXELS / images.shape().size());
        for (int from = 0; from < images.count(); from += piece) {
            int to = Math.min(images.count(), from + piece);
            try (NDManager scope = owner.newSubManager()) {
                NDArray real = images.samples(scope, LongStream.range(from, to).toArray());
                NDArray distances = Pairs.squaredDistances(queries, real);
                NDArray numbers = scope.arange(from, to, 1, DataType.INT64);
                NDList nearer = NEARER.call(new NDList(distances, numbers, known.get(0), known.get(1)));
                nearer.attach(owner);
                known.close();
                known = nearer;
            }
        }
        return known;
    }
}

package org.gan4j.data;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Clusters of images by k-means on their pixels (Lloyd 1982): each image goes to the nearest centre, each centre to the mean of its images,
 * again and again. The centres start at images that are drawn from a seed. A centre that loses its last image stays where it is.
 */
final class KMeans {

    /** After so many turns few images of MNIST still change their cluster. */
    private static final int TURNS = 12;

    /** More say little more of where the centres are. */
    private static final int MOST_IMAGES = 20_000;

    /** The numbers that are in memory as float32 at once. */
    private static final int MOST_NUMBERS = 1 << 24;

    /** Squared distances but for the image's own square, which is the same for all centres; then one turn after another. */
    private static final TorchScriptFunction CENTRES = new TorchScriptFunction(
            "rows: Tensor, first: Tensor, pixels: Tensor, turns: Tensor",
            "x = torch.div(torch.embedding(pixels, rows), 255.)",
            "c = torch.div(torch.embedding(pixels, first), 255.)",
            "for i in range(int(turns)):",
            "  squares = torch.sum(torch.mul(c, c), [1])",
            "  nearest = torch.argmin(torch.sub(squares, torch.mul(torch.mm(x, torch.t(c)), 2)), 1)",
            "  members = torch.to(torch.one_hot(nearest, torch.size(c, 0)), 6)", // 6 is float32
            "  counts = torch.unsqueeze(torch.sum(members, [0]), 1)",
            "  means = torch.div(torch.mm(torch.t(members), x), torch.clamp(counts, 1))",
            "  c = torch.where(torch.gt(counts, 0), means, c)",
            "return c");

    private static final TorchScriptFunction NEAREST = new TorchScriptFunction(
            "rows: Tensor, pixels: Tensor, c: Tensor",
            "x = torch.div(torch.embedding(pixels, rows), 255.)",
            "squares = torch.sum(torch.mul(c, c), [1])",
            "return torch.argmin(torch.sub(squares, torch.mul(torch.mm(x, torch.t(c)), 2)), 1)");

    private KMeans() {}

    /**
     * Finds the clusters of some images.
     *
     * @param pixels all images, {@code [N, dimension]}, uint8
     * @param rows the numbers of those that are looked at, at least {@code count}
     * @param count the number of clusters
     * @param random draws where the centres start, and which images decide where they go
     * @return the cluster of each, in the order of {@code rows}
     */
    static int[] clusters(NDArray pixels, int[] rows, int count, SplittableRandom random) {
        int[] drawn = rows.clone();
        int atOnce = (int) Math.max(1, MOST_NUMBERS / pixels.size(1));
        int decide = Math.max(count, Math.min(Math.min(rows.length, MOST_IMAGES), atOnce));
        for (int i = 0; i < decide; i++) {
            int j = random.nextInt(i, drawn.length);
            int other = drawn[j];
            drawn[j] = drawn[i];
            drawn[i] = other;
        }
        try (NDManager scope = pixels.getManager().newSubManager();
                NDManager host = scope.newSubManager(Device.cpu())) {
            NDArray centres = CENTRES.apply(
                    some(scope, drawn, 0, decide), some(scope, drawn, 0, count), pixels, host.create((long) TURNS));
            int[] found = new int[rows.length];
            for (int from = 0; from < rows.length; from += atOnce) {
                int to = Math.min(rows.length, from + atOnce);
                long[] nearest = NEAREST.apply(some(scope, rows, from, to), pixels, centres)
                        .toLongArray();
                for (int i = from; i < to; i++) {
                    found[i] = (int) nearest[i - from];
                }
            }
            return found;
        }
    }

    private static NDArray some(NDManager scope, int[] rows, int from, int to) {
        return scope.create(IntStream.range(from, to).mapToLong(i -> rows[i]).toArray());
    }
}

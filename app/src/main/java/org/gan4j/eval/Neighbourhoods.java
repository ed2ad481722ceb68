package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gan4j.UserException;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Two sets of samples, each seen as the union of balls around its samples that reach to the k-th nearest other sample of the set:
 * precision and recall of Kynkäänniemi et al. 2019, density and coverage of Naeem et al. 2020.
 *
 * <p>A sample is not its own neighbour. A sample on the edge of a ball is within it.
 */
final class Neighbourhoods {

    /** The k of the k-th nearest neighbour, that of Naeem et al. 2020. */
    static final int K = 5;

    /** Columns that are looked at as one: of such groups, those with the least distances hold all of the least. */
    private static final long GROUP = 8;

    private static final int NEAREST = K + 1;

    private static final TorchScriptFunction NEARER = new TorchScriptFunction(
            "distances: Tensor, known: Tensor", "return " + nearest("torch.cat([known, distances], 1)"));

    private static final TorchScriptFunction NEARER_OF_GROUPS = new TorchScriptFunction(
            "distances: Tensor, known: Tensor",
            "groups = torch.reshape(distances, [torch.size(distances, 0), " + GROUP + ", -1])",
            "least = torch.amin(groups, [1])",
            "chosen = (torch.topk(least, " + NEAREST + ", 1, False, False))[1]",
            "few = torch.gather(groups, 2, torch.expand(torch.unsqueeze(chosen, 1), [-1, " + GROUP + ", -1]))",
            "return " + nearest("torch.cat([known, torch.flatten(few, 1)], 1)"));

    private static String nearest(String distances) {
        return "(torch.topk(" + distances + ", " + NEAREST + ", 1, False, True))[0]";
    }

    /** Of a block: how many balls each column lies in; whether a row has any in its ball; whether it lies in any. */
    private static final TorchScriptFunction OVERLAP = new TorchScriptFunction(
            "distances: Tensor, radii: Tensor, others: Tensor",
            "within = torch.le(distances, torch.unsqueeze(radii, 1))",
            "return (torch.sum(within, [0]), torch.any(within, 1), torch.any(torch.le(distances, others), 1))");

    private Neighbourhoods() {}

    /**
     * Checks that each sample has enough neighbours.
     *
     * @param fewest how many there are, generated or real
     * @param count how many generated ones are asked for
     * @param what what they are, in the plural
     * @throws UserException if they are too few
     */
    static void checkEnough(int fewest, int count, String what) {
        if (fewest <= K) {
            throw new UserException("scores need more than " + K + " " + what + ", generated and real; there are "
                    + fewest + (fewest == count ? ": give a larger --count" : ""));
        }
    }

    /**
     * The squared radius of the ball around each sample.
     *
     * @param samples {@code [N, d]}, N above {@link #K}
     * @return {@code [N]}, float64, owned by the samples' manager
     */
    static NDArray squaredRadii(NDArray samples) {
        Radii radii = new Radii(samples);
        Pairs.within(samples, radii);
        return radii.squared();
    }

    /** Looks for the nearest samples of each, block by block of {@link Pairs#within}. */
    static final class Radii implements Consumer<Pairs.Block> {

        private final NDArray nearest;

        /**
         * Nothing is known yet.
         *
         * @param samples {@code [N, d]}, N above {@link #K}; its manager owns what is found
         */
        Radii(NDArray samples) {
            // One more than k, of which the nearest is the sample itself.
            this.nearest = samples.getManager()
                    .full(new Shape(samples.size(0), NEAREST), Float.POSITIVE_INFINITY, DataType.FLOAT64);
        }

        @Override
        public void accept(Pairs.Block block) {
            NDArray distances = block.squaredDistances();
            add(block.row(), distances);
            if (!block.isOnDiagonal()) {
                add(block.column(), distances.transpose());
            }
        }

        private void add(long from, NDArray distances) {
            NDIndex rows = Pairs.slice(nearest, from);
            long columns = distances.size(1);
            boolean grouped = columns % GROUP == 0 && columns >= NEAREST * GROUP;
            NDArray known = nearest.get(distances.getManager(), rows);
            nearest.set(rows, (grouped ? NEARER_OF_GROUPS : NEARER).apply(distances, known));
        }

        /**
         * The squared radius of the ball around each sample; after all blocks, once.
         *
         * @return {@code [N]}, float64
         */
        NDArray squared() {
            try (nearest;
                    NDArray last = nearest.get(":, " + K)) {
                return last.duplicate();
            }
        }
    }

    /**
     * How two sets of samples overlap.
     *
     * @param real {@code [N, d]}
     * @param realRadii {@link #squaredRadii} of the real samples
     * @param generated {@code [M, d]}, M above {@link #K}
     * @return the metrics
     */
    static Map<Metric, Double> compare(NDArray real, NDArray realRadii, NDArray generated) {
        try (NDArray radii = squaredRadii(generated)) {
            Overlap overlap = new Overlap(realRadii, radii);
            Pairs.between(real, generated, overlap);
            return overlap.metrics();
        }
    }

    /**
     * How two sets of samples overlap, block by block of {@link Pairs#between}. Of its metrics,
     *
     * <ul>
     *   <li>precision is the share of generated samples within any ball of the real ones, in [0, 1];
     *   <li>recall is the share of real samples within any ball of the generated ones, in [0, 1];
     *   <li>density is the number of balls of real samples that a generated one lies in, in the mean, divided by k; from 0, near 1
     *       for equal distributions;
     *   <li>coverage is the share of real samples with a generated one in their ball, in [0, 1].
     * </ul>
     */
    static final class Overlap implements Consumer<Pairs.Block> {

        private final NDArray realRadii;
        private final NDArray generatedRadii;
        private final long[] balls;
        private final boolean[] covered;
        private final boolean[] recalled;

        /**
         * Nothing is known yet.
         *
         * @param realRadii {@link #squaredRadii} of the real samples, which are the rows of blocks
         * @param generatedRadii those of the generated samples, the columns
         */
        Overlap(NDArray realRadii, NDArray generatedRadii) {
            this.realRadii = realRadii;
            this.generatedRadii = generatedRadii;
            this.balls = new long[(int) generatedRadii.size(0)];
            this.covered = new boolean[(int) realRadii.size(0)];
            this.recalled = new boolean[(int) realRadii.size(0)];
        }

        @Override
        public void accept(Pairs.Block block) {
            NDArray distances = block.squaredDistances();
            NDManager scope = distances.getManager();
            NDArray rows = realRadii.get(scope, Pairs.slice(realRadii, block.row()));
            NDArray columns = generatedRadii.get(scope, Pairs.slice(generatedRadii, block.column()));
            NDList found = OVERLAP.call(new NDList(distances, rows, columns));
            long[] inside = found.get(0).toLongArray();
            for (int i = 0; i < inside.length; i++) {
                balls[(int) block.column() + i] += inside[i];
            }
            mark(covered, found.get(1), block.row());
            mark(recalled, found.get(2), block.row());
        }

        private static void mark(boolean[] marks, NDArray found, long from) {
            boolean[] more = found.toBooleanArray();
            for (int i = 0; i < more.length; i++) {
                marks[(int) from + i] |= more[i];
            }
        }

        /** The metrics, after all blocks. */
        Map<Metric, Double> metrics() {
            double m = balls.length;
            return Map.of(
                    Metric.PRECISION,
                    LongStream.of(balls).filter(n -> n > 0).count() / m,
                    Metric.RECALL,
                    share(recalled),
                    Metric.DENSITY,
                    LongStream.of(balls).sum() / (K * m),
                    Metric.COVERAGE,
                    share(covered));
        }

        private static double share(boolean[] marks) {
            return IntStream.range(0, marks.length).filter(i -> marks[i]).count() / (double) marks.length;
        }
    }
}

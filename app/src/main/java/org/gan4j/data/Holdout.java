package org.gan4j.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** The share of samples that is kept for scores. */
final class Holdout {

    /** Decides which samples are held out: the same ones in all runs. */
    private static final int SEED = 0;

    private Holdout() {}

    /**
     * The samples of one split.
     *
     * @param count how many there are in all
     * @param split which part
     * @param holdout the share of the test split
     * @return their numbers in rising order; none of a test split without a share
     */
    static Optional<int[]> rows(int count, Split split, double holdout) {
        if (holdout == 0) {
            return split == Split.TRAIN ? Optional.of(IntStream.range(0, count).toArray()) : Optional.empty();
        }
        List<Integer> order = shuffled(count);
        int held = (int) Math.max(1, Math.min(count - 1, Math.round(holdout * count)));
        return Optional.of(sorted(split == Split.TEST ? order.subList(0, held) : order.subList(held, count)));
    }

    /**
     * Some samples.
     *
     * @param count how many there are in all
     * @param most how many are wanted, at most all
     * @return their numbers in rising order
     */
    static int[] some(int count, int most) {
        return sorted(shuffled(count).subList(0, most));
    }

    private static List<Integer> shuffled(int count) {
        List<Integer> order = Arrays.asList(IntStream.range(0, count).boxed().toArray(Integer[]::new));
        Collections.shuffle(order, new Random(SEED));
        return order;
    }

    private static int[] sorted(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}

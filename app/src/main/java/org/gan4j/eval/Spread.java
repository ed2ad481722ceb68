package org.gan4j.eval;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A metric over runs that differ by their seeds alone.
 *
 * @param count how many runs
 * @param median the middle value; of an even number the mean of the two in the middle; NaN if that is one of a run without a value
 * @param best the best value
 * @param worst the worst value; NaN if a run has none
 */
public record Spread(int count, double median, double best, double worst) {

    /**
     * Takes the spread of values.
     *
     * @param metric what they are of
     * @param values one a run, one at least; NaN for a run that has none, which is worse than any
     * @return the spread
     */
    public static Spread of(Metric metric, Collection<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(metric::compare);
        int last = sorted.size() - 1;
        double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
        return new Spread(sorted.size(), median, sorted.get(0), sorted.get(last));
    }
}

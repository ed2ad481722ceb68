package org.gan4j.bench;

import java.util.List;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The middle of some measurements, and how far they spread.
 *
 * @param low a quarter of them lies below
 * @param median half of them lies below
 * @param high three quarters of them lie below
 */
public record Quartiles(double low, double median, double high) {

    static Quartiles of(List<Double> values) {
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_8);
        percentile.setData(values.stream().mapToDouble(Double::doubleValue).toArray());
        return new Quartiles(percentile.evaluate(25), percentile.evaluate(50), percentile.evaluate(75));
    }
}

package org.gan4j.bench;

import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The middle of some measurements, and how far they spread.
 *
 * @param low a quarter of them lies below
 * @param median half of them lies below
 * @param high three quarters of them lie below
 */
public record Quartiles(double low, double median, double high) {

    static Quartiles of(double... values) {
        double[] quartiles = Quantile.withDefaults().evaluate(values, 0.25, 0.5, 0.75);
        return new Quartiles(quartiles[0], quartiles[1], quartiles[2]);
    }
}

package org.gan4j.picture;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The stretch of numbers that an axis shows.
 *
 * <p>It is never so narrow, compared with the numbers in it, that the labels of its ticks would be equal or very long: XChart
 * looks for ticks whose labels differ and fit, and does not always find an end.
 */
record Range(double low, double high) {

    private static final double LEAST_RELATIVE_SPAN = 1e-3;

    /** XChart rounds ticks to ten decimals. */
    private static final double LEAST_SPAN = 1e-8;

    Range {
        double least = Math.max(LEAST_SPAN, LEAST_RELATIVE_SPAN * Math.max(Math.abs(low), Math.abs(high)));
        double missing = least - (high - low);
        if (missing > 0) {
            low -= missing / 2;
            high += missing / 2;
        }
    }

    /** Whether an axis can show a number. Training computes in floats: what exceeds their range has overflowed. */
    static boolean shows(double value) {
        return Math.abs(value) <= Float.MAX_VALUE;
    }

    /** From the least to the greatest of the numbers that can be shown, [0, 1] if there are none. */
    static Range of(DoubleStream values) {
        var summary = values.filter(Range::shows).summaryStatistics();
        return summary.getCount() == 0 ? new Range(0, 1) : new Range(summary.getMin(), summary.getMax());
    }

    double span() {
        return high - low;
    }

    double middle() {
        return low + span() / 2;
    }

    /** This range with a share of its span added at either end. */
    Range widened(double share) {
        return new Range(low - share * span(), high + share * span());
    }

    /** Labels of ticks that are about a tenth of the range apart, with the decimals that tell them apart. */
    Function<Double, String> labels() {
        int stepExponent = exponent(span() / 10);
        int exponent = exponent(Math.max(Math.abs(low), Math.abs(high)));
        boolean scientific = exponent >= 7 || exponent < -3;
        DecimalFormat format =
                new DecimalFormat(scientific ? "0E0" : "#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(scientific ? 0 : Math.max(0, -stepExponent));
        format.setMaximumFractionDigits(scientific ? exponent - stepExponent : format.getMinimumFractionDigits());
        return value -> scientific && value == 0 ? "0" : format.format(value);
    }

    private static int exponent(double value) {
        return (int) Math.floor(Math.log10(value));
    }
}

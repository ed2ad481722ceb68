package org.gan4j.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.DoubleStream;

/**
 * A column of rows of numbers, and what its values become: (value - mean) / deviation, so that all columns count alike.
 *
 * @param name what the file calls it
 * @param mean the mean of its values, in the unit of the file
 * @param deviation their standard deviation, over n; 0 for a column that is always the same
 */
public record Column(String name, double mean, double deviation) {

    /** A millionth of the deviation is more than a generator knows. */
    private static final int DIGITS = 6;

    /**
     * The column that has some values.
     *
     * @param name what it is called
     * @param values its values, one at least, finite
     * @return the column
     */
    static Column of(String name, double[] values) {
        double first = values[0];
        if (DoubleStream.of(values).allMatch(value -> value == first)) {
            return new Column(name, first, 0);
        }
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance = DoubleStream.of(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        return new Column(name, mean, Math.sqrt(variance));
    }

    /** {@return whether all of its values are the same} */
    public boolean isConstant() {
        return deviation == 0;
    }

    /**
     * What the networks see.
     *
     * @param value a value in the unit of the file
     * @return the value in deviations from the mean; 0 in a constant column
     */
    public double standardised(double value) {
        return isConstant() ? 0 : (value - mean) / deviation;
    }

    /**
     * The way back.
     *
     * @param standardised what the networks see
     * @return the value in the unit of the file
     */
    public double restored(double standardised) {
        return mean + deviation * standardised;
    }

    /**
     * A value as a file has it.
     *
     * @param value a finite value in the unit of the file
     * @return its digits down to a millionth of the deviation
     */
    public String text(double value) {
        if (isConstant() || !Double.isFinite(value)) {
            return Double.isFinite(value) ? BigDecimal.valueOf(value).toString() : String.valueOf(value);
        }
        int decimals = DIGITS - (int) Math.floor(Math.log10(deviation));
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toString();
    }
}

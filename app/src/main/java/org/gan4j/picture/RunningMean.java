package org.gan4j.picture;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Where a noisy curve goes: its mean over about a fiftieth of it. */
public final class RunningMean {

    /** Of more points than this a chart draws the mean too. */
    public static final int MANY_POINTS = 200;

    private RunningMean() {}

    /**
     * A mean for each value.
     *
     * @param values the values of a curve; one that an axis cannot show is a gap
     * @return as many means; {@code NaN} where the curve has a gap
     */
    public static double[] of(double[] values) {
        return of(values, values.length);
    }

    /** The means over the same stretch, one for each of so many columns of values. */
    static double[] of(double[] values, int columns) {
        return of(values, columns, columns / 100);
    }

    /** A mean for each column: of the values in it and in {@code reach} columns on either side. A column without values is a gap. */
    static double[] of(double[] values, int columns, int reach) {
        int[] counts = new int[columns];
        double[] sums = new double[columns];
        for (int column = 0; column < columns; column++) {
            double[] shown = IntStream.range(
                            start(column, columns, values.length), start(column + 1, columns, values.length))
                    .mapToDouble(i -> values[i])
                    .filter(Range::shows)
                    .toArray();
            counts[column] = shown.length;
            sums[column] = DoubleStream.of(shown).sum();
        }
        double[] means = new double[columns];
        for (int column = 0; column < columns; column++) {
            int from = Math.max(0, column - reach);
            int to = Math.min(columns, column + reach + 1);
            double sum = IntStream.range(from, to).mapToDouble(i -> sums[i]).sum();
            int count = IntStream.range(from, to).map(i -> counts[i]).sum();
            means[column] = counts[column] == 0 ? Double.NaN : sum / count;
        }
        return means;
    }

    /** The first of so many values that lies in a column. */
    static int start(int column, int columns, int values) {
        return (int) ((long) values * column / columns);
    }
}

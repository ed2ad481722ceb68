package org.gan4j.picture;

import java.util.Arrays;
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

    /** The means over the same stretch, one for each of so many columns of values. A column without values is a gap. */
    static double[] of(double[] values, int columns) {
        int reach = columns / 100; // columns on either side
        return IntStream.range(0, columns)
                .mapToDouble(column -> {
                    boolean gap =
                            shown(values, columns, column, column + 1).findAny().isEmpty();
                    int from = Math.max(0, column - reach);
                    int to = Math.min(columns, column + reach + 1);
                    return gap
                            ? Double.NaN
                            : shown(values, columns, from, to).average().orElseThrow();
                })
                .toArray();
    }

    private static DoubleStream shown(double[] values, int columns, int from, int to) {
        return Arrays.stream(values, start(from, columns, values.length), start(to, columns, values.length))
                .filter(Range::shows);
    }

    /** The first of so many values that lies in a column. */
    static int start(int column, int columns, int values) {
        return (int) ((long) values * column / columns);
    }
}

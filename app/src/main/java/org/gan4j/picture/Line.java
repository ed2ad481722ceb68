package org.gan4j.picture;

import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The points of a curve, joined in their order.
 *
 * @param x where each point is
 * @param y its value; {@code NaN} is a gap
 */
record Line(double[] x, double[] y) {

    /** Turns the values that an axis can not show into gaps. */
    static Line of(double[] x, double[] y) {
        return new Line(
                x,
                DoubleStream.of(y)
                        .map(value -> Range.shows(value) ? value : Double.NaN)
                        .toArray());
    }

    /**
     * This line with no more points than so many columns of pixels tell apart: of each column the least, the greatest and a
     * gap, so that no spike is lost.
     */
    Line thinned(int columns) {
        if (y.length <= 2 * columns) {
            return this;
        }
        return select(IntStream.range(0, columns)
                .flatMap(column -> extremes(start(column, columns), start(column + 1, columns))));
    }

    private IntStream extremes(int from, int to) {
        int least = -1;
        int greatest = -1;
        int gap = -1;
        for (int i = from; i < to; i++) {
            if (Double.isNaN(y[i])) {
                gap = i;
            } else {
                least = least < 0 || y[i] < y[least] ? i : least;
                greatest = greatest < 0 || y[i] > y[greatest] ? i : greatest;
            }
        }
        return IntStream.of(least, greatest, gap).filter(i -> i >= 0).sorted().distinct();
    }

    /**
     * The running mean: one point a column, the mean of the values in it and in some columns on either side of it. A column without
     * values is a gap.
     */
    Line smoothed(int columns, int reach) {
        int[] counts = new int[columns];
        double[] sums = new double[columns];
        for (int column = 0; column < columns; column++) {
            double[] values = IntStream.range(start(column, columns), start(column + 1, columns))
                    .mapToDouble(i -> y[i])
                    .filter(Range::shows)
                    .toArray();
            counts[column] = values.length;
            sums[column] = DoubleStream.of(values).sum();
        }
        IntToDoubleFunction mean = column -> {
            int from = Math.max(0, column - reach);
            int to = Math.min(columns, column + reach + 1);
            double sum = IntStream.range(from, to).mapToDouble(i -> sums[i]).sum();
            return counts[column] == 0
                    ? Double.NaN
                    : sum / IntStream.range(from, to).map(i -> counts[i]).sum();
        };
        return new Line(
                IntStream.range(0, columns)
                        .mapToDouble(column -> x[(start(column, columns) + start(column + 1, columns) - 1) / 2])
                        .toArray(),
                IntStream.range(0, columns).mapToDouble(mean).toArray());
    }

    /**
     * This line with the first point after each gap doubled. A line of no length is a dot, where a lone point would not be
     * drawn.
     */
    Line dotted() {
        return select(IntStream.range(0, y.length)
                .flatMap(i -> i == 0 || Double.isNaN(y[i - 1]) ? IntStream.of(i, i) : IntStream.of(i)));
    }

    private Line select(IntStream points) {
        int[] selected = points.toArray();
        return new Line(
                IntStream.of(selected).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(selected).mapToDouble(i -> y[i]).toArray());
    }

    private int start(int column, int columns) {
        return (int) ((long) y.length * column / columns);
    }
}

package org.gan4j.picture;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The points of a curve, joined in their order.
 *
 * @param x where each point is
 * @param y its value; {@code NaN} is a gap
 */
record Polyline(double[] x, double[] y) {

    /** Turns the values that an axis cannot show into gaps. */
    static Polyline of(double[] x, double[] y) {
        return new Polyline(
                x,
                DoubleStream.of(y)
                        .map(value -> Range.shows(value) ? value : Double.NaN)
                        .toArray());
    }

    /**
     * This line with no more points than so many columns of pixels tell apart: of each column the least, the greatest and a
     * gap, so that no spike is lost.
     */
    Polyline thinned(int columns) {
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

    /** The running mean of this line, a point a column. */
    Polyline smoothed(int columns) {
        return new Polyline(
                IntStream.range(0, columns)
                        .mapToDouble(column -> x[(start(column, columns) + start(column + 1, columns) - 1) / 2])
                        .toArray(),
                RunningMean.of(y, columns));
    }

    /**
     * This line with the first point after each gap doubled. A line of no length is a dot, where a lone point would not be
     * drawn.
     */
    Polyline dotted() {
        return select(IntStream.range(0, y.length)
                .flatMap(i -> i == 0 || Double.isNaN(y[i - 1]) ? IntStream.of(i, i) : IntStream.of(i)));
    }

    private Polyline select(IntStream points) {
        int[] selected = points.toArray();
        return new Polyline(
                IntStream.of(selected).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(selected).mapToDouble(i -> y[i]).toArray());
    }

    private int start(int column, int columns) {
        return RunningMean.start(column, columns, y.length);
    }
}

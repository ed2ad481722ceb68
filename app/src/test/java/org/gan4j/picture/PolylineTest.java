package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolylineTest {

    private static final double NONE = Double.NaN;

    @Test
    void hasGapsWhereNothingCanBeShown() {
        Polyline line = line(1, Double.NEGATIVE_INFINITY, 2, 1e300);

        assertArrayEquals(new double[] {1, NONE, 2, NONE}, line.y());
    }

    @Test
    void keepsAllOfFewPoints() {
        Polyline line = line(1, 2, 3, 4);

        assertSame(line, line.thinned(2));
    }

    @Test
    void keepsTheExtremesAndAGapOfEachColumn() {
        Polyline thinned =
                line(5, 9, 6, 1, 7, /* next column */ 3, NONE, 4, NONE, 2).thinned(2);

        assertArrayEquals(new double[] {1, 3, 5 + 2, 5 + 3, 5 + 4}, thinned.x());
        assertArrayEquals(new double[] {9, 1, 4, NONE, 2}, thinned.y());
    }

    @Test
    void keepsASpikeAmongMany() {
        double[] y = new double[100_000];
        y[77_777] = 5;

        Polyline thinned = line(y).thinned(900);

        assertEquals(5, DoubleStream.of(thinned.y()).max().orElseThrow());
        assertEquals(1, DoubleStream.of(thinned.x()).filter(x -> x == 77_777).count());
    }

    @Test
    void itsRunningMeanHasAPointAColumn() {
        Polyline smoothed = line(0, 2, 4, NONE, NONE, NONE, 9, 11).smoothed(4);

        assertArrayEquals(new double[] {0, 2, 4, 6}, smoothed.x());
        assertArrayEquals(new double[] {1, 4, NONE, 10}, smoothed.y());
    }

    @Test
    void startsEveryPieceWithADot() {
        Polyline dotted = line(1, 2, NONE, 3, NONE).dotted();

        assertArrayEquals(new double[] {1, 1, 2, NONE, 3, 3, NONE}, dotted.y());
    }

    private static Polyline line(double... y) {
        return Polyline.of(IntStream.range(0, y.length).mapToDouble(i -> i).toArray(), y);
    }
}

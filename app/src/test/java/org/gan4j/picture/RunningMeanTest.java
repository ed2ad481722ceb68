package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunningMeanTest {

    private static final double NONE = Double.NaN;

    @Test
    void smoothsOverNeighbouringColumns() {
        // Columns of two: (0, 2), (4, none), (none, none), (9, 11), (1, 1); of three together the means are
        // 6/3, 6/3, none, 22/4, 22/4.
        double[] values = new double[200];
        Arrays.fill(values, NONE);
        System.arraycopy(new double[] {0, 2, 4, NONE, NONE, NONE, 9, 11, 1, 1}, 0, values, 0, 10);

        double[] means = RunningMean.of(values, 100);

        assertArrayEquals(new double[] {2, 2, NONE, 5.5, 5.5}, Arrays.copyOf(means, 5));
    }

    @Test
    void reachesOverAFiftiethOfTheCurve() {
        double[] values = new double[400];
        values[200] = 9;
        double[] means = RunningMean.of(values);

        // Four values on either side, and the one between them.
        assertEquals(0, means[195]);
        assertEquals(1, means[196]);
        assertEquals(1, means[204]);
        assertEquals(0, means[205]);
    }

    @Test
    void smoothsHugeValuesWithoutOverflow() {
        assertArrayEquals(
                new double[] {Float.MAX_VALUE}, RunningMean.of(new double[] {Float.MAX_VALUE, Float.MAX_VALUE}, 1));
    }
}

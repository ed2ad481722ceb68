package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** All by hand. */
class ClassMetricsTest {

    @Test
    void scoreIsTheNumberOfClassesAtBest() {
        double[][] sure = new double[30][10];
        for (int i = 0; i < sure.length; i++) {
            sure[i][i % 10] = 1;
        }
        assertEquals(10, ClassMetrics.classifierScore(sure), 1e-12);
        assertArrayEquals(new long[] {3, 3, 3, 3, 3, 3, 3, 3, 3, 3}, ClassMetrics.histogram(sure));
    }

    @Test
    void scoreIsOneForOneClassOrNoOpinion() {
        assertEquals(1, ClassMetrics.classifierScore(new double[][] {{1, 0}, {1, 0}}), 1e-12);
        assertEquals(1, ClassMetrics.classifierScore(new double[][] {{0.5, 0.5}, {0.5, 0.5}}), 1e-12);
    }

    @Test
    void scoreIsInBetweenForDoubts() {
        // Rows (0.9, 0.1) and (0.1, 0.9), marginal (½, ½): each divergence is 0.9 log 1.8 + 0.1 log 0.2.
        double divergence = 0.9 * Math.log(1.8) + 0.1 * Math.log(0.2);
        assertEquals(
                Math.exp(divergence), ClassMetrics.classifierScore(new double[][] {{0.9, 0.1}, {0.1, 0.9}}), 1e-12);
    }

    @Test
    void histogramIsMeasuredAgainstEvenOne() {
        assertEquals(0, ClassMetrics.klToUniform(new long[] {7, 7}), 1e-12);
        assertEquals(Math.log(4), ClassMetrics.klToUniform(new long[] {0, 9, 0, 0}), 1e-12);
        assertEquals(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), ClassMetrics.klToUniform(new long[] {3, 1}), 1e-12);
        assertEquals(2, ClassMetrics.classesHit(new long[] {0, 9, 1, 0}));
    }
}

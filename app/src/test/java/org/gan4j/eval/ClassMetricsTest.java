package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All by hand. */
class ClassMetricsTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void scoreIsTheNumberOfClassesAtBest() {
        double[][] rows = new double[30][10];
        for (int i = 0; i < rows.length; i++) {
            rows[i][i % 10] = 1;
        }
        NDArray sure = manager.create(rows);
        assertEquals(10, ClassMetrics.classifierScore(sure), 1e-12);
        assertArrayEquals(new long[] {3, 3, 3, 3, 3, 3, 3, 3, 3, 3}, ClassMetrics.histogram(sure));
    }

    @Test
    void scoreIsOneForOneClassOrNoOpinion() {
        assertEquals(1, ClassMetrics.classifierScore(manager.create(new double[][] {{1, 0}, {1, 0}})), 1e-12);
        assertEquals(1, ClassMetrics.classifierScore(manager.create(new double[][] {{0.5, 0.5}, {0.5, 0.5}})), 1e-12);
    }

    @Test
    void scoreIsInBetweenForDoubts() {
        // Rows (0.9, 0.1) and (0.1, 0.9), marginal (½, ½): each divergence is 0.9 log 1.8 + 0.1 log 0.2.
        double divergence = 0.9 * Math.log(1.8) + 0.1 * Math.log(0.2);
        assertEquals(
                Math.exp(divergence),
                ClassMetrics.classifierScore(manager.create(new double[][] {{0.9, 0.1}, {0.1, 0.9}})),
                1e-12);
    }

    @Test
    void histogramIsMeasuredAgainstEvenOne() {
        assertEquals(0, ClassMetrics.klToUniform(new long[] {7, 7}), 1e-12);
        assertEquals(Math.log(4), ClassMetrics.klToUniform(new long[] {0, 9, 0, 0}), 1e-12);
        assertEquals(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), ClassMetrics.klToUniform(new long[] {3, 1}), 1e-12);
        assertEquals(2, ClassMetrics.classesHit(new long[] {0, 9, 1, 0}));
    }
}

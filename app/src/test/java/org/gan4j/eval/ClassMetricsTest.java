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

    private static ClassMetrics of(NDArray probabilities) {
        ClassMetrics metrics = new ClassMetrics((int) probabilities.size(1));
        metrics.add(probabilities);
        return metrics;
    }

    @Test
    void scoreIsTheNumberOfClassesAtBest() {
        double[][] rows = new double[30][10];
        for (int i = 0; i < rows.length; i++) {
            rows[i][i % 10] = 1;
        }
        NDArray sure = manager.create(rows);
        assertEquals(10, of(sure).classifierScore(), 1e-12);
        assertArrayEquals(new long[] {3, 3, 3, 3, 3, 3, 3, 3, 3, 3}, of(sure).histogram());
    }

    @Test
    void scoreIsOneForOneClassOrNoOpinion() {
        assertEquals(1, of(manager.create(new double[][] {{1, 0}, {1, 0}})).classifierScore(), 1e-12);
        assertEquals(
                1, of(manager.create(new double[][] {{0.5, 0.5}, {0.5, 0.5}})).classifierScore(), 1e-12);
    }

    @Test
    void scoreIsInBetweenForDoubts() {
        // Rows (0.9, 0.1) and (0.1, 0.9), marginal (½, ½): each divergence is 0.9 log 1.8 + 0.1 log 0.2.
        double divergence = 0.9 * Math.log(1.8) + 0.1 * Math.log(0.2);
        assertEquals(
                Math.exp(divergence),
                of(manager.create(new double[][] {{0.9, 0.1}, {0.1, 0.9}})).classifierScore(),
                1e-12);
    }

    @Test
    void piecesAddUp() {
        double[][] rows = {{0.9, 0.1}, {0.3, 0.7}, {0.2, 0.8}};
        ClassMetrics pieces = new ClassMetrics(2);
        pieces.add(manager.create(new double[][] {rows[0]}));
        pieces.add(manager.create(new double[][] {rows[1], rows[2]}));
        ClassMetrics whole = of(manager.create(rows));
        assertEquals(whole.classifierScore(), pieces.classifierScore(), 1e-12);
        assertArrayEquals(new long[] {1, 2}, pieces.histogram());
    }

    @Test
    void histogramIsMeasuredAgainstEvenOne() {
        assertEquals(0, ClassMetrics.klToUniform(new long[] {7, 7}), 1e-12);
        assertEquals(Math.log(4), ClassMetrics.klToUniform(new long[] {0, 9, 0, 0}), 1e-12);
        assertEquals(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), ClassMetrics.klToUniform(new long[] {3, 1}), 1e-12);
        assertEquals(2, ClassMetrics.classesHit(new long[] {0, 9, 1, 0}));
    }
}

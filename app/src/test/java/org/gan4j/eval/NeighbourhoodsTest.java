package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NeighbourhoodsTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Map<Metric, Double> compare(NDArray real, NDArray generated) {
        return Neighbourhoods.compare(real, Neighbourhoods.squaredRadii(real), generated);
    }

    private NDArray line(double... values) {
        return manager.create(values, new Shape(values.length, 1));
    }

    @Test
    void countsBallsOnALine() {
        NDArray real = line(0, 1, 2, 3, 4, 5, 6);
        // By hand: distances to the fifth nearest other one.
        assertArrayEquals(
                new double[] {25, 16, 9, 9, 9, 16, 25},
                Neighbourhoods.squaredRadii(real).toDoubleArray());
        // By hand: only the ball of 6, [1, 11], holds generated points, 10 and 11, which
        // lies on its edge; the ball of 10, which reaches to 100, holds all real ones.
        Map<Metric, Double> metrics = compare(real, line(10, 11, 12, 13, 14, 100));
        assertEquals(2 / 6.0, metrics.get(Metric.PRECISION));
        assertEquals(1, metrics.get(Metric.RECALL));
        assertEquals(2 / (5 * 6.0), metrics.get(Metric.DENSITY), 1e-15);
        assertEquals(1 / 7.0, metrics.get(Metric.COVERAGE));
    }

    @Test
    void meetsItsExpectationsOnEqualDistributions() {
        // Naeem et al. 2020, section 3.3: E density = 1; E coverage =
        // 1 - Π (N-i)/(M+N-i), i = 1..k, whatever the distribution.
        Random random = new Random(1);
        int n = 1200;
        int m = 800;
        NDArray real = manager.create(random.doubles(3L * n).toArray(), new Shape(n, 3));
        NDArray generated = manager.create(random.doubles(3L * m).toArray(), new Shape(m, 3));
        double expected = 1;
        for (int i = 1; i <= 5; i++) {
            expected *= (n - i) / (double) (m + n - i);
        }
        Map<Metric, Double> metrics = compare(real, generated);
        assertEquals(1, metrics.get(Metric.DENSITY), 0.05);
        assertEquals(1 - expected, metrics.get(Metric.COVERAGE), 0.02);
    }

    @Test
    void seesDistributionsApart() {
        Map<Metric, Double> metrics = compare(line(0, 1, 2, 3, 4, 5), line(100, 101, 102, 103, 104, 105));
        assertEquals(
                Map.of(Metric.PRECISION, 0.0, Metric.RECALL, 0.0, Metric.DENSITY, 0.0, Metric.COVERAGE, 0.0), metrics);
    }

    /** Against all distances at once, as NumPy would have them; blocks that are full, and last ones that are not. */
    @Test
    void blocksGiveWhatAllPairsAtOnceGive() {
        Random random = new Random(2);
        int n = 1_061;
        int m = 590;
        double[][] real = random.ints(n, 0, 50)
                .mapToObj(i -> new double[] {i, random.nextGaussian()})
                .toArray(double[][]::new);
        double[][] generated = random.ints(m, 0, 50)
                .mapToObj(i -> new double[] {i, random.nextGaussian()})
                .toArray(double[][]::new);
        double[] realRadii = radii(real);
        double[] generatedRadii = radii(generated);
        NDArray x = manager.create(real);
        assertArrayEquals(realRadii, Neighbourhoods.squaredRadii(x).toDoubleArray(), 1e-9);
        Map<Metric, Double> metrics = compare(x, manager.create(generated));
        double inside = 0;
        for (double[] one : generated) {
            inside += IntStream.range(0, n)
                    .filter(i -> square(real[i], one) <= realRadii[i])
                    .count();
        }
        assertEquals(inside / (5.0 * m), metrics.get(Metric.DENSITY), 1e-3);
        assertEquals(
                Stream.of(real)
                                .filter(one -> IntStream.range(0, m)
                                        .anyMatch(i -> square(generated[i], one) <= generatedRadii[i]))
                                .count()
                        / (double) n,
                metrics.get(Metric.RECALL),
                1e-3);
    }

    private static double square(double[] one, double[] other) {
        return Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2);
    }

    private static double[] radii(double[][] rows) {
        return Stream.of(rows)
                .mapToDouble(one -> Stream.of(rows)
                        .mapToDouble(other -> square(one, other))
                        .sorted()
                        .skip(5)
                        .findFirst()
                        .orElseThrow())
                .toArray();
    }
}

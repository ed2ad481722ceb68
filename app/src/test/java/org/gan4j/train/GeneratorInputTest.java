package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.Batch;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clusters are drawn by their sizes: in all, or inside the class that is asked for. */
class GeneratorInputTest {

    private static final int COUNT = 10_000;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        manager.getEngine().setRandomSeed(3);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** How often each label comes, in shares. */
    private static double[] shares(NDArray oneHot) {
        NDArray labels = oneHot.get(":, 2:");
        float[] means = labels.mean(new int[] {0}).toFloatArray();
        double[] shares = new double[means.length];
        Arrays.setAll(shares, i -> means[i]);
        return shares;
    }

    private static void assertShares(double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            // Four standard deviations of a share of 10,000: at most 4 · √(¼/10,000).
            assertEquals(expected[i], actual[i], 0.02, "label " + i);
        }
    }

    @Test
    void clustersOfAllSamplesComeByTheirSizes() {
        GeneratorInput input = new GeneratorInput(2, 4, List.of(10, 20, 0, 70), 4);
        assertShares(
                new double[] {0.1, 0.2, 0, 0.7}, shares(input.samples(COUNT, GeneratorInput.EVERY_CLASS, manager)));
    }

    /** The labels of real samples are there on the device, and as frequent as they should be. */
    @Test
    void aStepTakesTheClustersOfItsRealSamples() throws Exception {
        for (String flags : List.of("--clusters 10", "--clusters 10 --class-by score")) {
            TrainConfig config = Configs.of("--dataset digits --g-hidden 4 --d-hidden 4 " + flags);
            try (RealData data = DataSet.DIGITS.open(null, 0, manager)) {
                GanStep step = Assembly.of(config, data, manager);
                Batch real = step.sampling().real(manager, 0, 0);
                assertSame(
                        real.labels(),
                        step.generate(manager, real, step.generator()).labels());
            }
        }
    }

    /** Quantiles by hand: with a bound of 1, Φ(±1) = 0.8413 and 0.1587, so 0 stays, and Φ(z) = 0.75 goes to Φ⁻¹(0.6707) = 0.4418. */
    @Test
    void truncatedNoiseKeepsItsQuantile() {
        GeneratorInput input = new GeneratorInput(2, 3, null, 1);
        NDArray rows = manager.create(new float[][] {{0, 0.6744898f, 0, 1, 0}, {-0.6744898f, 30, 0, 0, 1}});
        float[] bounded = input.truncated(rows, 1).toFloatArray();
        assertArrayEquals(new float[] {0, 0.4418f, 0, 1, 0, -0.4418f, 1, 0, 0, 1}, bounded, 1e-4f);
    }

    /** The variance of a normal number between -b and b is 1 - 2·b·φ(b)/(2·Φ(b) - 1): for 1 it is 0.2911. */
    @Test
    void truncatedNoiseHasTheVarianceOfItsDistribution() {
        GeneratorInput input = new GeneratorInput(10, 0, null, 1);
        float[] bounded = input.truncated(input.noise(COUNT, manager), 1).toFloatArray();
        double square = 0;
        for (float number : bounded) {
            assertTrue(Math.abs(number) <= 1, "beyond the bound: " + number);
            square += number * number / (double) bounded.length;
        }
        assertEquals(0.2911, square, 0.005);
    }

    @Test
    void clustersInsideClassesComeByTheirSizesInTurnOfTheClasses() {
        GeneratorInput input = new GeneratorInput(2, 4, List.of(10, 20, 35, 35), 2);
        assertShares(
                new double[] {1 / 6.0, 1 / 3.0, 0.25, 0.25},
                shares(input.samples(COUNT, GeneratorInput.EVERY_CLASS, manager)));
        assertShares(new double[] {0, 0, 0.5, 0.5}, shares(input.samples(COUNT, 1, manager)));
    }
}

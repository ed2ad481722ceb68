package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureDataTest {

    private static final int COUNT = 100_000;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        manager.getEngine().setRandomSeed(1);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private RealData data(String name) {
        return name.equals("ring") ? MixtureData.ring(manager) : MixtureData.grid(manager);
    }

    /** The centres by the definitions: the unit circle; {-4, -2, 0, 2, 4}² over 4, rows first. */
    private static double[] centre(String name, int mode) {
        return name.equals("ring")
                ? new double[] {Math.cos(mode * Math.PI / 4), Math.sin(mode * Math.PI / 4)}
                : new double[] {(-4 + 2 * (mode % 5)) / 4.0, (-4 + 2 * (mode / 5)) / 4.0};
    }

    @ParameterizedTest
    @CsvSource({"ring, 8", "grid, 25"})
    void isEndlessInThePlane(String name, int modes) {
        try (RealData data = data(name)) {
            assertEquals(2, data.dimension());
            assertEquals(modes, data.classes());
            assertEquals(0, data.size());
            assertEquals(Optional.empty(), data.image());
        }
    }

    @ParameterizedTest
    @CsvSource({"ring, 8, 0.01", "grid, 25, 0.0125"})
    void isItsDefinition(String name, int modes, double std) {
        Batch batch = data(name).batch(manager, 0, COUNT, true);
        assertEquals(new Shape(COUNT, 2), batch.samples().getShape());
        assertEquals(DataType.FLOAT32, batch.samples().getDataType());
        assertEquals(new Shape(COUNT), batch.labels().getShape());
        float[] points = batch.samples().toFloatArray();
        long[] labels = batch.labels().toLongArray();

        int[] counts = new int[modes];
        double[][] sums = new double[modes][2];
        double[][] squares = new double[modes][2];
        for (int n = 0; n < COUNT; n++) {
            int nearest = 0;
            double least = Double.MAX_VALUE;
            for (int mode = 0; mode < modes; mode++) {
                double[] centre = centre(name, mode);
                double distance = Math.hypot(points[2 * n] - centre[0], points[2 * n + 1] - centre[1]);
                if (distance < least) {
                    least = distance;
                    nearest = mode;
                }
            }
            assertEquals(nearest, labels[n]);
            counts[nearest]++;
            for (int i = 0; i < 2; i++) {
                double offset = points[2 * n + i] - centre(name, nearest)[i];
                sums[nearest][i] += offset;
                squares[nearest][i] += offset * offset;
            }
        }
        for (int mode = 0; mode < modes; mode++) {
            double expected = (double) COUNT / modes;
            // Five standard errors each.
            assertEquals(expected, counts[mode], 5 * Math.sqrt(expected), "frequency of mode " + mode);
            for (int i = 0; i < 2; i++) {
                double mean = sums[mode][i] / counts[mode];
                assertEquals(0, mean, 5 * std / Math.sqrt(counts[mode]), "centre of mode " + mode);
                double deviation = Math.sqrt(squares[mode][i] / counts[mode] - mean * mean);
                assertEquals(std, deviation, 5 * std / Math.sqrt(2.0 * counts[mode]), "deviation of mode " + mode);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ring", "grid"})
    void followsTheEnginesSeed(String name) {
        RealData data = data(name);
        float[] next = data.batch(manager, 3, 16, false).samples().toFloatArray();
        manager.getEngine().setRandomSeed(5);
        float[] first = data.batch(manager, 3, 16, false).samples().toFloatArray();
        manager.getEngine().setRandomSeed(5);
        assertArrayEquals(first, data.batch(manager, 3, 16, false).samples().toFloatArray());
        assertFalse(Arrays.equals(first, next));
    }

    @Test
    void batchesLeaveNothingOnTheDatasManager() {
        RealData data = data("grid");
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 20; i++) {
            try (NDManager scope = manager.newSubManager()) {
                data.batch(scope, i, 16, false);
            }
        }
        assertEquals(before, manager.getManagedArrays().size());
        data.close();
        assertEquals(before - 2, manager.getManagedArrays().size()); // centres and deviation
    }
}

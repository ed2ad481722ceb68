package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GaussianDataTest {

    @Test
    void isEndlessAndHasNoPicture() {
        try (RealData data = new GaussianData()) {
            assertEquals(1, data.dimension());
            assertEquals(0, data.size());
            assertEquals(0, data.classes());
            assertEquals(Optional.empty(), data.image());
            assertEquals(500, data.batchesPerEpoch(1_000_000));
        }
    }

    @Test
    void drawsFromItsDistribution() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                RealData data = new GaussianData()) {
            manager.getEngine().setRandomSeed(1);

            Batch batch = data.batch(manager, 0, 100_000, true);

            assertNull(batch.labels());
            assertEquals(DataType.FLOAT32, batch.samples().getDataType());
            assertEquals(new Shape(100_000, 1), batch.samples().getShape());
            float mean = batch.samples().mean().getFloat();
            float variance = batch.samples().sub(mean).square().mean().getFloat();
            // Five standard errors: 2 / sqrt(n) = 0.0063 for the mean, 2 / sqrt(2 n) = 0.0045 for the deviation.
            assertEquals(3, mean, 5 * 0.0063);
            assertEquals(2, Math.sqrt(variance), 5 * 0.0045);
        }
    }

    @Test
    void followsTheEnginesSeed() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                RealData data = new GaussianData()) {
            manager.getEngine().setRandomSeed(5);
            float[] first = data.batch(manager, 3, 16, false).samples().toFloatArray();
            manager.getEngine().setRandomSeed(5);
            float[] again = data.batch(manager, 3, 16, false).samples().toFloatArray();

            assertArrayEquals(first, again);
        }
    }
}

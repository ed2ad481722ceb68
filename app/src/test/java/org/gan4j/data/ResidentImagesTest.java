package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResidentImagesTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Images of 1 x 2 pixels that bear their own number, so that a batch says which images it took: (i, i) with label i. */
    private static ImageSet numbered(int count) {
        byte[] pixels = new byte[2 * count];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[2 * i] = (byte) i;
            pixels[2 * i + 1] = (byte) i;
            labels[i] = (byte) i;
        }
        return new ImageSet(1, 2, count, pixels, labels);
    }

    private long[] labels(RealData data, long index, int batchSize) {
        try (NDManager scope = manager.newSubManager()) {
            return data.batch(scope, index, batchSize, true).labels().toLongArray();
        }
    }

    private long[] epoch(RealData data, long epoch, int batchSize) {
        long batches = data.batchesPerEpoch(batchSize);
        return LongStream.range(epoch * batches, (epoch + 1) * batches)
                .flatMap(i -> Arrays.stream(labels(data, i, batchSize)))
                .toArray();
    }

    @Test
    void describesItself() {
        try (RealData data = new ResidentImages(manager, numbered(200), 7)) {
            assertEquals(2, data.dimension());
            assertEquals(Optional.of(new ImageShape(1, 1, 2)), data.image());
            assertEquals(200, data.classes());
            assertEquals(200, data.size());
            assertEquals(3, data.batchesPerEpoch(64));
            assertEquals(1, data.batchesPerEpoch(200));
        }
    }

    @Test
    void scalesBytesToMinusOneToOne() {
        ImageSet images = new ImageSet(1, 4, 1, new byte[] {0, (byte) 255, 51, (byte) 128}, new byte[1]);
        try (RealData data = new ResidentImages(manager, images, 7)) {
            Batch batch = data.batch(manager, 0, 1, true);

            assertEquals(DataType.FLOAT32, batch.samples().getDataType());
            assertEquals(new Shape(1, 4), batch.samples().getShape());
            // By hand: both ends exactly; 51 / 127.5 - 1 = -0.6 and 128 / 127.5 - 1 = 1 / 255, rounded twice.
            float[] samples = batch.samples().toFloatArray();
            assertArrayEquals(new float[] {-1, 1}, Arrays.copyOf(samples, 2));
            assertEquals(-0.6f, samples[2], 1e-7f);
            assertEquals(1 / 255f, samples[3], 1e-7f);
        }
    }

    @Test
    void labelsFollowTheirImages() {
        try (RealData data = new ResidentImages(manager, numbered(250), 7)) {
            Batch batch = data.batch(manager, 1, 64, true);

            assertEquals(DataType.INT64, batch.labels().getDataType());
            assertEquals(new Shape(64), batch.labels().getShape());
            long[] labels = batch.labels().toLongArray();
            float[] samples = batch.samples().toFloatArray();
            for (int i = 0; i < 64; i++) {
                assertEquals(labels[i] / 127.5f - 1, samples[2 * i]);
                assertEquals(labels[i] / 127.5f - 1, samples[2 * i + 1]);
            }
        }
    }

    @Test
    void visitsEachImageOnceInAnEpoch() {
        try (RealData data = new ResidentImages(manager, numbered(96), 7)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                long[] seen = epoch(data, epoch, 32);

                Arrays.sort(seen);
                assertArrayEquals(LongStream.range(0, 96).toArray(), seen);
            }
        }
    }

    @Test
    void leavesOutTheLastPartialBatchOtherImagesEachEpoch() {
        try (RealData data = new ResidentImages(manager, numbered(100), 7)) {
            Set<Long> ever = new HashSet<>();
            for (int epoch = 0; epoch < 20; epoch++) {
                long[] seen = epoch(data, epoch, 64);
                assertEquals(64, Arrays.stream(seen).distinct().count());
                Arrays.stream(seen).forEach(ever::add);
            }
            assertEquals(100, ever.size());
        }
    }

    @Test
    void orderFollowsFromSeedAndEpoch() {
        try (RealData data = new ResidentImages(manager, numbered(128), 7);
                RealData twin = new ResidentImages(manager, numbered(128), 7);
                RealData other = new ResidentImages(manager, numbered(128), 8)) {
            assertArrayEquals(epoch(data, 0, 64), epoch(twin, 0, 64));
            assertFalse(Arrays.equals(epoch(data, 0, 64), epoch(data, 1, 64)));
            assertFalse(Arrays.equals(epoch(data, 0, 64), epoch(other, 0, 64)));
            assertFalse(Arrays.equals(epoch(data, 1, 64), epoch(other, 0, 64)));
        }
    }

    @Test
    void anyBatchMayBeAskedForAtAnyTime() {
        try (RealData data = new ResidentImages(manager, numbered(128), 7);
                RealData resumed = new ResidentImages(manager, numbered(128), 7)) {
            long[][] inOrder =
                    LongStream.range(0, 9).mapToObj(i -> labels(data, i, 32)).toArray(long[][]::new);

            for (int index : new int[] {8, 0, 5, 4, 5, 7, 1}) {
                assertArrayEquals(inOrder[index], labels(resumed, index, 32));
            }
        }
    }

    @Test
    void nothingPilesUpOnTheLongLivedManager() {
        try (RealData data = new ResidentImages(manager, Digits.draw(1, Split.TRAIN, 640), 7)) {
            labels(data, 0, 64);
            int before = manager.getManagedArrays().size();

            for (int i = 0; i < 2_000; i++) {
                try (NDManager scope = manager.newSubManager()) {
                    data.batch(scope, i, 64, false);
                }
            }

            assertEquals(before, manager.getManagedArrays().size());
        }
        assertEquals(0, manager.getManagedArrays().size());
    }

    @Test
    void batchOutlivesTheNextEpochsOrder() {
        try (RealData data = new ResidentImages(manager, numbered(128), 7)) {
            Batch batch = data.batch(manager, 0, 64, true);
            long[] before = batch.labels().toLongArray();

            labels(data, 2, 64);

            assertArrayEquals(before, batch.labels().toLongArray());
        }
    }

    @Test
    void refusesBatchesThatDoNotFit() {
        try (RealData data = new ResidentImages(manager, numbered(100), 7)) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> data.batchesPerEpoch(101));
            assertEquals(
                    "the batch size (101) must not be above the number of samples (100): choose a smaller one",
                    e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> data.batch(manager, 0, 0, false));
            assertEquals("the batch size (0) must be at least 1", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> data.batch(manager, -1, 10, false));
            assertTrue(e.getMessage().contains("-1"), e.getMessage());
        }
    }
}

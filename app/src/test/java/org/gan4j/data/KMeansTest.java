package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images of two pixels, around (20, 20), (20, 200) and (200, 100) in turn: what belongs together is plain. */
class KMeansTest {

    private static final int COUNT = 90;

    private static final int[][] CENTRES = {{20, 20}, {20, 200}, {200, 100}};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static byte[] pixels() {
        byte[] pixels = new byte[2 * COUNT];
        for (int i = 0; i < COUNT; i++) {
            pixels[2 * i] = (byte) (CENTRES[i % 3][0] + i % 7);
            pixels[2 * i + 1] = (byte) (CENTRES[i % 3][1] - i % 5);
        }
        return pixels;
    }

    /** Labels 0, 0, 0, 1, 1, 1 in turn: each class has images around all centres. */
    private ResidentImages images() {
        byte[] labels = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[i] = (byte) (i / 3 % 2);
        }
        return new ResidentImages(manager, new ImageSet(1, 2, 2, pixels(), labels), 4);
    }

    /** The mean squared distance of pixels, from 0 to 255, to the mean of their cluster. */
    private static double spread(int[] clusters) {
        byte[] pixels = pixels();
        double sum = 0;
        for (int cluster : IntStream.of(clusters).distinct().toArray()) {
            int[] rows = IntStream.range(0, COUNT)
                    .filter(i -> clusters[i] == cluster)
                    .toArray();
            for (int pixel = 0; pixel < 2; pixel++) {
                int at = pixel;
                double[] values = IntStream.of(rows)
                        .mapToDouble(i -> Byte.toUnsignedInt(pixels[2 * i + at]))
                        .toArray();
                double mean = Arrays.stream(values).average().orElseThrow();
                sum += Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum();
            }
        }
        return sum / COUNT;
    }

    private int[] found(int count, int seed) {
        try (NDArray pixels = manager.create(ByteBuffer.wrap(pixels()), new Shape(COUNT, 2), DataType.UINT8)) {
            int[] rows = IntStream.range(0, COUNT).toArray();
            return KMeans.clusters(pixels, rows, count, new SplittableRandom(seed));
        }
    }

    /** Of a few starts one at least has a centre in each part; then it finds them all, and what is random is small: 4 + 2 of 6400. */
    @Test
    void findsWhatBelongsTogether() {
        int[] best = IntStream.range(0, 10)
                .mapToObj(seed -> found(3, seed))
                .min((one, other) -> Double.compare(spread(one), spread(other)))
                .orElseThrow();
        for (int i = 0; i < COUNT; i++) {
            assertEquals(best[i % 3], best[i], "image " + i);
        }
        assertEquals(3, IntStream.of(best).distinct().count());
        // Uniform on 0..6 has a variance of 4, on 0..4 one of 2.
        assertEquals(6, spread(best), 0.1);
    }

    @Test
    void anImageEachIsAsFarAsItGoes() {
        int[] found = found(COUNT, 1);
        // 35 different images a part, of which 30 occur: lcm(7, 5) = 35.
        assertTrue(spread(found) < 1e-9, "spread " + spread(found));
    }

    @Test
    void followsFromTheSeed() {
        assertArrayEquals(found(5, 7), found(5, 7));
        ResidentImages one = images();
        ResidentImages other = images();
        assertEquals(one.cluster(4, false), other.cluster(4, false));
        assertArrayEquals(
                one.state().get("labels").toLongArray(),
                other.state().get("labels").toLongArray());
    }

    @Test
    void takesThePlaceOfClasses() {
        ResidentImages images = images();
        List<Integer> sizes = images.cluster(3, true);
        assertEquals(6, sizes.size());
        assertEquals(45, sizes.subList(0, 3).stream().mapToInt(size -> size).sum());
        long[] labels = images.state().get("labels").toLongArray();
        for (int i = 0; i < COUNT; i++) {
            assertEquals(i / 3 % 2, labels[i] / 3, "the class of image " + i);
        }
        Batch batch = images.batch(manager, 0, 10, true);
        assertTrue(Arrays.stream(batch.labels().toLongArray()).anyMatch(label -> label > 1));
        assertEquals(2, images.classes());
    }

    @Test
    void mirroredImagesBelongWhereTheirOriginalsDo() {
        ResidentImages images = new ResidentImages(manager, new ImageSet(1, 2, 1, pixels(), new byte[COUNT]), 4, true);
        List<Integer> sizes = images.cluster(3, false);
        long[] labels = images.state().get("labels").toLongArray();
        assertEquals(2 * COUNT, labels.length);
        assertArrayEquals(Arrays.copyOf(labels, COUNT), Arrays.copyOfRange(labels, COUNT, 2 * COUNT));
        assertEquals(COUNT, sizes.stream().mapToInt(size -> size).sum());
    }

    @Test
    void moreClustersThanImagesAreRefused() {
        assertEquals(
                "clusters (91) must not be above the number of samples (90)",
                assertThrows(IllegalArgumentException.class, () -> images().cluster(91, false))
                        .getMessage());
        assertEquals(
                "clusters (46) must not be above the number of samples (45 of the class 0)",
                assertThrows(IllegalArgumentException.class, () -> images().cluster(46, true))
                        .getMessage());
    }
}

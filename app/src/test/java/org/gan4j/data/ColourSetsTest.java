package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gan4j.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes, stacked digits, CIFAR-10, and images from right to left. */
class ColourSetsTest {

    @TempDir
    Path folder;

    @Test
    void shapesFollowFromTheirSeed() {
        ImageSet train = Shapes.draw(1, Split.TRAIN);
        assertEquals(20_000, train.count());
        assertEquals(new ImageShape(3, 32, 32), train.shape());
        assertEquals(List.of("circle", "ring", "square"), train.classNames().subList(0, 3));
        assertEquals(train.rows(0, 50), Shapes.draw(1, Split.TRAIN).rows(0, 50));
        assertNotEquals(train.rows(0, 50), Shapes.draw(2, Split.TRAIN).rows(0, 50));
        assertNotEquals(train.rows(0, 50), Shapes.draw(1, Split.TEST).rows(0, 50));
    }

    @Test
    void stackedDigitsHaveTheNumberThatTheyMake() {
        ImageSet grey = Digits.draw(1, Split.TRAIN, 300);
        ImageSet stacked = new StackedDigits((request, split) -> Optional.of(grey))
                .images(new DataRequest(null, 0), Split.TRAIN)
                .orElseThrow();
        assertEquals(new ImageShape(3, 28, 28), stacked.shape());
        assertEquals(1_000, stacked.classes());
        assertEquals("007", stacked.classNames().get(7));
        for (int i = 0; i < 300; i++) {
            assertEquals(grey.labels()[i], stacked.labels()[i] / 100);
            assertEquals(grey.rows(i, 1), stacked.rows(i, 1).slice(0, 784));
        }
    }

    /** The format: a label, then 1,024 bytes each of red, green and blue. */
    @Test
    void readsCifarsBinaryFiles() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
        for (int i = 1; i <= 6; i++) {
            byte[] file = new byte[2 * 3073];
            file[0] = (byte) i;
            Arrays.fill(file, 1, 1025, (byte) (10 * i));
            Files.write(inner.resolve(i == 6 ? "test_batch.bin" : "data_batch_" + i + ".bin"), file);
        }
        assertEquals(DataSet.CIFAR10, DataSet.suiting(folder));
        ImageSet train = CifarFiles.read(folder, Split.TRAIN);
        assertEquals(10, train.count());
        assertEquals(4, train.labels()[6]);
        assertEquals(40, train.rows(6, 1).get(1023));
        assertEquals(0, train.rows(6, 1).get(1024));
        assertEquals("bird", train.classNames().get(2));
        assertEquals(2, CifarFiles.read(folder, Split.TEST).count());

        Files.write(inner.resolve("test_batch.bin"), new byte[3072]);
        UserException e = assertThrows(UserException.class, () -> CifarFiles.read(folder, Split.TEST));
        assertTrue(e.getMessage().contains("is not of CIFAR-10: it has 3072 bytes"), e.getMessage());
    }

    /** As large as the real files: 10,000 records of 3,073 bytes each, next to batches.meta.txt and readme.html. */
    @Test
    void readsBatchesOfTheRealSize() throws IOException {
        for (String name : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5")) {
            byte[] batch = new byte[10_000 * 3073];
            for (int i = 0; i < 10_000; i++) {
                batch[i * 3073] = (byte) (i % 10);
                batch[i * 3073 + 3072] = (byte) i;
            }
            Files.write(folder.resolve(name + ".bin"), batch);
        }
        Files.write(folder.resolve("test_batch.bin"), new byte[10_000 * 3073]);
        Files.writeString(folder.resolve("batches.meta.txt"), String.join("\n", CifarFiles.NAMES) + "\n\n");
        Files.writeString(folder.resolve("readme.html"), "<meta>");
        assertEquals(DataSet.CIFAR10, DataSet.suiting(folder));
        ImageSet train =
                DataSet.CIFAR10.images(new DataRequest(folder, 0), Split.TRAIN).orElseThrow();
        assertEquals(50_000, train.count());
        assertEquals(7, train.labels()[49_997]);
        assertEquals((byte) 9_997, train.rows(49_997, 1).get(3071), "the last of blue");
        assertEquals(
                10_000,
                DataSet.CIFAR10
                        .images(new DataRequest(folder, 0), Split.TEST)
                        .orElseThrow()
                        .count());
    }

    /** Two images of 1 x 2 in two channels' rows; an epoch has each of them twice, once from right to left. */
    @Test
    void mirroredImagesComeFromRightToLeftToo() {
        ImageSet images = new ImageSet(1, 2, 1, new byte[] {0, (byte) 255, 51, 102}, new byte[2]);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                ResidentImages data = new ResidentImages(manager, images, 3, true)) {
            assertEquals(4, data.size());
            float[] epoch = data.batch(manager, 0, 4, true).samples().toFloatArray();
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 8; i += 2) {
                rows.add(Math.round(127.5 * (epoch[i] + 1)) + " " + Math.round(127.5 * (epoch[i + 1] + 1)));
            }
            rows.sort(null);
            assertEquals(List.of("0 255", "102 51", "255 0", "51 102"), rows);
        }
    }
}

package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gan4j.UserException;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {

    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    /** Three images of 2 x 4. */
    private static final ImageSet THREE = new ImageSet(
            2,
            4,
            8,
            new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, -1, -2, -3, -4, -5, -6, -7, -8},
            new byte[] {4, 7, 0});

    @TempDir
    private Path directory;

    @BeforeEach
    void writeRightFiles() throws IOException {
        IdxBytes.write(directory, Split.TRAIN, THREE);
    }

    private void put(String name, byte[] content) throws IOException {
        Files.write(directory.resolve(name), content);
    }

    private static ImageSet read(Path directory, Split split) {
        return IdxFiles.read(new DataRequest(directory, 0), split).orElseThrow();
    }

    /** The numbers of the classes that occur: 4, 7 and 0. */
    private static void assertThree(ImageSet images) {
        assertEquals(2, images.shape().height());
        assertEquals(4, images.shape().width());
        assertEquals(List.of("0", "4", "7"), images.classNames());
        assertEquals(THREE.pixels(), images.pixels());
        assertArrayEquals(new int[] {1, 2, 0}, images.labels());
    }

    /** Asserts that reading fails with one line that has all the fragments in it. */
    private void assertRefused(String... fragments) {
        assertRefused(directory, fragments);
    }

    private static void assertRefused(Path directory, String... fragments) {
        String message = assertThrows(UserException.class, () -> read(directory, Split.TRAIN))
                .getMessage();
        assertEquals(1, message.lines().count(), message);
        for (String fragment : fragments) {
            assertTrue(message.contains(fragment), message);
        }
    }

    @Test
    void readsPlainFiles() {
        assertThree(read(directory, Split.TRAIN));
    }

    @Test
    void readsGzippedFiles() throws IOException {
        for (String name : new String[] {IMAGES, LABELS}) {
            Path plain = directory.resolve(name);
            put(name + ".gz", IdxBytes.gzip(Files.readAllBytes(plain)));
            Files.delete(plain);
        }

        assertThree(read(directory, Split.TRAIN));
    }

    @Test
    void tellsGzipByContentNotByName() throws IOException {
        Files.move(directory.resolve(IMAGES), directory.resolve(IMAGES + ".gz"));
        put(LABELS, IdxBytes.gzip(IdxBytes.labels(THREE)));

        assertThree(read(directory, Split.TRAIN));
    }

    @Test
    void acceptsADotInTheName() throws IOException {
        Files.move(directory.resolve(IMAGES), directory.resolve("train-images.idx3-ubyte"));
        put("train-labels.idx1-ubyte.gz", IdxBytes.gzip(IdxBytes.labels(THREE)));
        Files.delete(directory.resolve(LABELS));

        assertThree(read(directory, Split.TRAIN));
    }

    @Test
    void splitsAreApart() throws IOException {
        IdxBytes.write(
                directory, Split.TEST, new ImageSet(2, 4, 1, new byte[] {9, 0, 0, 0, 0, 0, 0, 0}, new byte[] {0}));

        ImageSet test = read(directory, Split.TEST);

        assertEquals(9, test.pixels().get(0));
        // Classes are those of the training split.
        assertEquals(3, test.classes());
        assertThree(read(directory, Split.TRAIN));
    }

    @Test
    void takesTheNumberOfClassesFromTheCaller() {
        assertEquals(10, IdxFiles.read(directory, Split.TRAIN, 10).classes());

        UserException e = assertThrows(UserException.class, () -> IdxFiles.read(directory, Split.TRAIN, 7));
        assertEquals(
                directory.resolve(LABELS)
                        + " has labels up to 7; they must be in 0..6, so this is another data set, or a damaged file",
                e.getMessage());
    }

    @Test
    void labelsAreUnsigned() throws IOException {
        put(LABELS, IdxBytes.file(new byte[] {0, (byte) 255, 3}, 2049, 3));

        assertEquals(List.of("0", "3", "255"), read(directory, Split.TRAIN).classNames());
    }

    @Test
    void refusesAMissingDirectory() {
        assertRefused(directory.resolve("nowhere"), "nowhere does not exist", IMAGES, "t10k-labels-idx1-ubyte");
    }

    @Test
    void refusesAFileForADirectory() {
        assertRefused(directory.resolve(IMAGES), IMAGES + " is not a directory", "t10k-labels-idx1-ubyte");
    }

    @Test
    void namesTheFilesItLookedFor() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertRefused(
                empty,
                empty + " (empty) has none of",
                IMAGES + ", " + IMAGES + ".gz, train-images.idx3-ubyte, train-images.idx3-ubyte.gz",
                "a directory is needed with " + IMAGES,
                "t10k-labels-idx1-ubyte");

        Files.delete(directory.resolve(IMAGES));
        assertRefused("(with empty, " + LABELS + ") has none of " + IMAGES + ", " + IMAGES + ".gz");
    }

    @Test
    void refusesWhatIsNotIdx() throws IOException {
        put(IMAGES, "<html>not found</html>".getBytes(StandardCharsets.US_ASCII));
        assertRefused(IMAGES + " is not an IDX image file: it starts with 3c 68 74 6d", "00 00 08 03 (2051)");

        put(IMAGES, IdxBytes.gzip("<html>not found</html>".getBytes(StandardCharsets.US_ASCII)));
        assertRefused(IMAGES + " is not an IDX image file: it starts with 3c 68 74 6d");

        put(IMAGES, new byte[0]);
        assertRefused(IMAGES + " is not an IDX image file: it starts with nothing, being empty");
    }

    @Test
    void refusesFilesInEachOthersPlace() throws IOException {
        put(LABELS, IdxBytes.images(THREE));
        assertRefused(LABELS + " is not an IDX label file: it starts with 00 00 08 03", "00 00 08 01 (2049)");
    }

    @Test
    void refusesATruncatedHeader() throws IOException {
        put(IMAGES, Arrays.copyOf(IdxBytes.images(THREE), 11));
        assertRefused(IMAGES + " ends within its header, after 11 of 16 bytes");
    }

    @Test
    void refusesATruncatedPayload() throws IOException {
        put(IMAGES, Arrays.copyOf(IdxBytes.images(THREE), 16 + 20));
        assertRefused(IMAGES + " is too short: it declares 3 images of 2 x 4 pixels, 24 bytes, but holds 20;");
    }

    @Test
    void refusesWhatComesBehindThePayload() throws IOException {
        put(IMAGES, Arrays.copyOf(IdxBytes.images(THREE), 16 + 25));
        assertRefused(IMAGES + " is too long: it goes on after the 3 images of 2 x 4 pixels");

        put(IMAGES, IdxBytes.gzip(Arrays.copyOf(IdxBytes.images(THREE), 16 + 25)));
        assertRefused(IMAGES + " is too long");

        put(LABELS, Arrays.copyOf(IdxBytes.labels(THREE), 8 + 4));
        assertRefused(LABELS + " is too long: it goes on after the 3 labels");
    }

    @Test
    void refusesATruncatedGzipStream() throws IOException {
        byte[] zipped = IdxBytes.gzip(IdxBytes.images(THREE));
        // Within the gzip header, within the deflated bytes, and within the check sum after them.
        for (int length : new int[] {5, zipped.length / 2, zipped.length - 3}) {
            put(IMAGES, Arrays.copyOf(zipped, length));
            assertRefused(IMAGES + " cannot be read: its gzip stream breaks off; get the file again");
        }
    }

    @Test
    void refusesADamagedGzipStream() throws IOException {
        byte[] zipped = IdxBytes.gzip(IdxBytes.images(THREE));
        zipped[zipped.length - 6] ^= 1; // in the CRC-32
        put(IMAGES, zipped);
        assertRefused(IMAGES + " cannot be read: its gzip stream is damaged (Corrupt GZIP trailer)");
    }

    @Test
    void refusesCountsThatDiffer() throws IOException {
        put(LABELS, IdxBytes.file(new byte[4], 2049, 4));
        assertRefused(IMAGES + " holds 3 images, but ", LABELS + " holds 4 labels; both files must be of one data set");
    }

    @Test
    void refusesZeroes() throws IOException {
        put(IMAGES, IdxBytes.file(new byte[0], 2051, 0, 28, 28));
        assertRefused(IMAGES + " declares 0 images of 28 x 28 pixels; each number must be at least 1");
        put(IMAGES, IdxBytes.file(new byte[0], 2051, 3, 0, 28));
        assertRefused(IMAGES + " declares 3 images of 0 x 28 pixels; each number must be at least 1");
        put(IMAGES, IdxBytes.file(new byte[0], 2051, 3, 28, 0));
        assertRefused(IMAGES + " declares 3 images of 28 x 0 pixels; each number must be at least 1");
        put(LABELS, IdxBytes.file(new byte[0], 2049, 0));
        assertRefused(LABELS + " declares 0 labels; each number must be at least 1");
    }

    @Test
    void refusesNumbersBeyondAnyArray() throws IOException {
        // Products that would wrap around to something small in 32 or in 64 bits; -1 is 4294967295.
        put(IMAGES, IdxBytes.file(new byte[24], 2051, 3, 1 << 16, 1 << 16));
        assertRefused(IMAGES + " declares 3 images of 65536 x 65536 pixels; at most 2147483639 bytes can be read");
        put(IMAGES, IdxBytes.file(new byte[24], 2051, -1, -1, -1));
        assertRefused(IMAGES + " declares 4294967295 images of 4294967295 x 4294967295 pixels; at most 2147483639");
        put(IMAGES, IdxBytes.file(new byte[24], 2051, 1 << 30, 1 << 30, 1 << 4));
        assertRefused(IMAGES + " declares 1073741824 images of 1073741824 x 16 pixels; at most 2147483639");
        put(LABELS, IdxBytes.file(new byte[3], 2049, -1));
        assertRefused(LABELS + " declares 4294967295 labels; at most 2147483639");
    }

    @Test
    void aFalseHeaderCostsNoMemory() throws IOException {
        byte[] liar = IdxBytes.file(new byte[24], 2051, 2_500_000, 28, 28); // nearly 2 GB
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (byte[] content : new byte[][] {liar, IdxBytes.gzip(liar)}) {
            put(IMAGES, content);
            long before = threads.getCurrentThreadAllocatedBytes();

            assertRefused(IMAGES + " is too short: it declares 2500000 images of 28 x 28 pixels");

            assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 10_000_000);
        }
    }

    @Test
    void refusesADirectoryForAFile() throws IOException {
        Files.delete(directory.resolve(LABELS));
        Files.createDirectory(directory.resolve(LABELS));
        assertRefused(LABELS + " cannot be read: ");
    }

    @Test
    void refusesAFileItMayNotRead() {
        Path file = directory.resolve(LABELS);
        assertTrue(file.toFile().setReadable(false));
        assumeFalse(Files.isReadable(file), "this user may read every file (root)");

        assertRefused(LABELS + " cannot be read: permission denied");
    }

    @Test
    void imagesWithoutLabelsHaveNone() throws IOException {
        Files.delete(directory.resolve(LABELS));

        ImageSet images = read(directory, Split.TRAIN);

        assertNull(images.labels());
        assertEquals(0, images.classes());
        assertTrue(IdxFiles.read(new DataRequest(directory, 0), Split.TEST).isEmpty(), "no t10k");
    }

    /** Two images of 1 x 2 in three colours, of 16 bits: 0, 1000 and 2000 become 0, 127.5 and 255; colours come last. */
    @Test
    void readsEveryTypeAndColours() throws IOException {
        ByteBuffer shorts = ByteBuffer.allocate(24);
        for (int value : new int[] {0, 1000, 2000, 2000, 1000, 0, 0, 0, 0, 2000, 2000, 2000}) {
            shorts.putShort((short) value);
        }
        put(IMAGES, IdxBytes.file(shorts.array(), 0x0b04, 2, 1, 2, 3));
        put(
                LABELS,
                IdxBytes.file(ByteBuffer.allocate(8).putInt(-3).putInt(70_000).array(), 0x0c01, 2));

        ImageSet images = read(directory, Split.TRAIN);

        assertEquals(new ImageShape(3, 1, 2), images.shape());
        byte[] pixels = new byte[12];
        images.pixels().get(0, pixels);
        assertArrayEquals(new byte[] {0, -1, (byte) 128, (byte) 128, -1, 0, 0, -1, 0, -1, 0, -1}, pixels);
        assertEquals(List.of("-3", "70000"), images.classNames());
    }

    @Test
    void aShareIsHeldOut() {
        DataOptions options = new DataOptions(null, "auto", "white", false, false, 0.34, null);
        DataRequest request = new DataRequest(directory, 0, options, line -> {});

        assertEquals(2, IdxFiles.read(request, Split.TRAIN).orElseThrow().count());
        assertEquals(1, IdxFiles.read(request, Split.TEST).orElseThrow().count());
    }
}

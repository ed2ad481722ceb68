package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real files: {@code -Dgan4j.data=DIR} names a directory with {@code mnist/} and {@code fashion-mnist/} in it. */
class MnistFilesTest {

    /**
     * Pixel sums and CRC-32 (of pixels and labels, without headers) by Python 3.11's gzip, sum and zlib.crc32 over the
     * original files. 1567298545 / (60000 * 784 * 255) is the mean 0.1307, and 3431114169 / (60000 * 784 * 255) the mean
     * 0.2860, by which the PyTorch world normalises the two sets. The first training labels are 5 and 9 (an ankle boot).
     */
    @ParameterizedTest
    @CsvSource({
        "mnist,         TRAIN, 60000, 5, 1567298545, f3639b56, ba07e8ef",
        "mnist,         TEST,  10000, 7, 264923200,  e4ca5f57, ee8604d9",
        "fashion-mnist, TRAIN, 60000, 9, 3431114169, ae65dccd, 2ed6e46a",
        "fashion-mnist, TEST,  10000, 9, 573469082,  12728439, 242bc73f"
    })
    void readsTheOriginals(
            String name, Split split, int count, int firstLabel, long pixelSum, String pixelCrc, String labelCrc) {
        String root = System.getProperty("gan4j.data");
        assumeTrue(root != null, "set -Dgan4j.data=DIR, with mnist/ and fashion-mnist/ in DIR, to read the real files");

        ImageSet images = IdxFiles.read(Path.of(root, name), split, 10);

        assertEquals(count, images.count());
        assertEquals(new ImageShape(1, 28, 28), images.shape());
        assertEquals(10, images.classes());
        assertEquals(firstLabel, images.labels()[0]);
        long sum = 0;
        for (byte pixel : bytes(images)) {
            sum += Byte.toUnsignedInt(pixel);
        }
        assertEquals(pixelSum, sum);
        assertEquals(pixelCrc, crc(bytes(images)));
        assertEquals(
                labelCrc,
                crc(ResidentImages.labelBytes(images.labels(), images.classes()).array()));
    }

    private static String crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static byte[] bytes(ImageSet images) {
        byte[] bytes = new byte[images.pixels().limit()];
        images.pixels().get(0, bytes);
        return bytes;
    }
}

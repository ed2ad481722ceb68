package org.gan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.files.Failures;

/**
 * CIFAR-10 in its binary files: {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}, of 10,000 images each. An
 * image is a label, then 1,024 bytes of red, of green and of blue.
 *
 * <p>Source: Krizhevsky 2009, "Learning Multiple Layers of Features from Tiny Images".
 */
final class CifarFiles {

    /** What the classes are called, in the order of their numbers: {@code batches.meta.txt}. */
    static final List<String> NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /** The names of the files, for messages. */
    static final String FILES = "data_batch_1.bin to data_batch_5.bin and test_batch.bin";

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);

    private CifarFiles() {}

    /**
     * Reads one split.
     *
     * @param directory where the files are, or the folder {@code cifar-10-batches-bin} with them
     * @param split which files to read; the others may be missing
     * @return the images
     * @throws UserException if the files are not there, or not what they should be
     */
    static ImageSet read(Path directory, Split split) {
        Path home = home(directory);
        List<Path> files = split == Split.TEST
                ? List.of(home.resolve("test_batch.bin"))
                : IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> home.resolve("data_batch_" + i + ".bin"))
                        .toList();
        int row = 1 + SHAPE.size();
        int count = 0;
        for (Path file : files) {
            count += images(file, row);
        }
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(count, SHAPE.size()));
        int[] labels = new int[count];
        int read = 0;
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (byte[] image = in.readNBytes(row); image.length == row; image = in.readNBytes(row)) {
                    labels[read] = Byte.toUnsignedInt(image[0]);
                    if (labels[read] >= NAMES.size()) {
                        throw new UserException(file + " is not of CIFAR-10: it has the label " + labels[read]
                                + "; labels are from 0 to " + (NAMES.size() - 1));
                    }
                    pixels.put(image, 1, SHAPE.size());
                    read++;
                }
            } catch (IOException e) {
                throw Failures.cannotRead(file, e);
            }
        }
        return new ImageSet(SHAPE, pixels.flip(), labels, NAMES);
    }

    private static Path home(Path directory) {
        Path inner = directory.resolve("cifar-10-batches-bin");
        return Files.isDirectory(inner) ? inner : directory;
    }

    /** Whether a directory has these files. */
    static boolean areIn(Path directory) {
        return Files.exists(home(directory).resolve("data_batch_1.bin"));
    }

    private static int images(Path file, int row) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + " does not exist; name the directory with " + FILES);
        }
        try {
            long size = Files.size(file);
            if (size == 0 || size % row != 0 || size > 100_000L * row) {
                throw new UserException(file + " is not of CIFAR-10: it has " + size
                        + " bytes, which is no number of images of " + row + " bytes");
            }
            return (int) (size / row);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }
}

package org.gan4j.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gan4j.UserException;
import org.gan4j.files.Failures;

/**
 * Images in the four files in which MNIST and its many successors come:
 *
 * <pre>
 * train-images-idx3-ubyte   train-labels-idx1-ubyte   t10k-images-idx3-ubyte   t10k-labels-idx1-ubyte
 * </pre>
 *
 * <p>each of them gzipped or not, named with {@code .gz} or without, and with a dot in place of the hyphen before
 * {@code idx} if need be. Whether a file is gzipped is told from its first bytes. Nothing in a header is believed: a file
 * that declares more than it holds costs no more memory than what it holds.
 */
public final class IdxFiles {

    /** The names of the four files, for messages. */
    static final String FOUR_FILES =
            "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte"
                    + " (each with .gz or without)";

    private static final int GZIP_MAGIC = 0x1f8b;

    /** The longest array that every Java virtual machine grants. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private IdxFiles() {}

    /** What a file holds: bytes in so many dimensions, which its magic number tells too. */
    private record Kind(String noun, int dimensions, String form) {
        int magic() {
            return 0x0800 + dimensions;
        }
    }

    private static final Kind LABELS = new Kind("label", 1, "%d labels");
    private static final Kind IMAGES = new Kind("image", 3, "%d images of %d x %d pixels");

    /** What a file says, in its header and after it. */
    private record Content(long[] sizes, byte[] bytes) {}

    /**
     * Reads one split, with as many classes as its highest label asks for.
     *
     * @param directory where the files are
     * @param split which two of the four to read; the other two may be missing
     * @return the images
     * @throws UserException if the files are not there, or not what they should be
     */
    public static ImageSet read(Path directory, Split split) {
        Path labelsFile = find(directory, split, LABELS);
        Path imagesFile = find(directory, split, IMAGES);
        byte[] labels = read(labelsFile, LABELS, true).bytes;
        Content images = read(imagesFile, IMAGES, true);
        if (images.sizes[0] != labels.length) {
            throw new UserException(imagesFile + " holds " + images.sizes[0] + " images, but " + labelsFile + " holds "
                    + labels.length + " labels; both files must be of one data set");
        }
        int classes = 1;
        for (byte label : labels) {
            classes = Math.max(classes, Byte.toUnsignedInt(label) + 1);
        }
        return new ImageSet((int) images.sizes[1], (int) images.sizes[2], classes, images.bytes, labels);
    }

    /**
     * Reads one split of a data set whose number of classes is known.
     *
     * @param directory where the files are
     * @param split which two of the four to read; the other two may be missing
     * @param classes the number of classes
     * @return the images
     * @throws UserException if the files are not there, or not what they should be
     */
    public static ImageSet read(Path directory, Split split, int classes) {
        ImageSet images = read(directory, split);
        if (images.classes() > classes) {
            throw new UserException(find(directory, split, LABELS) + " has labels up to " + (images.classes() - 1)
                    + "; they must be in 0.." + (classes - 1) + ", so this is another data set, or a damaged file");
        }
        return new ImageSet(images.height(), images.width(), classes, images.pixels(), images.labels());
    }

    /**
     * Looks at the header of the training images alone.
     *
     * @param directory where the files are
     * @return the pixels of one image
     * @throws UserException if the file is not there, or not what it should be
     */
    public static long pixels(Path directory) {
        long[] sizes = read(find(directory, Split.TRAIN, IMAGES), IMAGES, false).sizes;
        return sizes[1] * sizes[2];
    }

    private static void checkDirectory(Path directory) {
        if (!Files.exists(directory)) {
            throw new UserException(directory + " does not exist; a directory is needed with " + FOUR_FILES);
        }
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + " is not a directory; name the directory with " + FOUR_FILES);
        }
    }

    private static Path find(Path directory, Split split, Kind kind) {
        checkDirectory(directory);
        String stem = (split == Split.TRAIN ? "train-" : "t10k-") + kind.noun + "s";
        String suffix = "idx" + kind.dimensions + "-ubyte";
        List<String> names = Stream.of(stem + "-" + suffix, stem + "." + suffix)
                .flatMap(name -> Stream.of(name, name + ".gz"))
                .toList();
        for (String name : names) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new UserException(directory + " (" + contents(directory) + ") has none of " + String.join(", ", names)
                + "; a directory is needed with " + FOUR_FILES);
    }

    /** A few names, by which to tell whether this is the directory meant. */
    private static String contents(Path directory) {
        int shown = 5;
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .sorted()
                    .limit(shown + 1)
                    .collect(Collectors.toList());
            if (names.isEmpty()) {
                return "empty";
            }
            if (names.size() > shown) {
                names.set(shown, "...");
            }
            return "with " + String.join(", ", names);
        } catch (IOException e) {
            return "which cannot be listed: " + Failures.reason(e);
        }
    }

    /** Reads what a file has, unzipped if need be: all of it, or the header alone. */
    private static Content read(Path file, Kind kind, boolean whole) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = unzipped(raw)) {
            long[] sizes = readHeader(file, in, kind);
            return new Content(sizes, whole ? readRest(file, in, kind, sizes) : null);
        } catch (EOFException e) {
            throw new UserException(file + " cannot be read: its gzip stream breaks off; get the file again", e);
        } catch (ZipException e) {
            throw new UserException(
                    file + " cannot be read: its gzip stream is damaged (" + e.getMessage() + "); get the file again",
                    e);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /** The sizes that a header declares, after its magic number. */
    private static long[] readHeader(Path file, InputStream in, Kind kind) throws IOException {
        int length = 4 + 4 * kind.dimensions;
        byte[] bytes = in.readNBytes(length);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (bytes.length < 4 || header.getInt() != kind.magic()) {
            HexFormat hex = HexFormat.ofDelimiter(" ");
            throw new UserException(file + " is not an IDX " + kind.noun + " file: it starts with "
                    + (bytes.length == 0 ? "nothing, being empty" : hex.formatHex(bytes, 0, Math.min(4, bytes.length)))
                    + " and not with "
                    + hex.formatHex(ByteBuffer.allocate(4).putInt(kind.magic()).array())
                    + " (" + kind.magic() + "); get the file again");
        }
        if (bytes.length < length) {
            throw new UserException(file + " ends within its header, after " + bytes.length + " of " + length
                    + " bytes; get the file again");
        }
        return IntStream.range(0, kind.dimensions)
                .mapToLong(i -> Integer.toUnsignedLong(header.getInt()))
                .toArray();
    }

    /** Everything after the header, which must be exactly as long as the declared numbers say. */
    private static byte[] readRest(Path file, InputStream in, Kind kind, long[] sizes) throws IOException {
        String declared = String.format(
                Locale.ROOT, kind.form, LongStream.of(sizes).boxed().toArray());
        // In floating point, which cannot overflow and is exact up to the longest array.
        double product = LongStream.of(sizes).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (product == 0) {
            throw new UserException(file + " declares " + declared + "; each number must be at least 1");
        }
        if (product > LONGEST_ARRAY) {
            throw new UserException(file + " declares " + declared + "; at most " + LONGEST_ARRAY
                    + " bytes can be read, so the file is damaged or the data set too large");
        }
        // Grows with what is really there, so that a false length cannot exhaust the memory.
        int length = (int) product;
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new UserException(file + " is too short: it declares " + declared + ", " + length
                    + " bytes, but holds " + bytes.length + "; get the file again");
        }
        if (in.read() != -1) {
            throw new UserException(
                    file + " is too long: it goes on after the " + declared + " that it declares; get the file again");
        }
        return bytes;
    }
}

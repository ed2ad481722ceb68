package org.gan4j.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
 * <p>with numbers of any type that the format knows, and images of [N, H, W], [N, H, W, C] or [N, C, H, W]; each of them gzipped or not, named with {@code .gz} or without, and with a dot in place of the hyphen before
 * {@code idx} if need be. Whether a file is gzipped is told from its first bytes. Nothing in a header is believed: a file
 * that declares more than it holds costs no more memory than what it holds.
 */
final class IdxFiles {

    /** The names of the four files, for messages. */
    static final String FOUR_FILES =
            "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte"
                    + " (each with .gz or without)";

    private static final int GZIP_MAGIC = 0x1f8b;

    private IdxFiles() {}

    /** What a file holds, and in how many dimensions. */
    private record Kind(String noun, int dimensions) {
        /** The usual first four bytes: those of unsigned bytes. */
        int magic() {
            return 0x0800 + dimensions;
        }

        boolean allows(int found) {
            return found == dimensions || dimensions == 3 && found == 4;
        }
    }

    private static final Kind LABELS = new Kind("label", 1);
    private static final Kind IMAGES = new Kind("image", 3);

    /**
     * Reads one split, whatever its labels are; images without a file of labels have none.
     *
     * @param request what is to be read
     * @param split which two of the four to read; the test split may be missing
     * @return the images; none of a test split that is not there
     * @throws UserException if the files are not there, or not what they should be
     */
    static Optional<ImageSet> read(DataRequest request, Split split) {
        Path directory = request.directory();
        double holdout = request.options().holdout();
        checkDirectory(directory);
        boolean tested = find(directory, Split.TEST, IMAGES).isPresent();
        if (tested && holdout > 0) {
            throw new UserException(
                    "holdout (" + holdout + ") is for data without a test split; " + directory + " has t10k-images");
        }
        Optional<Labels> labels = find(directory, Split.TRAIN, LABELS)
                .map(file -> Labels.of(numbers(file, LABELS).toLabels()));
        NumberArray learned = images(directory, Split.TRAIN);
        ValueRange range = ValueRange.of(learned);
        if (split == Split.TRAIN && range != ValueRange.BYTES) {
            request.progress().say(range.text());
        }
        if (split == Split.TEST && tested) {
            Path file = find(directory, Split.TEST, LABELS).orElse(null);
            Optional<Labels> test = file == null || labels.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Labels.like(
                            labels.get().names(),
                            LongStream.of(numbers(file, LABELS).toLabels())
                                    .mapToObj(String::valueOf)
                                    .toList(),
                            "train-labels",
                            file.toString()));
            NumberArray compared = ArrayImages.like(learned, images(directory, Split.TEST));
            return Optional.of(set(directory, split, compared, range, test));
        }
        return ArrayImages.part(set(directory, Split.TRAIN, learned, range, labels), split, holdout);
    }

    /**
     * Reads one split of a data set whose number of classes is known, and which has bytes.
     *
     * @param directory where the files are
     * @param split which two of the four to read; the other two may be missing
     * @param classes the number of classes
     * @return the images
     * @throws UserException if the files are not there, or not what they should be
     */
    static ImageSet read(Path directory, Split split, int classes) {
        checkDirectory(directory);
        Path file = mustFind(directory, split, LABELS);
        long[] labels = numbers(file, LABELS).toLabels();
        long highest = LongStream.of(labels).max().orElse(0);
        long lowest = LongStream.of(labels).min().orElse(0);
        if (highest >= classes || lowest < 0) {
            throw new UserException(file + " has labels up to " + highest + "; they must be in 0.." + (classes - 1)
                    + ", so this is another data set, or a damaged file");
        }
        int[] numbers = LongStream.of(labels).mapToInt(label -> (int) label).toArray();
        NumberArray images = images(directory, split);
        return set(
                directory,
                split,
                images,
                ValueRange.of(images),
                Optional.of(new Labels(numbers, ImageSet.numbers(classes))));
    }

    private static NumberArray images(Path directory, Split split) {
        return numbers(mustFind(directory, split, IMAGES), IMAGES);
    }

    private static ImageSet set(
            Path directory, Split split, NumberArray images, ValueRange range, Optional<Labels> labels) {
        if (labels.isPresent() && images.count() != labels.get().numbers().length) {
            throw new UserException(images.name() + " holds " + images.count() + " images, but "
                    + mustFind(directory, split, LABELS) + " holds "
                    + labels.get().numbers().length
                    + " labels; both files must be of one data set");
        }
        return new ImageSet(
                ArrayImages.shape(images),
                ArrayImages.pixels(images, range),
                labels.map(Labels::numbers).orElse(null),
                labels.map(Labels::names).orElse(List.of()));
    }

    /**
     * Looks at the header of the training images alone.
     *
     * @param directory where the files are
     * @return the numbers in one image
     * @throws UserException if the file is not there, or not what it should be
     */
    static long pixels(Path directory) {
        checkDirectory(directory);
        Path file = mustFind(directory, Split.TRAIN, IMAGES);
        return read(
                file,
                in -> LongStream.of(Header.read(file, in, IMAGES).sizes())
                        .skip(1)
                        .reduce(1, (a, b) -> a * b));
    }

    /** Whether a directory has one of these files. */
    static boolean areIn(Path directory) {
        return Stream.of(Split.values())
                .anyMatch(split -> find(directory, split, IMAGES).isPresent()
                        || find(directory, split, LABELS).isPresent());
    }

    private static void checkDirectory(Path directory) {
        if (!Files.exists(directory)) {
            throw new UserException(directory + " does not exist; a directory is needed with " + FOUR_FILES);
        }
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + " is not a directory; name the directory with " + FOUR_FILES);
        }
    }

    private static List<String> names(Split split, Kind kind) {
        String stem = (split == Split.TRAIN ? "train-" : "t10k-") + kind.noun + "s";
        String suffix = "idx" + kind.dimensions + "-ubyte";
        return Stream.of(stem + "-" + suffix, stem + "." + suffix)
                .flatMap(name -> Stream.of(name, name + ".gz"))
                .toList();
    }

    private static Optional<Path> find(Path directory, Split split, Kind kind) {
        return names(split, kind).stream()
                .map(directory::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    private static Path mustFind(Path directory, Split split, Kind kind) {
        return find(directory, split, kind)
                .orElseThrow(() -> new UserException(directory + " (" + contents(directory) + ") has none of "
                        + String.join(", ", names(split, kind)) + "; a directory is needed with " + FOUR_FILES));
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

    private static NumberArray numbers(Path file, Kind kind) {
        return read(file, in -> {
            Header header = Header.read(file, in, kind);
            return NumberArray.read(
                    file.toString(), header.type, ByteOrder.BIG_ENDIAN, header.sizes, header.declared(kind), in);
        });
    }

    private interface Content<T> {
        T read(InputStream in) throws IOException;
    }

    /** Reads what a file has, unzipped if need be. */
    private static <T> T read(Path file, Content<T> content) {
        try {
            Failures.checkNoDevice(file);
            try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                    InputStream in = unzipped(raw)) {
                return content.read(in);
            }
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

    /** The first bytes of a file: two zeros, the type, the number of dimensions, then the size of each. */
    private record Header(NumberType type, long[] sizes) {

        static Header read(Path file, InputStream in, Kind kind) throws IOException {
            byte[] start = in.readNBytes(4);
            NumberType type = start.length < 4 || start[0] != 0 || start[1] != 0 || !kind.allows(start[3])
                    ? null
                    : NumberType.ofIdx(start[2]).orElse(null);
            if (type == null) {
                HexFormat hex = HexFormat.ofDelimiter(" ");
                throw new UserException(file + " is not an IDX " + kind.noun + " file: it starts with "
                        + (start.length == 0 ? "nothing, being empty" : hex.formatHex(start) + FileKind.of(start))
                        + " and not with "
                        + hex.formatHex(
                                ByteBuffer.allocate(4).putInt(kind.magic()).array())
                        + " (" + kind.magic() + ") or those of another type of numbers");
            }
            byte[] sizes = in.readNBytes(4 * start[3]);
            if (sizes.length < 4 * start[3]) {
                throw new UserException(file + " ends within its header, after " + (4 + sizes.length) + " of "
                        + (4 + 4 * start[3]) + " bytes; get the file again");
            }
            ByteBuffer header = ByteBuffer.wrap(sizes);
            return new Header(
                    type,
                    IntStream.range(0, start[3])
                            .mapToLong(i -> Integer.toUnsignedLong(header.getInt()))
                            .toArray());
        }

        String declared(Kind kind) {
            return sizes[0] + " " + kind.noun + "s"
                    + (sizes.length == 1
                            ? ""
                            : LongStream.of(sizes)
                                    .skip(1)
                                    .mapToObj(String::valueOf)
                                    .collect(Collectors.joining(" x ", " of ", " pixels")));
        }
    }
}

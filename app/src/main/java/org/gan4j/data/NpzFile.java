package org.gan4j.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.gan4j.UserException;
import org.gan4j.files.Failures;

/**
 * The arrays of a file of NumPy's: an NPZ with some by name, or an NPY with a single one. What Python has pickled is not read.
 *
 * <p>The format: numpy.lib.format, versions 1.0 to 3.0.
 */
public final class NpzFile {

    /** NumPy has at most 64 dimensions (NPY_MAXDIMS). A pattern that may repeat without end would need a stack without end. */
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([<>|=])(\\w{1,20})', 'fortran_order': (True|False), 'shape': \\(((?:\\d{1,18}, ?){0,64}(?:\\d{1,18})?)\\),? *\\}\\s*");

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int SHOWN = 200;

    private final Path file;

    NpzFile(Path file) {
        this.file = file;
    }

    /** The names of the arrays; {@code data} alone for an NPY. */
    List<String> names() {
        return with(zip -> zip == null
                ? List.of("data")
                : zip.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".npy"))
                        .map(name -> name.substring(0, name.length() - ".npy".length()))
                        .toList());
    }

    /**
     * The first of some arrays that is there.
     *
     * @param names names in the order in which they are looked for
     * @return the name of the first
     */
    Optional<String> first(List<String> names) {
        List<String> all = names();
        return names.stream()
                .flatMap(name -> all.stream().filter(name::equalsIgnoreCase))
                .findFirst();
    }

    /** The sizes of an array, by its header alone. */
    long[] shape(String name) {
        return open(name, (header, in) -> header.shape);
    }

    /**
     * Reads an array of numbers.
     *
     * @param name one of {@link #names}
     * @return the array
     * @throws UserException if it is damaged, or not of numbers
     */
    NumberArray numbers(String name) {
        return open(name, (header, in) -> {
            String where = where(name);
            NumberType type = NumberType.ofNumpy(header.type)
                    .orElseThrow(() -> new UserException(where + " holds no numbers that can be read (type "
                            + header.type + "); save it as one of u1, i1, u2, i2, i4, i8, f4 or f8"));
            String declared =
                    Arrays.stream(header.shape).mapToObj(String::valueOf).collect(Collectors.joining(" x "))
                            + " numbers of " + type.bytes() + " bytes";
            return NumberArray.read(where, type, header.order, header.shape, declared, in);
        });
    }

    /**
     * Reads one array as numbers of 32 bits.
     *
     * @param file an NPZ file
     * @param name the array's name
     * @param most how many numbers it may have
     * @param owner owns the result
     * @return the array; empty if there is none of that name
     * @throws UserException if the file is damaged, or the array has more numbers
     */
    public static Optional<NDArray> floats(Path file, String name, long most, NDManager owner) {
        NpzFile arrays = new NpzFile(file);
        if (!arrays.names().contains(name)) {
            return Optional.empty();
        }
        double size = Arrays.stream(arrays.shape(name)).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (size > most) {
            throw new UserException(arrays.where(name) + " has more than " + most + " numbers");
        }
        NumberArray numbers = arrays.numbers(name);
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.at(i);
        }
        return Optional.of(owner.create(
                values, new Shape(Arrays.stream(numbers.shape()).asLongStream().toArray())));
    }

    /** Classes, numbers or names. */
    private List<String> labels(String name) {
        List<String> texts = open(name, (header, in) -> isText(header) ? texts(in, header, where(name)) : null);
        return texts != null
                ? texts
                : Arrays.stream(numbers(name).toLabels())
                        .mapToObj(String::valueOf)
                        .toList();
    }

    /**
     * Reads classes, as many as there are samples. An array that says that it has others is not read.
     *
     * @param name one of {@link #names}
     * @param samples the samples
     * @param what what they are, in the plural
     * @return a name a sample
     * @throws UserException if it has others, is damaged, or holds other things
     */
    List<String> labels(String name, NumberArray samples, String what) {
        long[] shape = shape(name);
        if (shape.length > 0 && shape[0] != samples.count()) {
            throw new UserException(samples.name() + " holds " + samples.count() + " " + what + ", but " + name
                    + " holds " + shape[0] + " labels; both must be of one data set");
        }
        return labels(name);
    }

    private static boolean isText(Header header) {
        return header.type.matches("U\\d{1,4}") && header.shape.length == 1;
    }

    /** Text of four bytes a character, filled up with zeros. */
    private static List<String> texts(InputStream in, Header header, String where) throws IOException {
        int length = 4 * Integer.parseInt(header.type.substring(1));
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < header.shape[0]; i++) {
            byte[] text = in.readNBytes(length);
            if (text.length < length) {
                throw new EOFException();
            }
            StringBuilder characters = new StringBuilder();
            ByteBuffer points = ByteBuffer.wrap(text).order(header.order);
            while (points.hasRemaining()) {
                int point = points.getInt();
                if (point > 0 && Character.isValidCodePoint(point)) {
                    characters.appendCodePoint(point);
                }
            }
            if (characters.isEmpty()) {
                throw new UserException(
                        where + " has a name without a letter; each sample needs the name of its class");
            }
            texts.add(characters.toString());
        }
        return texts;
    }

    private String where(String name) {
        return file + (isZip() ? " (" + name + ")" : "");
    }

    private boolean isZip() {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 'P' && in.read() == 'K';
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }

    private record Header(String type, ByteOrder order, long[] shape) {}

    private interface InZip<T> {
        T of(ZipFile zip) throws IOException;
    }

    private interface Content<T> {
        T of(Header header, InputStream in) throws IOException;
    }

    private <T> T with(InZip<T> task) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + (Files.exists(file) ? " is not a file" : " does not exist")
                    + "; name a file that numpy.savez wrote");
        }
        if (!isZip()) {
            try {
                return task.of(null);
            } catch (EOFException e) {
                throw new UserException(file + " breaks off", e);
            } catch (IOException e) {
                throw Failures.cannotRead(file, e);
            }
        }
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            return task.of(zip);
        } catch (EOFException e) {
            throw new UserException(file + " breaks off", e);
        } catch (ZipException e) {
            throw new UserException(file + " is damaged (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }

    private <T> T open(String name, Content<T> content) {
        return with(zip -> {
            try (InputStream in = new BufferedInputStream(
                    zip == null ? Files.newInputStream(file) : zip.getInputStream(zip.getEntry(name + ".npy")))) {
                return content.of(header(name, in), in);
            }
        });
    }

    private Header header(String name, InputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length))) {
            throw new UserException(where(name) + " is no array of NumPy's: it does not start as one");
        }
        boolean isShort = start[6] == 1;
        byte[] size = in.readNBytes(isShort ? 2 : 4);
        if (size.length < (isShort ? 2 : 4)) {
            throw new EOFException();
        }
        ByteBuffer sizes = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
        int length = isShort ? sizes.getChar() : sizes.getInt();
        String text =
                length < 0 || length > LONGEST_HEADER ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        Matcher header = HEADER.matcher(text);
        if (text.contains("'descr': '|O'")) {
            throw new UserException(
                    where(name) + " holds objects that Python has pickled, which are not read; save numbers");
        }
        if (!header.matches()) {
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
            throw new UserException(where(name) + " is no array of numbers: its header is '" + shown.strip() + "'");
        }
        if (header.group(3).equals("True")) {
            throw new UserException(
                    where(name) + " has its columns first (fortran_order); save numpy.ascontiguousarray of it");
        }
        long[] shape = Stream.of(header.group(4).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        return new Header(
                header.group(2), header.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, shape);
    }
}

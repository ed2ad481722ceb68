package org.gan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.files.Failures;

/** Rows of numbers, in a CSV file or in one of NumPy's. */
final class VectorFiles {

    private VectorFiles() {}

    /** The numbers in a row, by the beginning of the file. */
    static long dimension(DataRequest request) {
        Path file = checked(request.directory());
        return isNumpy(file) ? NpzVectors.width(file) : csv(request).names().size();
    }

    /**
     * Reads all rows, and says what becomes of them.
     *
     * @param request what is to be read; the directory is the file
     * @return the rows
     * @throws UserException if the file is not what it should be
     */
    static VectorTable read(DataRequest request) {
        Path file = checked(request.directory());
        VectorTable table = isNumpy(file)
                ? NpzVectors.read(file, request.options().labelColumn())
                : csv(request).read(request.progress());
        if (table.count() < 2) {
            throw new UserException(file + " has " + (table.count() == 0 ? "no row" : "one row")
                    + " of numbers; a deviation needs two at least");
        }
        return table;
    }

    /** How values are understood, in a line. */
    static String text(VectorTable table, List<Column> columns) {
        String constant = columns.stream()
                .filter(Column::isConstant)
                .map(column -> String.format(
                        Locale.ROOT, "; %s is always %s, and stays so", column.name(), column.text(column.mean())))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%,d rows of %s become numbers of mean 0 and deviation 1 a column, and are given back in their units%s",
                table.count(),
                Labels.listed(table.names()),
                constant);
    }

    private static CsvFile csv(DataRequest request) {
        DataOptions options = request.options();
        return new CsvFile(request.directory(), options.labelColumn(), options.skipBroken());
    }

    private static Path checked(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + (Files.exists(file) ? " is not a file" : " does not exist")
                    + "; name a CSV file, or an NPZ or NPY file of NumPy's");
        }
        return file;
    }

    private static boolean isNumpy(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length > 1 && (start[0] == 'P' && start[1] == 'K' || start[0] == (byte) 0x93);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }

    /** Arrays [N, F] under the usual names. */
    private static final class NpzVectors {

        private static final List<String> DATA = List.of("x_train", "vectors", "samples", "x", "data", "arr_0");
        private static final List<String> LABELS = List.of("y_train", "labels", "y", "arr_1");

        static long width(Path path) {
            NpzFile file = new NpzFile(path);
            return width(path, file.shape(name(file, path)));
        }

        private static int width(Path path, long[] shape) {
            if (shape.length != 2 || shape[1] < 1 || shape[1] > Short.MAX_VALUE) {
                throw new UserException(path + " has the shape " + Arrays.toString(shape)
                        + "; vectors are [N, F], a row a sample, with F up to " + Short.MAX_VALUE
                        + (shape.length > 2 ? ", and images are --dataset npz" : ""));
            }
            return (int) shape[1];
        }

        private static String name(NpzFile file, Path path) {
            return file.first(DATA)
                    .orElseThrow(() -> new UserException(path + " has the arrays " + String.join(", ", file.names())
                            + "; vectors are looked for as " + String.join(", ", DATA)));
        }

        static VectorTable read(Path path, String labelColumn) {
            NpzFile file = new NpzFile(path);
            String name = name(file, path);
            int width = width(path, file.shape(name));
            NumberArray array = file.numbers(name);
            double[] values = IntStream.range(0, array.size())
                    .mapToDouble(i -> finite(array, i))
                    .toArray();
            Optional<String> labels = file.first(labelColumn == null ? LABELS : List.of(labelColumn));
            if (labels.isEmpty() && labelColumn != null) {
                throw new UserException("label-column (" + labelColumn + ") is not in " + path + "; its arrays are "
                        + String.join(", ", file.names()));
            }
            Optional<Labels> classes = labels.map(found -> Labels.of(file.labels(found, array, "rows")));
            return new VectorTable(
                    VectorTable.numbered(width),
                    values,
                    classes.map(Labels::numbers).orElse(null),
                    classes.map(Labels::names).orElse(List.of()));
        }

        private static double finite(NumberArray array, int i) {
            double value = array.at(i);
            if (!(Math.abs(value) <= CsvFile.LARGEST)) {
                throw new UserException(array.name() + " has the value " + value + " in row "
                        + (i / array.shape()[1] + 1) + "; values lie from -" + CsvFile.LARGEST + " to "
                        + CsvFile.LARGEST);
            }
            return value;
        }
    }
}

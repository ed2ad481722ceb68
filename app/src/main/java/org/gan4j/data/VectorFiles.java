package org.gan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
            byte[] start = in.readNBytes(6);
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
            NumberArray array = file.numbers(name(file, path));
            int width = width(path, Arrays.stream(array.shape()).asLongStream().toArray());
            double[] values = IntStream.range(0, array.size())
                    .mapToDouble(i -> finite(array, i))
                    .toArray();
            List<String> names =
                    IntStream.rangeClosed(1, width).mapToObj(i -> "column " + i).toList();
            List<String> labelled = labelColumn == null ? NpzVectors.LABELS : List.of(labelColumn);
            List<String> labels = file.first(labelled).map(file::labels).orElse(List.of());
            if (labels.isEmpty()) {
                if (labelColumn != null) {
                    throw new UserException("label-column (" + labelColumn + ") is not in " + path + "; its arrays are "
                            + String.join(", ", file.names()));
                }
                return new VectorTable(names, values, null, List.of());
            }
            if (labels.size() != array.count()) {
                throw new UserException(array.name() + " holds " + array.count() + " rows, but there are "
                        + labels.size() + " labels; both must be of one data set");
            }
            Labels classes = Labels.of(labels);
            return new VectorTable(names, values, classes.numbers(), classes.names());
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

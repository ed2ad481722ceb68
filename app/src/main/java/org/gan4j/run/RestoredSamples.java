package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.gan4j.data.Column;

/**
 * Rows of numbers in the units of their file, as they were before their columns were brought to one size.
 *
 * @param columns what the columns are
 * @param values row after row
 */
record RestoredSamples(List<Column> columns, double[] values) {

    /**
     * Brings rows back.
     *
     * @param columns what the columns are
     * @param standardised row after row, as the networks have them
     * @return the rows
     */
    static RestoredSamples of(List<Column> columns, float[] standardised) {
        double[] values = new double[standardised.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i % columns.size()).restored(standardised[i]);
        }
        return new RestoredSamples(columns, values);
    }

    private int count() {
        return values.length / columns.size();
    }

    /** The values of a column. */
    float[] column(int i) {
        float[] column = new float[count()];
        for (int row = 0; row < column.length; row++) {
            column[row] = (float) values[row * columns.size() + i];
        }
        return column;
    }

    /** {@code [rows, columns]}, float64. */
    NDArray array(NDManager owner) {
        return owner.create(values, new Shape(count(), columns.size()));
    }

    /**
     * A table with a head, as the file had it.
     *
     * @param classColumn what the column of the classes is called; {@code null} without classes
     * @param classes the class of each row, if there are any
     * @return the text of the file
     */
    String csv(String classColumn, List<String> classes) {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter table = new CSVPrinter(text, format)) {
            List<String> row =
                    new ArrayList<>(columns.stream().map(Column::name).toList());
            if (classColumn != null) {
                row.add(classColumn);
            }
            table.printRecord(row);
            for (int i = 0; i < count(); i++) {
                row.clear();
                for (int j = 0; j < columns.size(); j++) {
                    row.add(columns.get(j).text(values[i * columns.size() + j]));
                }
                if (classColumn != null) {
                    row.add(classes.get(i));
                }
                table.printRecord(row);
            }
        } catch (IOException e) { // nothing is written to a file here
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}

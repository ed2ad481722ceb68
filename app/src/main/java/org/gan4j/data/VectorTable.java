package org.gan4j.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows of numbers in the units of their file, with or without a class each. Values are not copied: anyone who holds a table leaves them
 * as they are.
 *
 * @param names what each column is called
 * @param values row after row
 * @param labels the class of each row; {@code null} without
 * @param classNames what each class is called; empty without
 */
public record VectorTable(List<String> names, double[] values, int[] labels, List<String> classNames) {

    /** The names of columns that have none. */
    static List<String> numbered(int width) {
        return IntStream.rangeClosed(1, width).mapToObj(i -> "column " + i).toList();
    }

    /** {@return the number of rows} */
    public int count() {
        return values.length / names.size();
    }

    /** {@return the numbers in a row} */
    public int width() {
        return names.size();
    }

    /**
     * The values of a column.
     *
     * @param i its number
     * @return a value a row
     */
    public double[] column(int i) {
        return IntStream.range(0, count())
                .mapToDouble(row -> values[row * width() + i])
                .toArray();
    }

    /** What each column is, by the values that it has here. */
    List<Column> columns() {
        return IntStream.range(0, width())
                .mapToObj(i -> Column.of(names.get(i), column(i)))
                .toList();
    }

    /**
     * What the networks see of it.
     *
     * @param columns what each column is
     * @return row after row
     */
    public float[] standardised(List<Column> columns) {
        float[] seen = new float[values.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (float) columns.get(i % width()).standardised(values[i]);
        }
        return seen;
    }

    /** One part of it; none of a test split without a share. */
    Optional<VectorTable> part(Split split, double holdout) {
        return Holdout.rows(count(), split, holdout).map(this::rows);
    }

    /**
     * Some of its rows, chosen at random, always the same ones.
     *
     * @param most how many
     * @return so many, or all that there are
     */
    public VectorTable some(int most) {
        return most >= count() ? this : rows(Holdout.some(count(), most));
    }

    private VectorTable rows(int[] rows) {
        double[] chosen = IntStream.of(rows)
                .flatMap(row -> IntStream.range(row * width(), (row + 1) * width()))
                .mapToDouble(i -> values[i])
                .toArray();
        int[] classes = labels == null
                ? null
                : IntStream.of(rows).map(row -> labels[row]).toArray();
        return new VectorTable(names, chosen, classes, classNames);
    }
}

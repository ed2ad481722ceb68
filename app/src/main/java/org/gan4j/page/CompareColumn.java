package org.gan4j.page;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.gan4j.page.CompareTable.Cell;

/**
 * One thing to be said of each row: a column of a table for a person, or of a CSV file, which has all digits.
 *
 * @param <T> what a row is about
 * @param head its head
 * @param word whether its values are words
 * @param value gives the value: words, a number, or {@code null} for a row without
 * @param rounded a number as a person reads it
 */
record CompareColumn<T>(String head, boolean word, Function<T, Object> value, DoubleFunction<String> rounded) {

    static <T> CompareColumn<T> words(String head, Function<T, Object> value) {
        return new CompareColumn<>(head, true, value, NumberText::number);
    }

    static <T> CompareColumn<T> numbers(String head, Function<T, Object> value) {
        return new CompareColumn<>(head, false, value, NumberText::number);
    }

    /** The heads of a table. */
    static <T> List<Cell> heads(List<CompareColumn<T>> columns) {
        return columns.stream()
                .map(column -> new Cell(column.head, column.word))
                .toList();
    }

    /** The cells of a row. */
    static <T> List<Cell> cells(List<CompareColumn<T>> columns, T row) {
        return columns.stream()
                .map(column -> new Cell(column.text(row), column.word))
                .toList();
    }

    /** The value for a person. */
    String text(T row) {
        Object found = value.apply(row);
        if (found == null) {
            return "-";
        }
        return found instanceof Number number ? rounded.apply(number.doubleValue()) : found.toString();
    }

    /** The value with all its digits; nothing for a row without. */
    String exact(T row) {
        Object found = value.apply(row);
        if (found instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return String.valueOf(number.longValue()); // without the decimals that a double has
        }
        return found == null ? "" : found.toString();
    }
}

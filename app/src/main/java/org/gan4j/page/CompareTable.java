package org.gan4j.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table with a row a run, for a terminal, a page or a CSV file.
 *
 * @param title what it shows
 * @param hints what holds for all its rows
 * @param rows the rows, one at least; each has a cell for each head that any of them came with
 * @param notes what is to be known of some rows
 */
public record CompareTable(String title, List<String> hints, List<Row> rows, List<String> notes) {

    /** Gives each row the cells that it lacks. */
    public CompareTable {
        Map<String, Cell> missing = new LinkedHashMap<>();
        rows.forEach(row -> row.cells.keySet().forEach(head -> missing.put(head, Cell.NONE)));
        rows = rows.stream()
                .map(row -> {
                    Map<String, Cell> all = new LinkedHashMap<>(missing);
                    all.putAll(row.cells);
                    return new Row(row.name, row.detail, all);
                })
                .toList();
    }

    /**
     * The heads of the columns after the names.
     *
     * @return a cell a column
     */
    public List<Cell> heads() {
        return rows.get(0).cells.entrySet().stream()
                .map(cell -> new Cell(cell.getKey(), cell.getKey(), cell.getValue().word))
                .toList();
    }

    /**
     * A row.
     *
     * @param name what it is about
     * @param detail more about it, or nothing
     * @param cells its cells by the heads of their columns, in their order
     */
    public record Row(String name, String detail, Map<String, Cell> cells) {}

    /**
     * A cell.
     *
     * @param text what it says to a person
     * @param exact the same for a program: a number has all its digits
     * @param word whether that is words, which begin on the left, rather than a number
     */
    public record Cell(String text, String exact, boolean word) {

        /** Of a row that has nothing to say. */
        static final Cell NONE = new Cell("-", "", false);

        /** Some words, or {@code null}. */
        static Cell words(String words) {
            return words == null ? new Cell(NONE.text, NONE.exact, true) : new Cell(words, words, true);
        }

        /** A number, or {@code null}. */
        static Cell number(Number number) {
            return number == null ? NONE : new Cell(NumberText.number(number.doubleValue()), exact(number), false);
        }

        /** A whole number without the decimals that a double has. */
        private static String exact(Number number) {
            double value = number.doubleValue();
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            return whole ? String.valueOf(number.longValue()) : number.toString();
        }
    }
}

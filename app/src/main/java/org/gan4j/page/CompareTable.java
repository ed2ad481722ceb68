package org.gan4j.page;

import java.util.List;

/**
 * A table with a row a run, for a terminal and for a page.
 *
 * @param title what it shows
 * @param hints what holds for all its rows
 * @param heads the heads of the columns after the names
 * @param rows the rows
 * @param notes what is to be known of some rows
 */
public record CompareTable(String title, List<String> hints, List<Cell> heads, List<Row> rows, List<String> notes) {

    /**
     * A row.
     *
     * @param name what it is about
     * @param detail more about it, or nothing
     * @param cells a cell a column
     */
    public record Row(String name, String detail, List<Cell> cells) {}

    /**
     * A cell.
     *
     * @param text what it says
     * @param word whether that is words, which begin on the left, rather than a number
     */
    public record Cell(String text, boolean word) {}
}

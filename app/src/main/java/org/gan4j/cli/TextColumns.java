package org.gan4j.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.page.CompareTable;

/** Texts in columns, two spaces apart, for a terminal. */
final class TextColumns {

    private static final String GAP = "  ";

    /** The most columns of text: what a terminal of common width shows. */
    private static final int WIDTH = 120;

    private TextColumns() {}

    /** The lines of a table, under the head of its first column. */
    static List<String> of(String first, CompareTable table) {
        List<List<String>> rows = new ArrayList<>(List.of(texts(first, table.heads())));
        table.rows().forEach(row -> rows.add(texts(row.name(), row.cells().values())));
        return lines(
                rows, column -> column > 0 && !table.heads().get(column - 1).word(), WIDTH);
    }

    private static List<String> texts(String name, Collection<CompareTable.Cell> cells) {
        return Stream.concat(Stream.of(name), cells.stream().map(CompareTable.Cell::text))
                .map(Terminal::oneLine)
                .toList();
    }

    /**
     * Aligns rows. Columns that do not fit go below, after the first column again.
     *
     * @param rows texts of as many columns each, the heads among them
     * @param numbers whether a column, from 0, has numbers, which end on the right
     * @param width the most characters of a line
     * @return the lines
     */
    static List<String> lines(List<List<String>> rows, IntPredicate numbers, int width) {
        List<String> names = column(rows, 0, numbers.test(0));
        List<String> all = new ArrayList<>();
        List<String> lines = names;
        for (int i = 1; i < rows.get(0).size(); i++) {
            List<String> column = column(rows, i, numbers.test(i));
            boolean fits = lines.get(0).length() + GAP.length() + column.get(0).length() <= width;
            if (!fits && lines != names) {
                lines.forEach(line -> all.add(line.stripTrailing()));
                all.add("");
                lines = names;
            }
            List<String> before = lines;
            lines = IntStream.range(0, rows.size())
                    .mapToObj(row -> before.get(row) + GAP + column.get(row))
                    .toList();
        }
        lines.forEach(line -> all.add(line.stripTrailing()));
        return all;
    }

    /** A column of rows, all in one width. */
    private static List<String> column(List<List<String>> rows, int i, boolean right) {
        int width = rows.stream().mapToInt(row -> row.get(i).length()).reduce(1, Math::max);
        String format = "%" + (right ? "" : "-") + width + "s";
        return rows.stream()
                .map(row -> String.format(Locale.ROOT, format, row.get(i)))
                .toList();
    }
}

package org.gan4j.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Several runs on one page, which needs nothing beside it: what they are worth, what they draw, how they were trained.
 *
 * @param count how many runs
 * @param scores their scores, a table for all that can be compared
 * @param pictures the last samples of those that have some
 * @param runs how they were trained
 * @param maker what made the page
 */
public record ComparePage(int count, List<Table> scores, List<Picture> pictures, Table runs, String maker) {

    /**
     * A table with a line a run.
     *
     * @param title what it shows
     * @param hints what holds for all its lines
     * @param words how many of the columns are words; the others are numbers
     * @param heads the heads of the columns behind the names
     * @param lines the lines
     * @param notes what is to be known of some lines
     */
    public record Table(
            String title, List<String> hints, int words, List<String> heads, List<Line> lines, List<String> notes) {}

    /**
     * A line of a table.
     *
     * @param name what it is about
     * @param detail more about it, or nothing
     * @param cells a text a column
     */
    public record Line(String name, String detail, List<String> cells) {}

    /**
     * The last samples of a run.
     *
     * @param name the run
     * @param detail more about it
     * @param chart whether they are a chart, to be scaled smoothly, rather than a grid of pixels
     * @param samples the picture
     */
    public record Picture(String name, String detail, boolean chart, BufferedImage samples) {}

    /**
     * Writes the page.
     *
     * @return the HTML text
     * @throws IOException if a picture cannot be encoded
     */
    public String html() throws IOException {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Picture picture : pictures) {
            shown.add(Map.of(
                    "name", picture.name,
                    "detail", picture.detail,
                    "chart", picture.chart,
                    "address", RunPage.address(picture.samples)));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("count", count);
        values.put("plural", count > 1);
        values.put("scores", scores.stream().map(ComparePage::values).toList());
        values.put("scored", !scores.isEmpty());
        values.put("several", scores.size() > 1);
        values.put("pictures", shown);
        values.put("runs", values(runs));
        values.put("maker", maker);
        values.put("style", WebResource.text("page.css") + WebResource.text("compare.css"));
        return WebResource.template("compare.html").execute(values);
    }

    private static Map<String, Object> values(Table table) {
        return Map.of(
                "title", table.title,
                "hints", table.hints,
                "heads", cells(table.heads, table.words),
                "lines",
                        table.lines.stream()
                                .map(line -> Map.of(
                                        "name",
                                        line.name,
                                        "detail",
                                        line.detail.isEmpty() ? List.of() : line.detail,
                                        "cells",
                                        cells(line.cells, table.words)))
                                .toList(),
                "notes", table.notes);
    }

    private static List<Map<String, Object>> cells(List<String> texts, int words) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> Map.<String, Object>of("text", texts.get(i), "word", i < words))
                .toList();
    }
}

package org.gan4j.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several runs on one page, which needs nothing beside it.
 *
 * @param columns the heads of the table
 * @param rows a row a run, a cell a column
 * @param names the runs' names
 * @param samples the last samples of each run, {@code null} where there are none
 * @param charts whether samples are charts, to be scaled smoothly, rather than grids of pixels
 * @param maker what made the page
 */
public record ComparePage(
        List<String> columns,
        List<List<String>> rows,
        List<String> names,
        List<BufferedImage> samples,
        boolean charts,
        String maker) {

    /**
     * Writes the page.
     *
     * @return the HTML text
     * @throws IOException if a picture cannot be encoded
     */
    public String html() throws IOException {
        List<Map<String, Object>> pictures = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (samples.get(i) != null) {
                pictures.add(Map.of("name", names.get(i), "picture", RunPage.address(samples.get(i))));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("columns", columns);
        values.put("rows", rows);
        values.put("count", rows.size());
        values.put("pictures", pictures);
        values.put("charts", charts);
        values.put("maker", maker);
        values.put("style", WebResource.text("page.css"));
        return WebResource.template("compare.html").execute(values);
    }
}

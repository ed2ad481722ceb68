package org.gan4j.page;

import java.nio.file.Path;
import java.util.List;
import org.gan4j.files.WholeFile;
import org.gan4j.page.CompareTable.Cell;

/**
 * The page of many runs: which configuration is the best over its seeds, the metric against every axis, and the way to each run's own
 * page.
 *
 * @param name the sweep's directory
 * @param progress how many runs are done, failed and so on
 * @param caption what the configurations are ranked by
 * @param meanings what the columns say
 * @param command the command line of the best configuration; empty as long as there is none
 * @param configurations the configurations, the best first; {@code null} as long as none has a score
 * @param runs a row a run
 * @param metric the head of the deciding metric's column
 * @param charts the points of the charts as JSON
 * @param axes the names of the axes, a chart each
 * @param maker what makes the page, with its version
 */
public record SweepPage(
        String name,
        String progress,
        String caption,
        List<String> meanings,
        String command,
        CompareTable configurations,
        List<Run> runs,
        String metric,
        String charts,
        List<String> axes,
        String maker) {

    /**
     * A run's row. Links are relative to the page; {@code null} where there is nothing yet.
     *
     * @param number the run's number
     * @param name its directory
     * @param state a word
     * @param page its page
     * @param grid its last samples
     * @param log what it said
     * @param score the deciding metric
     * @param seconds what its steps took
     * @param failure why it failed, or nothing
     */
    public record Run(
            int number,
            String name,
            String state,
            String page,
            String grid,
            String log,
            Cell score,
            Cell seconds,
            String failure) {}

    /**
     * Writes the page.
     *
     * @param file where to
     * @throws org.gan4j.UserException if it cannot be written
     */
    public void write(Path file) {
        WholeFile.write(file, PageTemplate.render("sweep.html", this));
    }

    /** The charts within a script: nothing in them may end it. */
    String data() {
        return charts.replace("</", "<\\/");
    }
}

package org.gan4j.page;

import java.util.List;

/**
 * Several runs on one page, which needs no other file: what they are worth, what they draw, how they were trained.
 *
 * @param count how many runs
 * @param scores their scores, a table for all that can be compared
 * @param pictures the last samples of those that have some
 * @param runs how they were trained
 * @param maker what made the page
 */
record ComparePage(int count, List<CompareTable> scores, List<Picture> pictures, CompareTable runs, String maker) {

    /**
     * The last samples of a run.
     *
     * @param name the run
     * @param detail more about it
     * @param smooth whether they are a chart, to be scaled smoothly, rather than a grid of pixels
     * @param picture the picture, as {@link PageTemplate#address} has it
     */
    record Picture(String name, String detail, boolean smooth, String picture) {}

    /** The HTML text. */
    String html() {
        return PageTemplate.render("compare.html", this);
    }

    boolean plural() {
        return count > 1;
    }

    boolean scored() {
        return !scores.isEmpty();
    }

    boolean several() {
        return scores.size() > 1;
    }
}

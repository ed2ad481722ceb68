package org.gan4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Seeds as a person writes them: {@code 3}, {@code 1,5}, {@code 1-10}. */
final class Seeds {

    private static final int MOST = 10_000;
    private static final Pattern PART = Pattern.compile("(-?\\d{1,10})(?:-(-?\\d{1,10}))?");

    private Seeds() {}

    /**
     * Reads seeds.
     *
     * @param text numbers and ranges, commas between them
     * @return the seeds
     * @throws IllegalArgumentException if it is something else, or they are more than {@value #MOST}
     */
    static List<Integer> parse(String text) {
        List<Integer> seeds = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = PART.matcher(part);
            if (!range.matches()) {
                throw new IllegalArgumentException("Invalid value for option '--seed': '" + text
                        + "' is no whole number, nor such as 1-10 or 1,5");
            }
            long first = Long.parseLong(range.group(1));
            long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
            if (first > last || last - first + seeds.size() >= MOST || first != (int) first || last != (int) last) {
                throw new IllegalArgumentException("seed (" + text
                        + ") must be from a lower to a higher number, and at most " + MOST + " of them");
            }
            LongStream.rangeClosed(first, last).forEach(seed -> seeds.add((int) seed));
        }
        return seeds;
    }
}

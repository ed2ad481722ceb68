package org.gan4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The classes that a person asks for by their names: {@code cat}, {@code cat,dog}, {@code 3-7}. */
final class ChosenClasses {

    private static final int LISTED = 30;

    private ChosenClasses() {}

    /**
     * Reads names and ranges of names.
     *
     * @param text names with commas between them
     * @param names those of all classes, in their order
     * @return the numbers of the classes that were asked for
     * @throws IllegalArgumentException if there is no such class; the message lists those that there are
     */
    static List<Integer> parse(String text, List<String> names) {
        List<Integer> chosen = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int found = names.indexOf(part);
            if (found >= 0) {
                chosen.add(found);
                continue;
            }
            List<Integer> range = range(part, names);
            if (range.isEmpty()) {
                throw new IllegalArgumentException("class (" + part + ") does not occur; there are " + listed(names));
            }
            chosen.addAll(range);
        }
        return chosen;
    }

    /** From one name to another, apart by a hyphen, which names may have too. */
    private static List<Integer> range(String part, List<String> names) {
        for (int hyphen = part.indexOf('-', 1); hyphen > 0; hyphen = part.indexOf('-', hyphen + 1)) {
            int first = names.indexOf(part.substring(0, hyphen));
            int last = names.indexOf(part.substring(hyphen + 1));
            if (first >= 0 && last >= first) {
                return IntStream.rangeClosed(first, last).boxed().toList();
            }
        }
        return List.of();
    }

    private static String listed(List<String> names) {
        return names.stream().limit(LISTED).collect(Collectors.joining(", "))
                + (names.size() > LISTED ? " ... " + names.get(names.size() - 1) : "");
    }
}

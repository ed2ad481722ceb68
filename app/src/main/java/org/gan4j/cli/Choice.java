package org.gan4j.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Names that a person chooses from. */
final class Choice {

    private static final double ALIKE = 0.75;
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private Choice() {}

    /**
     * Checks a name.
     *
     * @param what what is chosen, e.g. {@code loss}
     * @param name what was given
     * @param names what there is
     * @throws IllegalArgumentException if the name is not among them; the message tells the nearest ones
     */
    static void check(String what, String name, Collection<String> names) {
        if (names.contains(name)) {
            return;
        }
        List<String> near = nearest(name, names);
        throw new IllegalArgumentException("unknown " + what + " '" + name + "'; "
                + (near.isEmpty()
                        ? "there are " + String.join(", ", names)
                        : "did you mean " + String.join(" or ", near) + "? All: " + String.join(", ", names)));
    }

    /** The names most like the one that was given, at most three; none if nothing is like it. */
    static List<String> nearest(String name, Collection<String> names) {
        return names.stream()
                .filter(candidate -> SIMILARITY.apply(candidate, name) >= ALIKE)
                .sorted(Comparator.comparing((String candidate) -> -SIMILARITY.apply(candidate, name)))
                .limit(3)
                .toList();
    }
}

package org.gan4j.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Names that a value is chosen from: what a shell completes, and what a slip of the hand is compared with. */
public class KnownNames implements Iterable<String> {

    /** Counts wrong, missing, superfluous and exchanged letters. */
    private static final DamerauLevenshteinDistance SLIPS = new DamerauLevenshteinDistance();

    private final String what;
    private final Supplier<? extends Collection<String>> names;

    /**
     * Names that are looked up when they are asked for.
     *
     * @param what what is chosen, e.g. {@code loss}
     * @param names gives the names
     */
    public KnownNames(String what, Supplier<? extends Collection<String>> names) {
        this.what = what;
        this.names = names;
    }

    @Override
    public final Iterator<String> iterator() {
        return names.get().iterator();
    }

    /**
     * Checks a name.
     *
     * @param name what was given
     * @return the name
     * @throws IllegalArgumentException if it is not among the names; the message tells the nearest ones
     */
    public final String check(String name) {
        Collection<String> known = names.get();
        if (known.contains(name)) {
            return name;
        }
        List<String> near = nearest(name, known);
        throw new IllegalArgumentException("unknown " + what + " '" + name + "'; "
                + (near.isEmpty()
                        ? "there are " + String.join(", ", known)
                        : "did you mean " + String.join(" or ", near) + "? All: " + String.join(", ", known)));
    }

    /**
     * The names most like one that was given.
     *
     * @param name what was given
     * @param names what there is
     * @return at most three, the nearest first; none if nothing is like it
     */
    public static List<String> nearest(String name, Collection<String> names) {
        return names.stream()
                .filter(candidate -> isLike(candidate, name))
                .sorted(Comparator.comparing(candidate -> SLIPS.apply(candidate, name)))
                .limit(3)
                .toList();
    }

    /** A slip in every three letters, or one of two names begins with the other: more than that was not meant. */
    private static boolean isLike(String candidate, String name) {
        String known = candidate.replaceFirst("^-+", "");
        String given = name.replaceFirst("^-+", "");
        int shorter = Math.min(known.length(), given.length());
        return shorter > 1
                && (known.startsWith(given)
                        || given.startsWith(known)
                        || SLIPS.apply(known, given) <= Math.max(1, shorter / 3));
    }
}

package org.gan4j.page;

import java.util.List;
import java.util.stream.IntStream;

/** A part of a long list that still shows its course. */
final class EvenlySpaced {

    private EvenlySpaced() {}

    /** At most so many of a list, evenly spaced, the first and the last one always among them. */
    static <T> List<T> of(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
                .toList();
    }
}

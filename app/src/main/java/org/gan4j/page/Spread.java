package org.gan4j.page;

import java.util.List;
import java.util.stream.IntStream;

/** Fewer of many. */
final class Spread {

    private Spread() {}

    /** At most so many of a list, evenly spread, the first and the last one always among them. */
    static <T> List<T> over(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
                .toList();
    }
}

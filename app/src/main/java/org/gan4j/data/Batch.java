package org.gan4j.data;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Samples, real or generated, with the classes they belong to.
 *
 * @param samples {@code [N, dimension]}, float32
 * @param labels {@code [N]}, int64; {@code null} without classes, or if they were not asked for
 * @param room what comes after the samples; {@code null} if there is no room for others
 */
public record Batch(NDArray samples, NDArray labels, Room room) {

    /**
     * Room for as many samples after those of a batch, so that a pass over both needs no copy of them.
     *
     * @param whole {@code [2N, dimension]}: the samples, and the rest
     * @param rest {@code [N, dimension]}, not filled yet
     */
    public record Room(NDArray whole, NDArray rest) {}

    /**
     * A batch with nothing after it.
     *
     * @param samples {@code [N, dimension]}, float32
     * @param labels {@code [N]}, int64, or {@code null}
     */
    public Batch(NDArray samples, NDArray labels) {
        this(samples, labels, null);
    }

    /**
     * All that this is made of.
     *
     * @return the arrays that there are
     */
    public List<NDArray> arrays() {
        return Stream.of(samples, labels, room == null ? null : room.whole, room == null ? null : room.rest)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * The same batch as it is seen.
     *
     * @param seen the samples, or what was made of them
     * @return with room if these are the samples themselves
     */
    public Batch seenAs(NDArray seen) {
        return seen == samples ? this : new Batch(seen, labels);
    }
}

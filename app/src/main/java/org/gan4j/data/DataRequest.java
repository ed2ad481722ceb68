package org.gan4j.data;

import java.nio.file.Path;

/**
 * What is to be read or drawn.
 *
 * @param directory where files lie, or {@code null} for what is drawn or downloaded
 * @param seed decides samples where they are drawn
 * @param options what is made of files
 * @param progress told of what takes time
 */
public record DataRequest(Path directory, long seed, DataOptions options, ReadingProgress progress) {

    /**
     * With nothing to say.
     *
     * @param directory where files lie, or {@code null} for what is drawn or downloaded
     * @param seed decides samples where they are drawn
     */
    public DataRequest(Path directory, long seed) {
        this(directory, seed, DataOptions.USUAL, line -> {});
    }
}

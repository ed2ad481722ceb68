package org.gan4j.data;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/**
 * The content of a picture for readers that do not notice its end: some take what comes after it for zeros, and go on for minutes with a
 * file of a few bytes.
 */
final class WatchedEnd extends FilterInputStream {

    /** Readers that read ahead meet the end a few times. */
    private static final int MOST_ENDS = 1_000;

    private int ends;

    WatchedEnd(byte[] content) {
        super(new ByteArrayInputStream(content));
    }

    @Override
    public int read() throws IOException {
        return watched(super.read());
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return watched(super.read(into, from, length));
    }

    private int watched(int read) throws IOException {
        if (read < 0 && ++ends > MOST_ENDS) {
            throw new IOException("it breaks off");
        }
        return read;
    }
}

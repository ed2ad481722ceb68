package org.gan4j.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.gan4j.data.IdxFiles;
import org.gan4j.data.ImageSet;
import org.gan4j.data.Split;

/** Writes IDX files, right ones and wrong ones, for the tests to read. */
public final class IdxBytes {

    private IdxBytes() {}

    /** The big-endian numbers of a header, then the payload. */
    public static byte[] file(byte[] payload, int... header) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * header.length + payload.length);
        for (int number : header) {
            buffer.putInt(number);
        }
        return buffer.put(payload).array();
    }

    public static byte[] images(ImageSet images) {
        return file(images.pixels(), 2051, images.count(), images.height(), images.width());
    }

    public static byte[] labels(ImageSet images) {
        return file(images.labels(), 2049, images.count());
    }

    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** Puts the two files of a split where {@link IdxFiles} looks for them. */
    public static void write(Path directory, Split split, ImageSet images) throws IOException {
        String prefix = split == Split.TRAIN ? "train" : "t10k";
        Files.write(directory.resolve(prefix + "-images-idx3-ubyte"), images(images));
        Files.write(directory.resolve(prefix + "-labels-idx1-ubyte"), labels(images));
    }
}

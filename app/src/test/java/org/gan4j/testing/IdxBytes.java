package org.gan4j.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ResidentImages;
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
        return file(
                images.pixels().array(),
                2051,
                images.count(),
                images.shape().height(),
                images.shape().width());
    }

    public static byte[] labels(ImageSet images) {
        return file(ResidentImages.labelBytes(images.labels(), images.classes()).array(), 2049, images.count());
    }

    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** Puts the two files of a split where the data set {@code idx} looks for them. */
    public static void write(Path directory, Split split, ImageSet images) throws IOException {
        write(directory, split, images(images), labels(images));
    }

    /** Training images of 2 x 2 pixels, and labels, which may be fewer. */
    public static void writeSmall(Path directory, int images, int labels) throws IOException {
        byte[] pixels = new byte[4 * images];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (37 * i);
        }
        byte[] classes = new byte[labels];
        for (int i = 0; i < labels; i++) {
            classes[i] = (byte) (i % 10);
        }
        write(directory, Split.TRAIN, file(pixels, 2051, images, 2, 2), file(classes, 2049, labels));
    }

    private static void write(Path directory, Split split, byte[] images, byte[] labels) throws IOException {
        String prefix = split == Split.TRAIN ? "train" : "t10k";
        Files.createDirectories(directory);
        Files.write(directory.resolve(prefix + "-images-idx3-ubyte"), images);
        Files.write(directory.resolve(prefix + "-labels-idx1-ubyte"), labels);
    }
}

package org.gan4j.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Contents of picture files, right ones and wrong ones, for the tests to read. */
public final class PictureBytes {

    private static final int TIFF_SHORT = 3;
    private static final int TIFF_LONG = 4;

    private PictureBytes() {}

    /** A whole picture of one colour. */
    public static byte[] of(String format, int height, int width, int rgb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, rgb);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A chunk of a PNG. */
    public static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A PNG of a header, some chunks, and pixels of so many zeros. */
    public static byte[] png(int height, int width, int bits, int colour, byte[] chunks, int zeros) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .put((byte) colour)
                .array();
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
                chunk("IHDR", header),
                chunks,
                chunk("IDAT", deflated(zeros)),
                chunk("IEND", new byte[0]));
    }

    /** So many zeros, which take a thousandth of their room. */
    public static byte[] deflated(int zeros) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            byte[] block = new byte[1 << 16];
            for (int left = zeros; left > 0; left -= block.length) {
                out.write(block, 0, Math.min(left, block.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The start of a BMP of 24 bits a pixel. */
    public static byte[] bmp(int height, int width) {
        return little(60)
                .put(new byte[] {'B', 'M'})
                .putInt(60)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    /** The start of a GIF with one frame. */
    public static byte[] gif(int height, int width) {
        return little(30)
                .put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[3])
                .put((byte) ',')
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[] {0, 2, 2, 0x44, 1, 0, ';'})
                .array();
    }

    /** The start of a JPEG. */
    public static byte[] jpeg(int height, int width) {
        return ByteBuffer.allocate(40)
                .put(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc0, 0, 11, 8})
                .putShort((short) height)
                .putShort((short) width)
                .put(new byte[] {1, 1, 0x11, 0})
                .put(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0})
                .array();
    }

    /** The start of a lossless WebP. */
    public static byte[] webp(int height, int width) {
        return little(40)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(32)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(20)
                .put((byte) 0x2f)
                .putInt(width - 1 | height - 1 << 14)
                .array();
    }

    /** A TIFF of one strip of shades. */
    public static byte[] tiff(int height, int width, int bits, int sampleFormat, int stripBytes, byte[] pixels) {
        int[][] entries = {
            {256, TIFF_LONG, width},
            {257, TIFF_LONG, height},
            {258, TIFF_SHORT, bits},
            {259, TIFF_SHORT, 1},
            {262, TIFF_SHORT, 1},
            {273, TIFF_LONG, 8 + 2 + 10 * 12 + 4},
            {277, TIFF_SHORT, 1},
            {278, TIFF_LONG, height},
            {279, TIFF_LONG, stripBytes},
            {339, TIFF_SHORT, sampleFormat}
        };
        ByteBuffer file = little(8 + 2 + 12 * entries.length + 4 + pixels.length);
        file.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            file.putShort((short) entry[0]).putShort((short) entry[1]).putInt(1).putInt(entry[2]);
        }
        return file.putInt(0).put(pixels).array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Some bytes one after another. */
    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}

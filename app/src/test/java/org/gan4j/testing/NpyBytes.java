package org.gan4j.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files of NumPy's as {@code numpy.save} writes them, with any header. */
public final class NpyBytes {

    private NpyBytes() {}

    /** An array: what kind of numbers in NumPy's words, its shape as Python writes it, the bytes. */
    public static byte[] of(String type, String shape, byte[] content) {
        return ofHeader("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }", content);
    }

    /** An array with a header of any kind. */
    public static byte[] ofHeader(String header, byte[] content) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(10 + text.length + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .put(content)
                .array();
    }

    /** Numbers of 32 bits, the lowest byte first. */
    public static byte[] floats(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }
}

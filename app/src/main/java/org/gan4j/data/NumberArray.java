package org.gan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.gan4j.UserException;

/**
 * An array of numbers as a file has it, outside of Java's heap.
 *
 * @param name where it is from, for messages
 * @param type what its numbers are
 * @param shape its sizes, the first dimension that of samples
 * @param values the numbers in the file's order of bytes, the last dimension first
 */
record NumberArray(String name, NumberType type, int[] shape, ByteBuffer values) {

    private static final int FIRST_BYTES = 1 << 26;

    /**
     * Reads what comes after a header, which must be as long as the header says.
     *
     * @param name where it is from, for messages
     * @param type what its numbers are
     * @param order the order of bytes
     * @param sizes the sizes as the header has them
     * @param declared what the header says, for messages
     * @param in what comes after the header
     * @return the array
     * @throws UserException if it is shorter or longer than it says, or too large
     */
    static NumberArray read(
            String name, NumberType type, ByteOrder order, long[] sizes, String declared, InputStream in)
            throws IOException {
        double bytes = type.bytes(); // in floating point, which cannot overflow and is exact as far as it matters
        for (long size : sizes) {
            bytes *= size;
        }
        if (bytes == 0) {
            throw new UserException(name + " declares " + declared + "; each number must be at least 1");
        }
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new UserException(name + " declares " + declared + "; at most " + (Integer.MAX_VALUE - 8)
                    + " bytes can be read, so the file is damaged or the data set too large");
        }
        ByteBuffer values = fill((int) bytes, in);
        if (values.limit() < bytes) {
            throw new UserException(name + " is too short: it declares " + declared + ", " + (int) bytes
                    + " bytes, but holds " + values.limit() + "; get the file again");
        }
        if (in.read() != -1) {
            throw new UserException(
                    name + " is too long: it goes on after the " + declared + " that it declares; get the file again");
        }
        int[] shape = Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
        return new NumberArray(name, type, shape, values.order(order));
    }

    /** Grows with what is really there, so that a false length cannot exhaust the memory. */
    private static ByteBuffer fill(int declared, InputStream in) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.min(declared, FIRST_BYTES));
        byte[] chunk = new byte[1 << 16];
        while (buffer.position() < declared) {
            int read = in.read(chunk, 0, Math.min(chunk.length, declared - buffer.position()));
            if (read < 0) {
                break;
            }
            if (buffer.remaining() < read) {
                int larger = (int) Math.min(declared, 2L * buffer.capacity());
                buffer = ByteBuffer.allocateDirect(larger).put(buffer.flip());
            }
            buffer.put(chunk, 0, read);
        }
        return buffer.flip();
    }

    /** The number of samples. */
    int count() {
        return shape[0];
    }

    /** The numbers in all. */
    int size() {
        return values.limit() / type.bytes();
    }

    /** A number, all of them counted through. */
    double at(int i) {
        return type.read(values, i * type.bytes());
    }

    /**
     * The classes that it holds.
     *
     * @return a whole number a sample
     * @throws UserException if it has other dimensions, or numbers that are not whole
     */
    long[] toLabels() {
        if (shape.length == 0 || size() != count()) {
            throw new UserException(name + " has the shape " + Arrays.toString(shape)
                    + "; labels have one number a sample, [N] or [N, 1]");
        }
        long[] labels = new long[count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (long) at(i);
            if (labels[i] != at(i)) {
                throw new UserException(name + " has the label " + at(i) + "; labels are whole numbers or names");
            }
        }
        return labels;
    }
}

package org.gan4j.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Arrays as {@code numpy.savez} writes them, some rows at a time: the file may be larger than the memory.
 *
 * <p>The format: numpy.lib.format, version 1.0, in a zip. Equal arrays make equal files.
 */
public final class ArrayFile {

    /** The array begins at a multiple of so many bytes, as NumPy has it. */
    private static final int ALIGNMENT = 64;

    private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** The earliest that a zip knows. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ArrayFile() {}

    /** Makes some rows of an array. */
    @FunctionalInterface
    public interface Rows {

        /**
         * Makes rows.
         *
         * @param from the first of them
         * @param to after the last of them
         * @return their numbers, little-endian
         */
        ByteBuffer of(long from, long to);
    }

    /**
     * An array.
     *
     * @param name its name in the file
     * @param type what its numbers are, in NumPy's words: {@code <f4} or {@code <f8}
     * @param count the number of its rows
     * @param width the numbers in a row
     * @param piece how many rows are made at a time
     * @param rows makes them
     */
    public record Matrix(String name, String type, long count, long width, long piece, Rows rows) {}

    /**
     * Writes a file.
     *
     * @param file where to; replaced if it is a file
     * @param arrays what it will hold
     * @throws org.gan4j.UserException if it cannot be written; nothing new is left then
     */
    public static void write(Path file, List<Matrix> arrays) {
        WholeFile.writePieces(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
            zip.setLevel(Deflater.NO_COMPRESSION); // as numpy.savez: noise does not become smaller
            for (Matrix array : arrays) {
                ZipEntry entry = new ZipEntry(array.name + ".npy");
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                write(array, zip);
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
        });
    }

    private static void write(Matrix array, OutputStream out) throws IOException {
        String header = "{'descr': '" + array.type + "', 'fortran_order': False, 'shape': (" + array.count + ", "
                + array.width + "), }";
        int head = START.length + Short.BYTES;
        int length = (head + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - head;
        out.write(START);
        out.write(length & 0xff);
        out.write(length >> 8);
        out.write((header + " ".repeat(length - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (long from = 0; from < array.count; from += array.piece) {
            ByteBuffer rows = array.rows.of(from, Math.min(array.count, from + array.piece));
            Channels.newChannel(out).write(rows);
        }
    }
}

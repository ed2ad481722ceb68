package org.gan4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Data that cannot be learned from.
 *
 * @param what what they are
 * @param making makes them in an empty folder
 * @param command the command line; {@code @} stands for the folder
 * @param code the exit code
 * @param sentence the line that is said; {@code @} stands for the folder, and {@code ...} for words of Java's or the engine's
 */
record BadData(String what, Making making, String command, int code, String sentence) {

    interface Making {
        void in(Path folder) throws Exception;
    }

    static BadData failure(String what, String data, Making making, String sentence) {
        return new BadData(what, making, train(data), 1, sentence);
    }

    static BadData usage(String what, String data, Making making, String sentence) {
        return new BadData(what, making, train(data), 2, sentence);
    }

    private static String train(String data) {
        return "train --data-dir " + data + " --steps 1 --batch-size 2";
    }

    BadData with(String flags) {
        return new BadData(what + ", " + flags, making, command + " " + flags, code, sentence);
    }

    BadData says(String other) {
        return new BadData(what, making, command, code, other);
    }

    @Override
    public String toString() {
        return what;
    }

    /** A zip of entries, their names and contents in turn. */
    static void zip(Path file, Object... namesAndContents) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                out.write((byte[]) namesAndContents[i + 1]);
            }
        }
    }

    /** Entries of zeros, each a thousand times as large as in the zip. */
    static void bomb(Path file, int megabytes, String... names) throws IOException {
        byte[] zeros = new byte[1 << 20];
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                for (int i = 0; i < megabytes; i++) {
                    out.write(zeros);
                }
            }
        }
    }

    /** The first bytes. */
    static byte[] cut(byte[] content, int length) {
        return Arrays.copyOf(content, length);
    }

    /** The same with other bytes somewhere. */
    static byte[] with(byte[] content, int at, int... values) {
        byte[] changed = content.clone();
        for (int i = 0; i < values.length; i++) {
            changed[at + i] = (byte) values[i];
        }
        return changed;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

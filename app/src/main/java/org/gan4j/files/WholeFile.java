package org.gan4j.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Files that are there whole or not at all, after a power cut too: written aside, brought to the disk, then renamed. */
public final class WholeFile {

    /** The ending of what is not whole yet; whatever bears it may be deleted when nobody is writing. */
    public static final String PARTIAL = ".partial";

    private WholeFile() {}

    /**
     * Writes a text in UTF-8.
     *
     * @param file where to; replaced if it is a file
     * @param text the content
     * @throws IOException if it cannot be written; nothing new is left then
     */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes.
     *
     * @param file where to; replaced if it is a file
     * @param content the content
     * @throws IOException if it cannot be written; nothing new is left then
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(Map.of(file, content));
    }

    /** Several files in their order: none is renamed before all are on the disk, so that a full one has none of them. */
    public static void write(Map<Path, byte[]> files) throws IOException {
        for (Path file : files.keySet()) {
            // A rename would put a file in the place of a device as well.
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("something else than a file is there");
            }
        }
        try {
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                writeThrough(aside(file.getKey()), file.getValue());
            }
            for (Path file : files.keySet()) {
                Files.move(aside(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                sync(file.toAbsolutePath().getParent());
            }
        } finally {
            for (Path file : files.keySet()) {
                Files.deleteIfExists(aside(file));
            }
        }
    }

    public static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + PARTIAL);
    }

    /** Writes a file in place, and waits until it is on the disk. */
    public static void writeThrough(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Brings a directory's entries to the disk, where the file system opens directories for that; Windows' does not. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException e) {
            // not opened: then nothing is to be done here, and whoever
            // needs the directory next says what is wrong with it
        }
    }
}

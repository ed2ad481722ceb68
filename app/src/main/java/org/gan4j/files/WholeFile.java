package org.gan4j.files;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.gan4j.UserException;

/**
 * Files and directories that are there whole or not at all, after a power cut too: written aside, brought to the disk, then renamed.
 * Anyone who looks sees the old content or the new, never a part.
 */
public final class WholeFile {

    /** The ending of what is not whole yet; anything that has it may be deleted when no process is writing. */
    private static final String PARTIAL = ".partial";

    /** The ending that versions before 0.1.0 gave to pictures that were not whole yet. */
    private static final String EARLIER_PARTIAL = ".png.tmp";

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private WholeFile() {}

    /**
     * Writes a text in UTF-8.
     *
     * @param file where to; replaced if it is a file
     * @param text the content
     * @throws UserException if it cannot be written; nothing new is left then
     */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes.
     *
     * @param file where to; replaced if it is a file
     * @param content the content
     * @throws UserException if it cannot be written; nothing new is left then
     */
    public static void write(Path file, byte[] content) {
        write(Map.of(file, content));
    }

    /** Writes what a file is to hold, piece by piece. */
    @FunctionalInterface
    public interface Pieces {

        /**
         * Writes it.
         *
         * @param out where to; left open
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file that is too large for Java's memory.
     *
     * @param file where to; replaced if it is a file
     * @param content writes the content
     * @throws UserException if it cannot be written; nothing new is left then
     */
    public static void writePieces(Path file, Pieces content) {
        writeAll(Map.of(file, content));
    }

    /**
     * Writes several files in their order. None is renamed before all are on the disk, so that a full disk has none of them. Links are
     * followed.
     *
     * @param files the contents, by where they go
     * @throws UserException if one cannot be written
     */
    public static void write(Map<Path, byte[]> files) {
        Map<Path, Pieces> pieces = new LinkedHashMap<>();
        files.forEach((file, content) -> pieces.put(file, out -> out.write(content)));
        writeAll(pieces);
    }

    private static void writeAll(Map<Path, Pieces> files) {
        Map<Path, Path> placesByAside = new LinkedHashMap<>();
        try {
            files.forEach((file, content) -> Failures.whileWriting(file, to -> {
                Path place = followed(file);
                // A rename would put a file in the place of a device as well.
                if (Files.exists(place) && !Files.isRegularFile(place)) {
                    throw new IOException("something else than a file is there");
                }
                // A name of its own: two processes may write the same file at once. The file's name in it could be too
                // long.
                Path aside = place.resolveSibling("." + UUID.randomUUID() + PARTIAL);
                placesByAside.put(aside, place);
                writeThrough(aside, content);
            }));
            placesByAside.forEach((aside, place) -> Failures.whileWriting(place, to -> {
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                sync(place.toAbsolutePath().getParent());
            }));
        } finally {
            placesByAside.keySet().forEach(Utils::deleteQuietly);
        }
    }

    /** Where a link leads, if it is one: a rename would put a file in the place of the link. */
    private static Path followed(Path file) throws IOException {
        Path place = file;
        for (int links = 0; Files.isSymbolicLink(place); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        return place;
    }

    /** Writes a file, or puts files into a new directory, by {@link #writeThrough}. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes it.
         *
         * @param path the file or the directory
         * @throws IOException if something cannot be written
         */
        void writeTo(Path path) throws IOException;
    }

    /**
     * Writes a directory.
     *
     * @param directory where to; what is there is replaced. Only one process may write it
     * @param content writes what is in it
     * @throws UserException if it cannot be written; nothing new is left then
     */
    public static void writeDirectory(Path directory, Content content) {
        Path aside = directory.resolveSibling(directory.getFileName() + PARTIAL);
        try {
            Failures.whileWriting(directory, to -> {
                Utils.deleteQuietly(aside);
                Files.createDirectory(aside);
                content.writeTo(aside);
                sync(aside);
                if (Files.exists(directory)) {
                    deleteDirectory(directory);
                }
                Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
                sync(directory.toAbsolutePath().getParent());
            });
        } finally {
            Utils.deleteQuietly(aside);
        }
    }

    /**
     * Deletes a directory so that at no moment a part of it looks like a whole.
     *
     * @param directory the directory
     * @throws IOException if it cannot be deleted
     */
    public static void deleteDirectory(Path directory) throws IOException {
        Path doomed = directory.resolveSibling(directory.getFileName() + ".deleted" + PARTIAL);
        Utils.deleteQuietly(doomed);
        Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
        Utils.deleteQuietly(doomed);
    }

    /**
     * Deletes what a process that was killed was writing, or deleting. No other may be writing there.
     *
     * @param directory where to look; it need not exist
     * @throws IOException if it cannot be listed
     */
    public static void deletePartial(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                entries.filter(entry -> entry.toString().endsWith(PARTIAL)
                                || entry.toString().endsWith(EARLIER_PARTIAL))
                        .forEach(Utils::deleteQuietly);
            }
        }
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return all its bytes
     * @throws UserException if it cannot be read
     */
    public static byte[] read(Path file) {
        try {
            Failures.checkNoDevice(file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }

    /**
     * Reads a text in UTF-8. Bytes that are not UTF-8 become replacement characters: what they damage is said by anyone who parses it.
     *
     * @param file the file
     * @return the text
     * @throws UserException if it cannot be read
     */
    public static String readText(Path file) {
        return new String(read(file), StandardCharsets.UTF_8);
    }

    /**
     * Writes a file in place, and waits until it is on the disk.
     *
     * @param file where to
     * @param content the content
     * @throws IOException if it cannot be written; a part may be left then
     */
    public static void writeThrough(Path file, byte[] content) throws IOException {
        writeThrough(file, out -> out.write(content));
    }

    private static void writeThrough(Path file, Pieces content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    /**
     * Brings a directory's entries to the disk, where the file system opens directories for that; that of Windows does not.
     *
     * @param directory the directory
     * @throws IOException if the disk fails
     */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException e) {
            // It was not opened, so there is nothing to do: anything that is
            // wrong with it is said when it is used next.
        }
    }
}

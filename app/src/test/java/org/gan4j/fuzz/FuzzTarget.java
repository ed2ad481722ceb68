package org.gan4j.fuzz;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.UserException;

/** What each reader must hold, whatever bytes a file has; and what Jazzer calls with bytes of its own. */
public final class FuzzTarget {

    /** Which reader a process fuzzes. */
    static final String READER = "gan4j.fuzz.reader";

    /** What a reader may take of Java's heap for each byte of the file, next to what it may take for any. */
    private static final long MOST_BYTES_A_BYTE = 1_000;

    private static final int LONGEST_MESSAGE = 4_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static FuzzedReader reader;
    private static Path folder;

    private FuzzTarget() {}

    /** Called by Jazzer, once. */
    public static void fuzzerInitialize() throws IOException {
        reader = FuzzedReader.valueOf(
                System.getProperty(READER).toUpperCase(Locale.ROOT).replace('-', '_'));
        folder = Files.createTempDirectory("fuzz");
        warmUp(reader, folder);
    }

    /** Starts the engine, and makes what seeds need: the memory that this takes is not the reader's. */
    static void warmUp(FuzzedReader reader, Path folder) throws IOException {
        NDManager.newBaseManager(Device.cpu(), "PyTorch").close();
        try {
            reader.read(reader.seeds().get(0), folder);
        } finally {
            empty(folder);
        }
    }

    /** Called by Jazzer, with each input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        check(reader, bytes, folder);
    }

    /**
     * Reads a file, and checks that it is read or refused as it should be.
     *
     * @param reader what reads
     * @param bytes the file
     * @param folder an empty folder, which is empty again afterwards
     */
    static void check(FuzzedReader reader, byte[] bytes, Path folder) {
        TreeSet<String> before = around(folder);
        long most = reader.mostBytes() + MOST_BYTES_A_BYTE * bytes.length;
        long memory = read(reader, bytes, folder);
        if (memory > most) { // classes that were loaded count too, but no second time
            memory = read(reader, bytes, folder);
        }
        if (memory > most) {
            throw new AssertionError(memory + " bytes for a file of " + bytes.length);
        }
        if (!around(folder).equals(before)) {
            throw new AssertionError("files were " + before + ", are " + around(folder));
        }
    }

    /** Reads a file; what that took of Java's heap, given back or not. */
    private static long read(FuzzedReader reader, byte[] bytes, Path folder) {
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reader.read(bytes, folder);
        } catch (UserException e) {
            checkLine(e.getMessage());
        } catch (IllegalArgumentException e) {
            if (e.getClass() != IllegalArgumentException.class) { // those of Java's are not for users
                throw e;
            }
            checkLine(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // readers say UserException
        }
        memory = THREADS.getCurrentThreadAllocatedBytes() - memory;
        empty(folder);
        return memory;
    }

    /** As the command line shows it. */
    private static void checkLine(String message) {
        String shown = message.replaceAll("\\p{Cc}", "?");
        if (shown.isBlank() || shown.lines().count() != 1 || shown.length() > LONGEST_MESSAGE) {
            throw new AssertionError("no line for a person: " + message);
        }
    }

    private static TreeSet<String> around(Path folder) {
        try (Stream<Path> here = Files.list(Path.of(""));
                Stream<Path> there = Files.list(folder.getParent())) {
            return Stream.concat(here, there).map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inner, IOException e) throws IOException {
                    if (!inner.equals(folder)) {
                        Files.delete(inner);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

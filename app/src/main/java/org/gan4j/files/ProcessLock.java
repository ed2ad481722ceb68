package org.gan4j.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps every other process away until it is closed; the end of this process closes it too. On a file system without locks, as some
 * networks' are, it keeps nobody away.
 */
public final class ProcessLock implements AutoCloseable {

    /** What this process has. To close another channel of such a file could take the lock away. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a lock if it is free.
     *
     * @param lock the file that stands for the lock; it is there while the lock is taken
     * @return the lock; empty if another process has it, or this one
     * @throws IOException if the file cannot be written
     */
    public static Optional<ProcessLock> tryTake(Path lock) throws IOException {
        Path file = lock.toAbsolutePath().normalize();
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<ProcessLock> taken = Optional.empty();
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // Without the file, its owner let go of it and deleted it at this moment.
            if (locks(channel) && Files.exists(file)) {
                taken = Optional.of(new ProcessLock(file, channel));
            } else {
                channel.close();
            }
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(file);
            }
        }
    }

    private static boolean locks(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return true; // there are no locks here
        }
    }

    /**
     * Takes a lock, after another process if need be.
     *
     * @param lock the file that stands for the lock
     * @param waiting called once, if the lock is not free
     * @return the lock
     * @throws IOException if the file cannot be written
     */
    public static ProcessLock take(Path lock, Runnable waiting) throws IOException {
        Optional<ProcessLock> taken = tryTake(lock);
        if (taken.isEmpty()) {
            waiting.run();
        }
        while (taken.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            taken = tryTake(lock);
        }
        return taken.get();
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file);
        }
    }
}

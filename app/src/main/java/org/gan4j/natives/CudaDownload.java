package org.gan4j.natives;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gan4j.UserException;

/**
 * The one download of DJL's CUDA natives on a machine: whoever starts meanwhile waits for it instead of fetching the same gigabytes.
 *
 * @param target the folder that the natives will be in
 * @param version the version of PyTorch
 */
public record CudaDownload(Path target, String version) {

    /**
     * Starts the engine, which fetches the natives if they are not here by then.
     *
     * @param terminal told what is fetched, and how far it is
     * @param interactive whether a line can be written over
     * @param start starts the engine
     * @param <T> the engine
     * @return what {@code start} returns
     * @throws UserException if the folder of the natives cannot be written
     */
    @SuppressWarnings("try") // lock and progress are never called: they are held
    public <T> T during(PrintWriter terminal, boolean interactive, Supplier<T> start) {
        try (FileChannel file = lockFile();
                FileLock lock = locked(file, terminal)) {
            if (Files.exists(target.resolve(System.mapLibraryName("torch")))) {
                return start.get(); // somebody else has fetched them
            }
            removeRemains();
            try (DownloadProgress progress = new DownloadProgress(target, version, terminal, interactive)) {
                return start.get();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private FileChannel lockFile() throws IOException {
        Files.createDirectories(target.getParent());
        return FileChannel.open(
                target.resolveSibling("gan4j-download.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** {@code null} on a file system without locks, as some networks' are: there two starts may fetch the same. */
    private static FileLock locked(FileChannel file, PrintWriter terminal) {
        try {
            FileLock free = file.tryLock();
            if (free != null) {
                return free;
            }
            terminal.println("gan4j: another start is fetching PyTorch's CUDA natives; waiting for it ...");
            terminal.flush();
            return file.lock();
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * With a local libtorch, DJL unpacks its own native code alone into the folder that it would move its download to. A
     * folder that is there already would make it throw the download away.
     */
    private void removeRemains() {
        if (Files.exists(target)) {
            try {
                remove(target);
            } catch (IOException | UncheckedIOException e) {
                throw new UserException(
                        "the folder " + target + " holds no " + System.mapLibraryName("torch")
                                + " and can not be removed; remove it yourself",
                        e);
            }
        }
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private UserException unusable(IOException e) {
        return new UserException(
                "the CUDA natives can not be kept in " + target.getParent() + " (" + e
                        + "); let DJL_CACHE_DIR name a folder that can be written",
                e);
    }
}

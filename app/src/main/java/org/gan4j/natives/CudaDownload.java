package org.gan4j.natives;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.files.ProcessLock;

/**
 * The one download of DJL's CUDA natives on a machine: another start waits for it instead of fetching the same gigabytes.
 *
 * <p>DJL fetches in silence. It unpacks what arrives into a temporary folder next to the final one, whose size is shown; how much
 * there is to come is not known before. Other programs unpack into folders of the same kind: ours is told by the files that this
 * process has open in it.
 */
public final class CudaDownload {

    /** Where Linux, which alone has CUDA natives to fetch, shows the files that this process has open. */
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static final int SECONDS_BETWEEN_LINES = 10;
    private static final String LIBRARY = System.mapLibraryName("torch");

    private final Path target;
    private final String version;
    private final PrintWriter terminal;
    private final Set<Path> unfinished = ConcurrentHashMap.newKeySet();

    /**
     * A download that may become necessary.
     *
     * @param target the folder that the natives will be in
     * @param version the version of PyTorch
     * @param terminal told what is fetched, and how far it is
     */
    public CudaDownload(Path target, String version, PrintWriter terminal) {
        this.target = target;
        this.version = version;
        this.terminal = terminal;
    }

    /**
     * Starts the engine, which fetches the natives if they are not here by then.
     *
     * @param start starts the engine
     * @param <T> the engine
     * @return what {@code start} returns
     * @throws UserException if the folder of the natives cannot be written
     */
    @SuppressWarnings("try") // the lock is held, and never called
    public <T> T during(Supplier<T> start) {
        try (ProcessLock lock = lock()) {
            if (Files.exists(target.resolve(LIBRARY))) {
                return start.get(); // another start has fetched them
            }
            removeRemains();
            return watched(start);
        } catch (IOException e) {
            throw new UserException(
                    "the CUDA natives cannot be kept in " + target.getParent() + " (" + e
                            + "); let DJL_CACHE_DIR name a folder that can be written",
                    e);
        }
    }

    private ProcessLock lock() throws IOException {
        Files.createDirectories(target.getParent());
        return ProcessLock.take(
                target.resolveSibling("gan4j-download.lock"),
                () -> say("another start is fetching PyTorch's CUDA natives; waiting for it ..."));
    }

    /**
     * With a local libtorch, DJL unpacks its own native code alone into the folder that it would move its download to. A
     * folder that is there already would make it throw the download away.
     */
    private void removeRemains() {
        Utils.deleteQuietly(target);
        if (Files.exists(target)) {
            throw new UserException(
                    "the folder " + target + " holds no " + LIBRARY + " and cannot be removed; remove it yourself");
        }
    }

    /** Shows how far it is, and leaves nothing of some gigabytes if the program is stopped half-way. */
    private <T> T watched(Supplier<T> start) {
        say("fetching PyTorch's CUDA natives, once: some gigabytes from " + Natives.DOWNLOADS + "/" + version + " into "
                + target);
        Thread cleaner = new Thread(this::removeUnfinished);
        Runtime.getRuntime().addShutdownHook(cleaner);
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        watch.scheduleWithFixedDelay(
                () -> say((unpacked() >> 20) + " MB unpacked so far"),
                SECONDS_BETWEEN_LINES,
                SECONDS_BETWEEN_LINES,
                TimeUnit.SECONDS);
        try {
            return start.get();
        } finally {
            watch.shutdownNow();
            Runtime.getRuntime().removeShutdownHook(cleaner);
        }
    }

    private void say(String what) {
        terminal.println("gan4j: " + what);
        terminal.flush();
    }

    /** In bytes. */
    long unpacked() {
        long sum = 0;
        for (Path folder : unfinished()) {
            try (Stream<Path> files = Files.walk(folder)) {
                sum += files.mapToLong(file -> file.toFile().length()).sum();
            } catch (IOException | UncheckedIOException e) {
                // The folder is gone by now: it has been renamed, or DJL has given up and says so.
            }
        }
        return sum;
    }

    /** The temporary folders that this process writes into. Between two files none shows, so that they are remembered. */
    private Set<Path> unfinished() {
        try (Stream<Path> links = Files.list(OPEN_FILES)) {
            Path cache = target.getParent().toRealPath();
            links.map(CudaDownload::folderOf)
                    .filter(folder -> folder != null && cache.equals(folder.getParent()))
                    .filter(folder -> folder.getFileName().toString().startsWith("tmp"))
                    .forEach(unfinished::add);
        } catch (IOException | UncheckedIOException e) {
            // No such list here, or nothing to look into yet: then there is nothing to show.
        }
        return unfinished;
    }

    private static Path folderOf(Path link) {
        try {
            return Files.readSymbolicLink(link).getParent();
        } catch (IOException e) {
            return null; // closed since
        }
    }

    void removeUnfinished() {
        unfinished().forEach(Utils::deleteQuietly);
    }
}

package org.gan4j.natives;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Shows how far DJL is with fetching natives, which it does in silence: it unpacks what arrives into a temporary folder beside
 * the final one, whose size is shown. How much there is to come is not known before.
 *
 * <p>Other programs unpack into folders of the same kind. Ours is told by the files that this process has open in it.
 */
final class DownloadProgress implements AutoCloseable {

    /** Where Linux, which alone has CUDA natives to fetch, shows the files that this process has open. */
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final Path cache;
    private final Set<Path> unfinished = ConcurrentHashMap.newKeySet();
    private final PrintWriter terminal;
    private final boolean interactive;
    private final ScheduledExecutorService watch;
    private final Thread interrupted = new Thread(this::removeUnfinished);

    /**
     * Says what is fetched, and begins to watch.
     *
     * @param target the folder that the natives will be in
     * @param version the version of PyTorch
     * @param terminal where to show it
     * @param interactive whether a line can be written over
     */
    DownloadProgress(Path target, String version, PrintWriter terminal, boolean interactive) {
        this.cache = target.getParent();
        this.terminal = terminal;
        this.interactive = interactive;
        terminal.println("gan4j: fetching PyTorch's CUDA natives, once: some gigabytes from " + Natives.DOWNLOADS + "/"
                + version + " into " + target);
        terminal.flush();
        Runtime.getRuntime().addShutdownHook(interrupted);
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "download progress");
            thread.setDaemon(true);
            return thread;
        });
        int seconds = interactive ? 1 : 30;
        watch.scheduleWithFixedDelay(this::show, seconds, seconds, TimeUnit.SECONDS);
    }

    private void show() {
        String line = String.format(Locale.ROOT, "gan4j: %,d MB unpacked so far", unpacked() >> 20);
        if (interactive) {
            terminal.print("\r" + line);
        } else {
            terminal.println(line);
        }
        terminal.flush();
    }

    /** In bytes. */
    long unpacked() {
        look();
        long sum = 0;
        for (Path folder : unfinished) {
            try (Stream<Path> files = Files.walk(folder)) {
                sum += files.mapToLong(file -> file.toFile().length()).sum();
            } catch (IOException | UncheckedIOException e) {
                // The folder is gone by now: it has been renamed, or DJL has given up and says so.
            }
        }
        return sum;
    }

    /** Finds the temporary folder that this process writes into; between two files none shows, so that it is remembered. */
    private void look() {
        try (Stream<Path> links = Files.list(OPEN_FILES)) {
            Path real = cache.toRealPath();
            for (Path link : links.filter(Files::isSymbolicLink).toList()) {
                Path folder = openFile(link).getParent();
                if (folder != null
                        && real.equals(folder.getParent())
                        && folder.getFileName().toString().startsWith("tmp")) {
                    unfinished.add(folder);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // No such list here, or nothing to look into yet: then there is nothing to show.
        }
    }

    private static Path openFile(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link; // closed since
        }
    }

    /** If the program is stopped half-way, nothing of some gigabytes stays behind. */
    void removeUnfinished() {
        look();
        for (Path folder : unfinished) {
            try {
                CudaDownload.remove(folder);
            } catch (IOException | UncheckedIOException e) {
                // Nothing can be said any more, and nothing is lost but space.
            }
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        Runtime.getRuntime().removeShutdownHook(interrupted);
        if (interactive) {
            terminal.println();
        }
        terminal.flush();
    }
}

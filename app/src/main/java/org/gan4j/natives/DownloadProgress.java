package org.gan4j.natives;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Shows how far DJL is with fetching natives, which it does in silence: it unpacks what arrives into a temporary folder beside
 * the final one, whose size is shown. How much there is to come is not known before.
 */
public final class DownloadProgress implements AutoCloseable {

    private final Path cache;
    private final Set<Path> before;
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
    public DownloadProgress(Path target, String version, PrintWriter terminal, boolean interactive) {
        this.cache = target.getParent();
        this.before = new HashSet<>(temporaryFolders());
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

    private List<Path> unfinished() {
        return temporaryFolders().stream()
                .filter(folder -> !before.contains(folder))
                .toList();
    }

    private List<Path> temporaryFolders() {
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("tmp"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            return List.of(); // not there yet
        }
    }

    /** If the program is stopped half-way, nothing of some gigabytes stays behind. */
    private void removeUnfinished() {
        for (Path folder : unfinished()) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
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

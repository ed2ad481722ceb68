package org.gan4j.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gan4j.UserException;
import org.gan4j.testing.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The download of the CUDA natives, with DJL's way of it: unpacked into a temporary folder next to the final one, and moved there. */
class CudaDownloadTest {

    private static final String LIBRARY = System.mapLibraryName("torch");

    @TempDir
    Path cache;

    private final StringWriter said = new StringWriter();

    private Path target() {
        return cache.resolve("2.7.1-cu128-linux-x86_64");
    }

    private CudaDownload download() {
        return new CudaDownload(target(), "2.7.1", new PrintWriter(said, true));
    }

    private boolean fetch() {
        return download().during(() -> moved(target()));
    }

    /** As DJL ends a download: whether it took its place. */
    private static boolean moved(Path target) {
        try {
            Path folder = Files.createTempDirectory(target.getParent(), "tmp");
            Files.createFile(folder.resolve(LIBRARY));
            ai.djl.util.Utils.moveQuietly(folder, target);
            return Files.exists(target.resolve(LIBRARY));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a start with a local libtorch leaves: DJL's own native code and nothing else. */
    @Test
    void whatALocalLibtorchLeftIsNotInTheWay() throws IOException {
        Files.createDirectories(target());
        Files.createFile(target().resolve("0.35.1-libdjl_torch.so"));
        assertFalse(moved(target()), "DJL would have kept the download by now");
        assertTrue(fetch());
        assertTrue(said.toString().startsWith("gan4j: fetching PyTorch's CUDA natives, once: "), said.toString());
    }

    @Test
    void whatIsThereIsKept() throws IOException {
        Files.createDirectories(target());
        Files.writeString(target().resolve(LIBRARY), "whole");
        assertEquals("started", download().during(() -> "started"));
        assertEquals("whole", Files.readString(target().resolve(LIBRARY)));
        assertEquals("", said.toString());
    }

    @Test
    void aFolderThatCanNotBeWrittenIsSaid() throws IOException {
        Path file = Files.createFile(cache.resolve("file"));
        CudaDownload nowhere = new CudaDownload(file.resolve("pytorch/cu128"), "2.7.1", new PrintWriter(said));
        UserException refused = assertThrows(UserException.class, () -> nowhere.during(() -> "started"));
        assertTrue(refused.getMessage().contains("let DJL_CACHE_DIR name a folder that can be written"));
    }

    /** The other start: takes the lock, says so, and fetches once there is a file. */
    static final class OtherStart {
        public static void main(String[] args) {
            Path target = Path.of(args[0]);
            new CudaDownload(target, "2.7.1", new PrintWriter(new StringWriter())).during(() -> {
                System.out.println("fetching");
                for (int i = 0; i < 1200 && !Files.exists(Path.of(args[1])); i++) {
                    LockSupport.parkNanos(100_000_000);
                }
                return moved(target);
            });
        }
    }

    @Test
    void theSecondOfTwoStartsWaitsAndFetchesNothing() throws Exception {
        Path log = cache.resolve("log");
        Path goOn = cache.resolve("go-on");
        Process other =
                ChildProcess.start(ChildProcess.java(OtherStart.class.getName(), target().toString(), goOn.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile()));
        try {
            ChildProcess.waitUntil(
                    () -> Files.readString(log).contains("fetching"), other, () -> Files.readString(log));
            CountDownLatch waiting = new CountDownLatch(1);
            PrintWriter terminal = new PrintWriter(said) {
                @Override
                public void flush() {
                    waiting.countDown();
                }
            };
            boolean[] natives = new boolean[1];
            Thread second = new Thread(() -> natives[0] = new CudaDownload(target(), "2.7.1", terminal)
                    .during(() -> Files.exists(target().resolve(LIBRARY))));
            second.start();
            assertTrue(waiting.await(20, TimeUnit.SECONDS));
            assertTrue(said.toString().contains("another start is fetching"), said.toString());
            assertFalse(Files.exists(target()));
            Files.createFile(goOn);
            second.join(20_000);
            assertTrue(natives[0], "started before the natives were there");
            assertEquals(1, said.toString().lines().count(), said.toString());
        } finally {
            other.destroy();
        }
    }

    /** Other programs unpack there too; only the folder that this process writes into is its own. */
    @Test
    void onlyTheOwnFolderIsShownAndRemoved() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/fd")), "DJL has CUDA natives for Linux");
        CudaDownload download = download();
        Path others = Files.createDirectory(cache.resolve("tmp1"));
        Files.writeString(others.resolve(LIBRARY), "other");
        Path own = Files.createDirectory(cache.resolve("tmp2"));
        try (OutputStream open = Files.newOutputStream(own.resolve(LIBRARY))) {
            open.write(new byte[1000]);
            open.flush();
            assertTrue(download.unpacked() >= 1000 && download.unpacked() < 100_000, "" + download.unpacked());
        }
        download.removeUnfinished();
        assertTrue(Files.exists(others.resolve(LIBRARY)));
        assertFalse(Files.exists(own));
    }
}

package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.Cli;
import org.gan4j.testing.PictureBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data that cannot be learned from: one line says what was found, little memory is taken whatever a file declares, and nothing is left.
 */
class DataBadInputTest {

    /** More than starting the engine takes, and far less than what the files declare. */
    private static final long MOST_MEMORY = 192L << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource({
        "org.gan4j.cli.BadPictures#pictures",
        "org.gan4j.cli.BadPictures#folders",
        "org.gan4j.cli.BadPictures#zips",
        "org.gan4j.cli.BadPictures#labelFiles",
        "org.gan4j.cli.BadArrays#idxFiles",
        "org.gan4j.cli.BadArrays#numpyFiles",
        "org.gan4j.cli.BadArrays#archives",
        "org.gan4j.cli.BadArrays#cifarFiles"
    })
    void isSaidInOneLine(BadData bad) throws Exception {
        bad.making().in(folder);
        TreeSet<String> before = everything();
        long memory = allocated();
        Cli.Result result = Cli.run((bad.command() + " --quiet --out @/run")
                .replace("@", folder.toString())
                .split(" "));
        memory = allocated() - memory;

        List<String> lines = result.errLines();
        assertEquals(bad.code(), result.code(), result.err());
        assertEquals(bad.code() == 1 ? 1 : 2, lines.size(), result.err());
        assertTrue(fits(bad.sentence(), lines.get(0)), "expected: " + bad.sentence() + "\nsaid:     " + lines.get(0));
        assertEquals("", result.out());
        assertEquals(before, everything());
        assertTrue(memory < MOST_MEMORY, (memory >> 20) + " MiB");
    }

    /** Eight files of 200 MB would not fit into this heap together, nor one of them twice. */
    @Test
    void largeFilesWaitForEachOther() throws Exception {
        Path zip = folder.resolve("a.zip");
        BadData.bomb(zip, 200, "0.png", "1.png", "2.png", "3.png", "4.png", "5.png", "6.png", "7.png");

        ChildProcess.Result result = ChildProcess.run(ChildProcess.java(
                "-Xmx320m", Gan4j.class.getName(), "train", "--quiet", "--data-dir", zip.toString(), "--size", "2"));

        assertEquals(1, result.code(), result.err());
        assertTrue(
                result.err()
                        .startsWith("gan4j: 8 of 8 pictures in " + zip + " cannot be read: 0.png (it is no picture"),
                result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void whatMayNotBeReadIsNamed() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("closed"));
        Path picture = Files.write(folder.resolve("a.png"), PictureBytes.of("png", 2, 2, 0));
        assumeTrue(picture.toFile().setReadable(false) && !Files.isReadable(picture), "this user may read everything");
        assertSaid("gan4j: 1 of 1 pictures in @ cannot be read: a.png (it cannot be read: permission denied); ...");
        assertTrue(inner.toFile().setExecutable(false) && inner.toFile().setReadable(false));
        assertSaid("gan4j: @/closed cannot be read: permission denied");
        assertTrue(inner.toFile().setReadable(true));
    }

    private void assertSaid(String sentence) {
        Cli.Result result = Cli.run("train", "--data-dir", folder.toString(), "--quiet");
        assertEquals(1, result.code());
        assertTrue(fits(sentence, result.errLines().get(0)), result.err());
        assertEquals(1, result.errLines().size(), result.err());
    }

    private boolean fits(String sentence, String line) {
        String pattern = Arrays.stream(sentence.split("\\.\\.\\.", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return line.replace(folder.toString(), "@").matches(pattern);
    }

    /** What has been taken of Java's heap so far, also what has been given back, and what is taken outside of it. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long heap = LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        return heap
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    private TreeSet<String> everything() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> entries = Files.walk(folder);
                Stream<Path> here = Files.list(Path.of(""))) {
            Stream.concat(entries, here).forEach(path -> files.add(path.toString()));
        }
        return files;
    }
}

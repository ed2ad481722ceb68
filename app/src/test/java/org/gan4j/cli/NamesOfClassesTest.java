package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever classes are called, the run is that of classes 0 to k-1, to the last byte of all that names no class. */
class NamesOfClassesTest {

    private static final int EACH = 20;

    @TempDir
    static Path temp;

    @BeforeAll
    static void trainTheUsualOnes() throws IOException {
        train("usual3", "0", "1", "2");
        train("usual2", "0", "1");
    }

    private static Cli.Result ok(Object... args) {
        Cli.Result result = Cli.run(Stream.of(args).map(String::valueOf).toList());
        assertEquals(0, result.code(), result.out() + result.err());
        return result;
    }

    /** A folder a class, each of another colour; a run of a few steps with its scores. */
    private static void train(String name, String... classes) throws IOException {
        Path data = temp.resolve(name + "-data");
        Random random = new Random(1);
        for (int i = 0; i < classes.length; i++) {
            Path folder = Files.createDirectories(data.resolve(classes[i]));
            for (int j = 0; j < EACH; j++) {
                BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
                int colour = 0xff << 8 * i;
                IntStream.range(0, 36).forEach(p -> image.setRGB(p % 6, p / 6, colour | random.nextInt(64) * 0x10101));
                ImageIO.write(image, "png", folder.resolve((10 + j) + ".png").toFile());
            }
        }
        Path run = temp.resolve(name);
        ok(
                List.of("train", "--data-dir", data, "--conditional", "--holdout", "0.25", "--batch-size", 5)
                        .toArray(),
                List.of("--steps", 12, "--g-hidden", 8, "--d-hidden", 8, "--out", run)
                        .toArray());
        ok("evaluate", run, "--count", 30, "--quiet");
        ok("sample", run, "--class", classes[1], "--count", 9, "--out", run.resolve("one-class.png"));
    }

    private static void ok(Object[] some, Object[] others) {
        ok(Stream.concat(Stream.of(some), Stream.of(others)).toArray());
    }

    private static void assertSame(String name, String usual) throws IOException {
        Path run = temp.resolve(name);
        Path other = temp.resolve(usual);
        try (Stream<Path> files = Files.walk(other)) {
            List<Path> same = files.filter(Files::isRegularFile)
                    .map(other::relativize)
                    // These hold paths, names or times.
                    .filter(file ->
                            !file.toString().matches("config.json|report.html|metrics.jsonl|.*(SUMS|state.*|\\.json)")
                                    || file.endsWith("evaluation.json"))
                    .toList();
            for (Path file : same) {
                assertEquals(-1, Files.mismatch(other.resolve(file), run.resolve(file)), name + ": " + file);
            }
            List<String> names = same.stream().map(Path::toString).toList();
            assertTrue(
                    names.containsAll(List.of(
                            "evaluation.json",
                            "neighbours.png",
                            "one-class.png",
                            "classes.png",
                            "samples/step-000012.png",
                            "checkpoints/step-00000012/generator.safetensors")),
                    names.toString());
        }
    }

    @Test
    void numbersThatAreNot0ToK() throws IOException {
        train("odd", "1", "5", "9");
        train("hundreds", "100", "150", "200");
        assertSame("odd", "usual3");
        assertSame("hundreds", "usual3");
        Cli.Result refused = Cli.run("sample", temp.resolve("odd").toString(), "--class", "2");
        assertEquals(2, refused.code());
        assertTrue(refused.errLines().get(0).contains("1, 5, 9"), refused.err());
    }

    @Test
    void aNumberAndAName() throws IOException {
        train("mixed", "-3", "cat");
        assertSame("mixed", "usual2");
    }
}

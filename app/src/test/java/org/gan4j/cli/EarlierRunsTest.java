package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs and exports of an earlier version, commit 13ef8e1, are taken by every command. The script {@code make} of the resources in
 * {@code org/gan4j/earlier} made them, on an AMD EPYC (AVX2), and tells their settings.
 */
class EarlierRunsTest {

    /**
     * Relative to the largest number of an array. Other processors sum in another order: with PyTorch's and MKL's kernels for SSE4 in
     * place of AVX2 the same version differs by 5e-7, and by 2e-6 in LeCam's averages.
     */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path temp;

    private Path data;

    private enum Run {
        IMAGES(40, 130),
        SPECTRAL_NORM(45, 200),
        AUTOENCODER(30, 300),
        LINE(30, 200),
        INTERRUPTED(45, 200);

        /** Where the earlier version ended when it went on, which is in {@code expected}. */
        final int end;

        final int evaluated;

        Run(int end, int evaluated) {
            this.end = end;
            this.evaluated = evaluated;
        }

        String directory() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static Path earlier() {
        return Path.of("src", "test", "resources", "org", "gan4j", "earlier");
    }

    @BeforeEach
    void copyData() throws IOException {
        data = copy("data");
    }

    private Path copy(String directory) throws IOException {
        Path from = earlier().resolve(directory);
        Path to = temp.resolve(directory);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    private static Cli.Result done(String... args) {
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), String.join(" ", args) + "\n" + result.err());
        return result;
    }

    /** A command that may need the images, which are elsewhere now. */
    private Cli.Result done(Run run, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (run == Run.IMAGES) {
            all.addAll(List.of("--data-dir", data.toString()));
        }
        return done(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAsTheEarlierVersionDid(Run run) throws IOException {
        Path copy = copy(run.directory());
        done(run, "train", "--resume", copy.toString(), "--steps", Integer.toString(run.end), "--quiet");
        Path actual = copy.resolve("checkpoints").resolve(String.format(Locale.ROOT, "step-%08d", run.end));
        try (Stream<Path> files = Files.list(earlier().resolve("expected").resolve(run.directory()))) {
            for (Path file : files.toList()) {
                assertAlike(arrays(file), arrays(actual.resolve(file.getFileName())), file.toString());
            }
        }
        assertTrue(Files.size(copy.resolve("report.html")) > 0);
        try (Stream<String> lines = Files.lines(copy.resolve("metrics.jsonl"))) {
            long[] steps = lines.map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .filter(line -> line.has("dLoss"))
                    .mapToLong(line -> line.get("step").getAsLong())
                    .toArray();
            assertTrue(steps.length > 2);
            for (int i = 1; i < steps.length; i++) {
                assertTrue(steps[i - 1] < steps[i], "ticks out of order");
            }
        }
    }

    private static TreeMap<String, float[]> arrays(Path file) throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                InputStream stream = Files.newInputStream(file)) {
            TreeMap<String, float[]> arrays = new TreeMap<>();
            for (NDArray array : NDList.decode(manager, stream)) {
                arrays.put(
                        array.getName(), array.toType(DataType.FLOAT32, false).toFloatArray());
            }
            return arrays;
        }
    }

    private static void assertAlike(TreeMap<String, float[]> expected, TreeMap<String, float[]> actual, String file) {
        assertEquals(expected.keySet(), actual.keySet(), file);
        expected.forEach((name, wanted) -> {
            float[] found = actual.get(name);
            assertEquals(wanted.length, found.length, name);
            double largest = 0;
            for (float number : wanted) {
                largest = Math.max(largest, Math.abs(number));
            }
            for (int i = 0; i < wanted.length; i++) {
                assertEquals(wanted[i], found[i], TOLERANCE * largest, file + ": " + name + "[" + i + "]");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandTakesIt(Run run) throws IOException {
        Path copy = copy(run.directory());
        String name = copy.toString();
        done("sample", name, "--count", "16");
        done("report", name);
        assertTrue(Files.size(copy.resolve("report.html")) > 0);
        Cli.Result scores =
                done(run, "evaluate", name, "--count", Integer.toString(run.evaluated), "--quiet", "--json");
        assertTrue(JsonParser.parseString(scores.out()).getAsJsonObject().has("real"), scores.out());
        for (String format : List.of("safetensors", "torchscript", "onnx", "djl")) {
            done("export", name, "--format", format);
            done("export", name, "--format", format, "--discriminator");
        }
    }

    @Test
    void comparesThem() throws IOException {
        List<String> args = new ArrayList<>(List.of("compare"));
        for (Run run : Run.values()) {
            args.add(copy(run.directory()).toString());
        }
        args.addAll(List.of(
                "--csv", temp.resolve("runs.csv").toString(),
                "--html", temp.resolve("runs.html").toString()));
        Cli.Result result = done(args.toArray(String[]::new));
        for (Run run : Run.values()) {
            assertTrue(result.out().contains(run.directory()), result.out());
        }
        assertEquals(
                1 + Run.values().length,
                Files.readAllLines(temp.resolve("runs.csv")).size());
        assertTrue(Files.size(temp.resolve("runs.html")) > 0);
        // The scores that the earlier version had written.
        for (String score : List.of("28.072", "classifier v2 55f2ebb4")) {
            assertTrue(result.out().contains(score), result.out());
        }
    }

    /** Latent vectors and samples of the earlier {@code sample --format npz}. */
    @Test
    void drawsTheSameSamples() throws IOException {
        Path run = copy("images");
        Path npz = temp.resolve("samples.npz");
        for (Path generator : List.of(run, run.resolve("exports/generator.safetensors"))) {
            done("sample", generator.toString(), "--format", "npz", "--count", "20", "--out", npz.toString());
            assertAlike(arrays(run.resolve("exports/generator.npz")), arrays(npz), generator.toString());
        }
    }

    @Test
    void takesEarlierExports() throws IOException {
        Path exports = copy("images").resolve("exports");
        String generator = exports.resolve("generator.safetensors").toString();
        String discriminator = exports.resolve("discriminator.safetensors").toString();
        done(Run.IMAGES, "evaluate", generator, "--count", "130", "--quiet");
        done(
                "export",
                generator,
                "--format",
                "onnx",
                "--out",
                temp.resolve("again.onnx").toString());
        String[] small = {"--g-hidden", "8,8", "--d-hidden", "8", "--latent", "4", "--conditional", "--steps", "1"};
        List<String> train = new ArrayList<>(List.of("train", "--dataset", "idx", "--batch-size", "16", "--quiet"));
        train.addAll(List.of(small));
        train.addAll(List.of("--init-from", generator, "--init-from", discriminator));
        train.addAll(List.of("--out", temp.resolve("further").toString()));
        done(Run.IMAGES, train.toArray(String[]::new));
        for (String format : List.of("onnx", "torchscript", "djl")) {
            done("export", exports.getParent().toString(), "--format", format); // takes the place of the earlier one
        }
    }
}

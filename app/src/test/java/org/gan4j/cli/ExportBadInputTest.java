package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code export}, {@code --init-from}, and {@code sample} of exported files: what is wrong is said in one line, and changes no file. */
class ExportBadInputTest {

    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    @TempDir
    private static Path temp;

    /**
     * A command line that cannot work.
     *
     * @param command the arguments; {@code @} stands for the test's directory
     * @param code the exit code
     * @param fragments what the message must say
     */
    private record Bad(String command, int code, List<String> fragments) {
        @Override
        public String toString() {
            return command;
        }
    }

    private static Bad usage(String command, String... fragments) {
        return new Bad(command, USAGE, List.of(fragments));
    }

    private static Bad failure(String command, String... fragments) {
        return new Bad(command, FAILURE, List.of(fragments));
    }

    @BeforeAll
    static void files() throws IOException {
        train("run", "--ema", "2");
        train("plain");
        for (String player : List.of("generator", "discriminator")) {
            done(
                    "export",
                    "@/run",
                    "--out",
                    "@/" + player + ".safetensors",
                    player.equals("discriminator") ? "--discriminator" : "--step=1");
        }
        done("export", "@/run", "--format", "onnx", "--out", "@/generator.onnx");
        Files.writeString(temp.resolve("letter.onnx"), "Dear reader");
        Files.writeString(temp.resolve("letter.safetensors"), "Dear reader, this is no file of weights.");
        Files.writeString(temp.resolve("note.onnx.json"), "{\"format\": \"onnx\"}");
        Files.writeString(temp.resolve("file"), "text");
        Files.createDirectories(temp.resolve("folder.onnx"));
        Files.createDirectories(temp.resolve("folder.npz"));
        Files.createSymbolicLink(temp.resolve("device.png"), Path.of("/dev/null"));
        Files.createSymbolicLink(temp.resolve("device.npz"), Path.of("/dev/null"));
        Files.createDirectories(temp.resolve("empty"));

        copyExport("no-description");
        Files.delete(temp.resolve("no-description.safetensors.json"));
        copyExport("broken-description");
        Files.writeString(temp.resolve("broken-description.safetensors.json"), "{ \"format\": 3");
        copyExport("empty-description");
        Files.writeString(temp.resolve("empty-description.safetensors.json"), "{}");
        copyExport("bad-run");
        Path description = temp.resolve("bad-run.safetensors.json");
        String changed = Files.readString(description).replaceAll("\"latent\": \\d+", "\"latent\": 0");
        // As an earlier version wrote it, without a checksum.
        Files.writeString(description, changed.replaceFirst(",\n  \"crc32\": \"\\w+\"", ""));
        copyExport("changed-description");
        Files.writeString(temp.resolve("changed-description.safetensors.json"), changed);
        copyExport("flipped");
        byte[] flipped = Files.readAllBytes(temp.resolve("flipped.safetensors"));
        flipped[flipped.length - 3] ^= 1;
        Files.write(temp.resolve("flipped.safetensors"), flipped);
        copyExport("short");
        byte[] whole = Files.readAllBytes(temp.resolve("short.safetensors"));
        Files.write(temp.resolve("short.safetensors"), Arrays.copyOf(whole, whole.length - 4));
        copyExport("undescribed-short");
        Files.delete(temp.resolve("undescribed-short.safetensors.json"));
        Files.write(temp.resolve("undescribed-short.safetensors"), Arrays.copyOf(whole, whole.length - 4));
        Files.write(
                temp.resolve("lying.safetensors"),
                ByteBuffer.allocate(20).put(7, (byte) 0x7f).put(8, (byte) '{').array());

        copyRun("no-weights");
        copyRun("broken-config");
        Files.writeString(temp.resolve("broken-config/config.json"), "{ \"config\": 3 }");
        copyRun("short-weights");
        copyWeights("short-weights");
        Path weights = temp.resolve("short-weights/checkpoints/step-00000001/discriminator.safetensors");
        Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 300));
        copyRun("other-weights");
        copyWeights("other-weights");
        weights = temp.resolve("other-weights/checkpoints/step-00000001/generator-average.safetensors");
        Files.copy(weights.resolveSibling("discriminator.safetensors"), weights, StandardCopyOption.REPLACE_EXISTING);
        copyRun("exports-is-a-file");
        copyWeights("exports-is-a-file");
        Files.writeString(temp.resolve("exports-is-a-file/exports"), "in the way");
    }

    private static void train(String name, String... flags) {
        List<String> args = new ArrayList<>(
                List.of("train", "--dataset", "ring", "--steps", "1", "--g-hidden", "8", "--d-hidden", "8", "--quiet"));
        args.addAll(List.of("--out", "@/" + name));
        args.addAll(List.of(flags));
        done(args.toArray(String[]::new));
    }

    private static void done(String... args) {
        Cli.Result result = Cli.run(
                Stream.of(args).map(arg -> arg.replace("@", temp.toString())).toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
    }

    private static void copyExport(String name) throws IOException {
        for (String end : List.of(".safetensors", ".safetensors.json")) {
            Files.copy(temp.resolve("generator" + end), temp.resolve(name + end));
        }
    }

    private static void copyRun(String name) throws IOException {
        Files.createDirectories(temp.resolve(name));
        Files.copy(temp.resolve("run/config.json"), temp.resolve(name).resolve("config.json"));
    }

    private static void copyWeights(String name) throws IOException {
        Path target = Files.createDirectories(temp.resolve(name).resolve("checkpoints/step-00000001"));
        try (Stream<Path> files = Files.list(temp.resolve("run/checkpoints/step-00000001"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private static Stream<Bad> flags() {
        return Stream.of(
                usage("export", "Missing required parameter", "RUN"),
                usage("export @/run --format onx", "unknown format 'onx'", "did you mean onnx", "safetensors"),
                usage("export @/run --format pickle", "unknown format 'pickle'", "torchscript, onnx, djl"),
                usage("export @/run --format=", "unknown format ''", "safetensors, torchscript"),
                usage("export @/run --formt onnx", "unknown flag '--formt'", "--format"),
                usage("export @/run --discriminator --no-average", "--no-average", "generator"),
                usage("export @/run --step last", "--step", "'last'"),
                usage("export @/run another", "unknown argument 'another'"),
                usage("export @/run --format onnx --out @/g.pt", "out (@/g.pt)", ".onnx", "--format onnx"),
                usage("export @/run --format djl --out @/g.params", "out (@/g.params)", "-0000.params"),
                usage("export @/run --device cuda:x", "device (cuda:x)"),
                usage("sample @/run --format jpg", "unknown format 'jpg'", "png", "npz"),
                usage(
                        "train --init-from @/generator.safetensors --init-from @/no-description.safetensors",
                        "init-from (@/generator.safetensors, @/no-description.safetensors)",
                        "one file a player"),
                usage("train --init-from", "Missing required parameter", "--init-from"),
                usage(
                        "train --resume @/run --init-from @/generator.safetensors",
                        "--init-from",
                        "does not go with --resume"));
    }

    private static Stream<Bad> runs() {
        return Stream.of(
                failure("export @/nowhere", "@/nowhere is not a run directory", "config.json"),
                failure("export @/empty", "@/empty is not a run directory"),
                failure("export @/file", "@/file is not a run directory", "file.json"),
                failure("export @/no-weights", "@/no-weights has no checkpoint yet"),
                failure("export @/run --step 77", "no checkpoint of step 77", "those of the steps 1"),
                failure("export @/run --step -1", "no checkpoint of step -1"),
                failure("export @/broken-config", "config.json is not a run's configuration"),
                failure("export @/short-weights --discriminator", "discriminator.safetensors is damaged", "300 bytes"),
                failure("export @/other-weights", "generator-average.safetensors is damaged"),
                failure(
                        "export @/exports-is-a-file",
                        "cannot write @/exports-is-a-file/exports",
                        "a file is in the way"));
    }

    private static Stream<Bad> targets() {
        return Stream.of(
                failure("export @/run --format onnx --out @/nowhere/g.onnx", "@/nowhere/g.onnx", "does not exist"),
                failure("export @/run --format onnx --out @/file/g.onnx", "cannot write @/file/g.onnx"),
                failure("export @/run --format onnx --out @/folder.onnx", "@/folder.onnx", "is a directory"),
                failure("export @/run --format onnx --out @/letter.onnx", "@/letter.onnx is there", "--out"),
                failure("export @/run --format onnx --out @/note.onnx", "@/note.onnx.json is there", "--out"),
                failure(
                        "export @/run --out @/run/checkpoints/step-00000001/generator.safetensors",
                        "generator.safetensors is there",
                        "no export"),
                failure("sample @/run --format npz --out @/nowhere/a.npz", "cannot write @/nowhere/a.npz", "exist"),
                failure("sample @/run --format npz --out @/folder.npz", "cannot write @/folder.npz", "something else"),
                failure("sample @/generator.safetensors --count 4 --out @/device.png", "cannot write @/device.png"),
                failure("sample @/generator.safetensors --format npz --out @/device.npz", "cannot write @/device.npz"));
    }

    private static Stream<Bad> exported() {
        return Stream.concat(
                Stream.of("sample", "export").flatMap(ExportBadInputTest::unfitFiles),
                Stream.of(
                        failure("export @/generator.safetensors --discriminator", "holds a generator", "directory"),
                        failure("export @/generator.safetensors --no-average", "averaged weights alone"),
                        failure("sample @/generator.safetensors --step 1", "step 1 alone", "--step (1)"),
                        usage("sample @/generator.safetensors --class 3", "class (3)", "--conditional")));
    }

    private static Stream<Bad> unfitFiles(String command) {
        return Stream.of(
                failure(command + " @/discriminator.safetensors", "holds a discriminator, not a generator"),
                failure(command + " @/generator.onnx", "@/generator.onnx", "onnx", "--format safetensors"),
                failure(command + " @/no-description.safetensors", "no-description.safetensors.json next to it"),
                failure(command + " @/broken-description.safetensors", "safetensors.json is not the description"),
                failure(command + " @/empty-description.safetensors", "is missing"),
                failure(command + " @/bad-run.safetensors", "safetensors.json", "latent (0) must be at least 1"),
                failure(command + " @/changed-description.safetensors", "safetensors.json is damaged", "its checksum"),
                failure(command + " @/flipped.safetensors", "@/flipped.safetensors is damaged", "SHA-256"),
                failure(command + " @/short.safetensors", "@/short.safetensors is damaged", "SHA-256"));
    }

    private static Stream<Bad> starts() {
        String train = "train --dataset ring --steps 1 --g-hidden 8 --d-hidden 8 --out @/new --init-from ";
        return Stream.of(
                failure(train + "@/nowhere.safetensors", "init-from (@/nowhere.safetensors) does not exist"),
                failure(train + "@/run", "init-from (@/run) is not a file", "gan4j export"),
                failure(train + "/dev/zero", "init-from (/dev/zero) is not a file"),
                failure(train + "@/letter.safetensors", "@/letter.safetensors is not a safetensors file"),
                failure(train + "@/lying.safetensors", "@/lying.safetensors is not a safetensors file"),
                failure(train + "@/undescribed-short.safetensors", "damaged safetensors file"),
                failure(train + "@/flipped.safetensors", "damaged", "SHA-256"),
                failure(train + "@/generator.onnx", "onnx", "--format safetensors"),
                failure(train + "@/broken-description.safetensors", "is not the description"),
                failure(
                        train + "@/generator.safetensors --latent 5",
                        "@/generator.safetensors does not fit the network",
                        "0.weight of shape",
                        "(8, 5)"),
                failure(
                        train + "@/discriminator.safetensors --pack 2",
                        "@/discriminator.safetensors does not fit the network",
                        "(8, 2)",
                        "(8, 4)"),
                failure(train + "@/discriminator.safetensors --spectral-norm", "does not fit the network", "arrays"));
    }

    /** Each file with its content, in the test's directory and, by name, where the tests run. */
    private static TreeMap<String, Integer> everything() throws IOException {
        TreeMap<String, Integer> files = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(temp);
                Stream<Path> here = Files.list(Path.of(""))) {
            for (Path path : (Iterable<Path>) entries::iterator) {
                files.put(path.toString(), Files.isRegularFile(path) ? Arrays.hashCode(Files.readAllBytes(path)) : 0);
            }
            here.forEach(path -> files.put(path.toString(), 0));
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource({"flags", "runs", "targets", "exported", "starts"})
    void isSaidInOneLine(Bad bad) throws IOException {
        TreeMap<String, Integer> before = everything();
        String[] args = bad.command.replace("@", temp.toString()).split(" ");
        Cli.Result result = Cli.run(args);

        assertEquals(bad.code, result.code(), result.err());
        List<String> lines = result.errLines();
        assertTrue(lines.get(0).startsWith("gan4j: "), result.err());
        for (String fragment : bad.fragments) {
            assertTrue(
                    lines.get(0).contains(fragment.replace("@", temp.toString())), fragment + "\nin " + result.err());
        }
        List<String> rest = lines.subList(1, lines.size());
        assertEquals(bad.code == USAGE ? List.of("Try 'gan4j " + args[0] + " --help'.") : List.of(), rest);
        assertFalse((result.out() + result.err()).contains("\tat "), "a stack trace");
        assertEquals(before, everything());
        assertFalse(Files.isRegularFile(Path.of("/dev/null")), "a device was replaced");
    }
}

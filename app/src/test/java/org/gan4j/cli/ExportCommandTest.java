package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.util.Utils;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gan4j.data.Batch;
import org.gan4j.export.ExportedBlock;
import org.gan4j.model.CriticOutput;
import org.gan4j.model.Discriminator;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.gan4j.train.GeneratorInput;
import org.gan4j.train.Players;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code gan4j export} writes, opened by those it is written for: DJL's {@code Model.load} and ONNX Runtime. Their outputs for 64
 * fixed rows equal those of the network itself.
 *
 * <p>The files stay in {@code target/exports} with our outputs next to them, where {@code .ci/check-exports} opens them in Python.
 */
class ExportCommandTest {

    /** Where summing in another order can lead in float32, of outputs around 1. */
    private static final float TOLERANCE = 1e-5f;

    private static final int COUNT = 64;
    private static final Path EXPORTS = Path.of("target", "exports");

    @TempDir
    private static Path temp;

    private static NDManager manager;

    /** Runs that differ in what an exporter must know; few steps, from which no weight comes back as it started. */
    private enum Run {
        IMAGE("--data-dir @/data --ema 3"),
        CONDITIONAL("--data-dir @/data --conditional"),
        PLANE("--dataset ring"),
        LEAKY_AND_TANH(
                "--dataset gaussian --g-activation leaky-relu:0.05 --d-activation tanh --g-hidden 7,5 --init normal:0.5"),
        SPECTRAL_NORM("--data-dir @/data --loss hinge --spectral-norm --d-hidden 9,6"),
        SQUARED_ENERGY("--data-dir @/data --loss ebgan"),
        ABSOLUTE_ENERGY("--dataset ring --loss began --energy absolute --d-hidden 9,6"),
        ENERGY_WITH_SPECTRAL_NORM("--data-dir @/data --loss ebgan --spectral-norm"),
        PACKS("--dataset ring --pack 2"),
        DCGAN(
                "--arch dcgan --dataset shapes --conditional --g-channels 8,4 --d-channels 4,8 --g-norm batch --d-norm group"),
        DCGAN_IN_GREY("--arch dcgan --conditional --class-by auxiliary --g-channels 8,4 --d-channels 4 --d-head 6"
                + " --g-norm group --d-norm layer --ema 3"),
        RESNET(
                "--arch resnet --dataset shapes --loss hinge --spectral-norm --g-channels 8,4 --d-channels 4,4,4 --g-norm batch"),
        R3GAN(
                "--arch r3gan --dataset shapes --preset r3gan --g-channels 16,8 --d-channels 8,8 --g-activation leaky-relu");

        private final String flags;

        Run(String flags) {
            this.flags = flags;
        }

        Path directory() {
            return temp.resolve(name());
        }

        Path exports() {
            return EXPORTS.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    @BeforeAll
    static void train() throws IOException {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        IdxBytes.writeSmall(temp.resolve("data"), 40, 40);
        Utils.deleteQuietly(EXPORTS);
        for (Run run : Run.values()) {
            List<String> args = new ArrayList<>(List.of("train", "--steps", "20", "--batch-size", "8", "--quiet"));
            if (!run.flags.contains("-hidden") && !run.flags.contains("--arch")) {
                args.addAll(List.of("--g-hidden", "8", "--d-hidden", "8"));
            }
            args.addAll(List.of("--out", run.directory().toString()));
            args.addAll(List.of(run.flags.replace("@", temp.toString()).split(" ")));
            assertDone(Cli.run(args));
        }
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    private static String assertDone(Cli.Result result) {
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        return result.out().strip();
    }

    private static Path export(Path source, String... flags) {
        List<String> args = new ArrayList<>(List.of("export", source.toString()));
        args.addAll(List.of(flags));
        return Path.of(assertDone(Cli.run(args)));
    }

    private static JsonObject description(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(Path.of(file + ".json"))).getAsJsonObject();
    }

    /** What goes into a player, and what our own network makes of it. */
    private record Expected(NDArray input, float[] output) {}

    private static Expected generated(Run run) {
        try (TrainedPlayer generator = TrainedPlayer.generator(run.directory(), Optional.empty(), manager)) {
            NDArray input = generator.input(0, COUNT, GeneratorInput.EVERY_CLASS);
            input.attach(manager);
            return new Expected(input, generator.network().forward(input).toFloatArray());
        }
    }

    /** Real and generated samples, in packs where it judges packs. */
    private static Expected judged(Run run) throws Exception {
        RunDirectory directory = RunDirectory.open(run.directory());
        RunRecord record = directory.record();
        Discriminator discriminator = Players.discriminator(record.config(), record.samples(), manager);
        discriminator.network().read(directory.checkpoints().last().resolve("discriminator.safetensors"));
        int dimension = record.samples().dimension();
        int half = COUNT * record.config().techniques().packing() / 2;
        NDArray fake = manager.create(generated(run).output()).reshape(-1, dimension);
        manager.getEngine().setRandomSeed(3);
        NDArray noise = manager.randomNormal(new Shape(half, dimension));
        NDArray samples = fake.get("0:" + Math.min(half, COUNT)).concat(noise).reshape(-1, discriminatorWidth(record));
        CriticOutput verdict = discriminator.held().judge(new Batch(samples, null));
        NDArray scores =
                verdict.classes() == null ? verdict.scores() : verdict.scores().concat(verdict.classes(), 1);
        return new Expected(samples, scores.toFloatArray());
    }

    private static int discriminatorWidth(RunRecord record) {
        return record.samples().dimension() * record.config().techniques().packing();
    }

    private static void assertEqualTo(Expected expected, float[] actual, String what) {
        assertArrayEquals(expected.output, actual, TOLERANCE, what);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : expected.output) {
            assertTrue(Float.isFinite(value), what);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertTrue(most - least > 100 * TOLERANCE, what + ": an output that is always the same proves nothing");
    }

    private static float[] openedByOnnxRuntime(Path file, NDArray input) throws Exception {
        JsonObject description = description(file);
        String in = description.getAsJsonObject("input").get("name").getAsString();
        String out = description.getAsJsonObject("output").get("name").getAsString();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor tensor = OnnxTensor.createTensor(
                        environment,
                        FloatBuffer.wrap(input.toFloatArray()),
                        input.getShape().getShape());
                OrtSession.Result result = session.run(Map.of(in, tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get(out).orElseThrow()).getFloatBuffer();
            float[] output = new float[values.remaining()];
            values.get(output);
            return output;
        }
    }

    private static float[] predicted(Model model, NDArray input) throws Exception {
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null))) {
            return predictor.predict(new NDList(input)).singletonOrThrow().toFloatArray();
        }
    }

    private static float[] openedAsTorchScriptByDjl(Path file, NDArray input) throws Exception {
        try (Model model = Model.newInstance("any", Device.cpu(), "PyTorch")) {
            model.load(file);
            return predicted(model, input);
        }
    }

    /** With the block that app/doc/export.md describes, made from the description of the file. */
    private static float[] openedAsParametersByDjl(Path file, NDArray input) throws Exception {
        String name = file.getFileName().toString();
        try (Model model = Model.newInstance("any", Device.cpu(), "PyTorch")) {
            model.setBlock(ExportedBlock.read(Path.of(file + ".json")));
            model.load(file.getParent(), name.substring(0, name.indexOf("-0000.params")));
            return predicted(model, input);
        }
    }

    private static void assertEveryClientAgrees(Path source, Path target, Expected expected, String... flags)
            throws Exception {
        List<Path> files = new ArrayList<>();
        Files.createDirectories(target);
        String player = List.of(flags).contains("--discriminator") ? "discriminator" : "generator";
        for (String format : List.of("onnx:.onnx", "torchscript:.pt", "djl:-0000.params", "safetensors:.safetensors")) {
            String[] parts = format.split(":");
            List<String> all = new ArrayList<>(List.of("--format", parts[0]));
            all.addAll(List.of("--out", target.resolve(player + parts[1]).toString()));
            all.addAll(List.of(flags));
            files.add(export(source, all.toArray(String[]::new)));
        }
        assertEqualTo(expected, openedByOnnxRuntime(files.get(0), expected.input), "ONNX Runtime");
        assertEqualTo(expected, openedAsTorchScriptByDjl(files.get(1), expected.input), "TorchScript in DJL");
        assertEqualTo(expected, openedAsParametersByDjl(files.get(2), expected.input), "Model.load of DJL");
        JsonObject rows = description(files.get(0));
        for (String side : List.of("input", "output")) {
            long width = side.equals("input")
                    ? expected.input.getShape().get(1)
                    : expected.output.length / expected.input.getShape().get(0);
            assertEquals(width, rows.getAsJsonObject(side).get("size").getAsLong(), side);
        }
    }

    @ParameterizedTest
    @EnumSource(Run.class)
    void generatorsDoTheSameElsewhere(Run run) throws Exception {
        Expected expected = generated(run);
        assertEveryClientAgrees(run.directory(), run.exports(), expected);
        // For Python, by the command that a person would use.
        assertDone(Cli.run(
                "sample",
                run.directory().toString(),
                "--format",
                "npz",
                "--count",
                String.valueOf(COUNT),
                "--out",
                run.exports().resolve("generator.npz").toString()));
        NDList arrays = NDList.decode(manager, Files.readAllBytes(run.exports().resolve("generator.npz")));
        assertArrayEquals(expected.input.toFloatArray(), arrays.get("latent").toFloatArray());
        assertArrayEquals(expected.output, arrays.get("samples").toFloatArray());
    }

    @ParameterizedTest
    @EnumSource(Run.class)
    void discriminatorsDoTheSameElsewhere(Run run) throws Exception {
        Expected expected = judged(run);
        assertEveryClientAgrees(run.directory(), run.exports(), expected, "--discriminator");
        NDArray input = expected.input.duplicate();
        NDArray output =
                manager.create(expected.output).reshape(input.getShape().get(0), -1);
        input.setName("samples");
        output.setName("scores");
        Files.write(run.exports().resolve("discriminator.npz"), new NDList(input, output).encode(NDList.Encoding.NPZ));
    }

    @Test
    void aSafetensorsExportStandsForItsRun() throws Exception {
        Path file = export(
                Run.CONDITIONAL.directory(),
                "--out",
                temp.resolve("alone.safetensors").toString());
        Path alone = Files.createDirectories(temp.resolve("elsewhere")).resolve("g.safetensors");
        Files.move(file, alone);
        Files.move(Path.of(file + ".json"), Path.of(alone + ".json"));

        Expected expected = generated(Run.CONDITIONAL);
        try (TrainedPlayer generator = TrainedPlayer.generator(alone, Optional.empty(), manager)) {
            assertArrayEquals(
                    expected.output, generator.network().forward(expected.input).toFloatArray());
        }
        Path picture = Path.of(assertDone(Cli.run("sample", alone.toString(), "--class", "3")));
        assertEquals(alone.resolveSibling("sample-seed0-64.png"), picture);
        Path ours = temp.resolve("ours.png");
        assertDone(Cli.run("sample", Run.CONDITIONAL.directory().toString(), "--class", "3", "--out", ours.toString()));
        assertArrayEquals(Files.readAllBytes(ours), Files.readAllBytes(picture));

        // And from it into another format, next to it.
        Path onnx = export(alone, "--format", "onnx");
        assertEquals(alone.resolveSibling("g.onnx"), onnx);
        assertEqualTo(expected, openedByOnnxRuntime(onnx, expected.input), "by way of safetensors");
    }

    @Test
    void anExportIsWorthWhatItsRunIs() {
        Path file = export(
                Run.PLANE.directory(),
                "--out",
                temp.resolve("plane.safetensors").toString());
        List<JsonObject> scores = new ArrayList<>();
        for (Path source : List.of(Run.PLANE.directory(), file)) {
            scores.add(JsonParser.parseString(
                            assertDone(Cli.run("evaluate", source.toString(), "--json", "--count", "500")))
                    .getAsJsonObject());
        }
        assertEquals(
                "generator-average.safetensors", scores.get(0).remove("weights").getAsString());
        assertEquals("plane.safetensors", scores.get(1).remove("weights").getAsString());
        assertEquals(20, scores.get(0).get("step").getAsInt());
        assertTrue(scores.get(0).has("reverseKl"));
        assertEquals(scores.get(0), scores.get(1));
    }

    @Test
    void aSafetensorsExportIsTheCheckpointsFile() throws Exception {
        Path checkpoint = RunDirectory.open(Run.IMAGE.directory()).checkpoints().last();
        Path average = export(Run.IMAGE.directory());
        assertEquals(Run.IMAGE.directory().resolve("exports/generator.safetensors"), average);
        assertArrayEquals(
                Files.readAllBytes(checkpoint.resolve("generator-average.safetensors")), Files.readAllBytes(average));
        assertTrue(description(average).get("averaged").getAsBoolean());

        Path own = export(Run.IMAGE.directory(), "--no-average");
        assertArrayEquals(Files.readAllBytes(checkpoint.resolve("generator.safetensors")), Files.readAllBytes(own));
        assertFalse(description(own).get("averaged").getAsBoolean());
        assertFalse(Arrays.equals(
                Files.readAllBytes(checkpoint.resolve("generator-average.safetensors")), Files.readAllBytes(own)));

        Path early = export(Run.IMAGE.directory(), "--step", "10");
        assertEquals(10, description(early).get("step").getAsLong());
        assertArrayEquals(
                Files.readAllBytes(checkpoint.resolveSibling("step-00000010").resolve("generator-average.safetensors")),
                Files.readAllBytes(early));
    }

    @Test
    void theDescriptionSaysWhatThereIsToKnow() throws Exception {
        JsonObject generator = description(export(
                Run.CONDITIONAL.directory(),
                "--out",
                temp.resolve("a.safetensors").toString()));
        assertEquals(
                List.of("noise 32 standard normal", "class 10 one-hot"), columns(generator.getAsJsonObject("input")));
        assertEquals(42, generator.getAsJsonObject("input").get("size").getAsInt());
        assertEquals(
                List.of("sample 4 pixels, -1 black to 1 white [-1.0,1.0]"),
                columns(generator.getAsJsonObject("output")));
        assertEquals(
                "{\"channels\":1,\"height\":2,\"width\":2}",
                generator.get("image").toString());
        assertEquals(
                "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]",
                generator.get("labels").toString());
        assertEquals(Versions.GAN4J, generator.get("gan4j").getAsString());
        assertEquals(20, generator.get("step").getAsLong());
        assertEquals(
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(Files.readAllBytes(temp.resolve("a.safetensors")))),
                generator.get("sha256").getAsString());

        JsonObject plane = description(export(
                Run.PACKS.directory(),
                "--discriminator",
                "--out",
                temp.resolve("b.safetensors").toString()));
        assertEquals(List.of("sample 2 unscaled", "sample 2 unscaled"), columns(plane.getAsJsonObject("input")));
        assertEquals(List.of("score 1 raw; of real samples higher"), columns(plane.getAsJsonObject("output")));
        assertFalse(plane.has("image"));
        assertFalse(plane.has("labels"));

        // W is divided by its norm wherever the file holds nothing but layers.
        for (String format : List.of("safetensors:.safetensors", "onnx:.onnx")) {
            String[] parts = format.split(":");
            Path file = temp.resolve("c" + parts[1]);
            JsonObject norm = description(export(
                    Run.SPECTRAL_NORM.directory(), "--discriminator", "--format", parts[0], "--out", file.toString()));
            assertEquals(
                    parts[0].equals("safetensors"),
                    norm.getAsJsonArray("layers")
                            .get(0)
                            .getAsJsonObject()
                            .get("spectralNorm")
                            .getAsBoolean());
        }
    }

    private static List<String> columns(JsonObject rows) {
        List<String> columns = new ArrayList<>();
        for (JsonElement element : rows.getAsJsonArray("columns")) {
            JsonObject column = element.getAsJsonObject();
            columns.add(column.get("name").getAsString() + " " + column.get("size") + " "
                    + column.get("values").getAsString() + (column.has("range") ? " " + column.get("range") : ""));
        }
        return columns;
    }

    @Test
    void anEarlierExportIsReplacedAndNothingIsLeftAside() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("twice"));
        Path file = directory.resolve("generator.onnx");
        export(Run.IMAGE.directory(), "--format", "onnx", "--out", file.toString());
        byte[] average = Files.readAllBytes(file);
        export(Run.IMAGE.directory(), "--format", "onnx", "--no-average", "--out", file.toString());
        assertFalse(Arrays.equals(average, Files.readAllBytes(file)));
        assertFalse(description(file).get("averaged").getAsBoolean());
        // Of another version, whose run this one could not read.
        JsonObject other = description(file);
        other.getAsJsonObject("run").remove("config");
        Files.writeString(Path.of(file + ".json"), other.toString());
        export(Run.IMAGE.directory(), "--format", "onnx", "--out", file.toString());
        assertArrayEquals(average, Files.readAllBytes(file));
        try (Stream<Path> entries = Files.list(directory)) {
            TreeSet<String> names = new TreeSet<>();
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
            assertEquals(new TreeSet<>(List.of("generator.onnx", "generator.onnx.json")), names);
        }
    }

    @Test
    void equalWeightsGiveEqualFiles() throws IOException {
        for (String format : List.of("safetensors:.safetensors", "torchscript:.pt", "onnx:.onnx", "djl:-0000.params")) {
            String[] parts = format.split(":");
            byte[][] contents = new byte[2][];
            for (int i = 0; i < 2; i++) {
                Path file = temp.resolve("equal-" + i + parts[1]);
                export(Run.PLANE.directory(), "--format", parts[0], "--out", file.toString());
                contents[i] = Files.readAllBytes(file);
            }
            assertArrayEquals(contents[0], contents[1], format);
        }
    }
}

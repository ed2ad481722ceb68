package org.gan4j.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.data.ImageShape;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Architecture;
import org.gan4j.model.Autoencoder;
import org.gan4j.model.BatchNorm;
import org.gan4j.model.Blueprint;
import org.gan4j.model.Convolution;
import org.gan4j.model.Energy;
import org.gan4j.model.GlobalSum;
import org.gan4j.model.GroupNorm;
import org.gan4j.model.Initialization;
import org.gan4j.model.Layer;
import org.gan4j.model.Linear;
import org.gan4j.model.Mlp;
import org.gan4j.model.Network;
import org.gan4j.model.Norm;
import org.gan4j.model.Player;
import org.gan4j.model.Precision;
import org.gan4j.model.Resampling;
import org.gan4j.model.Reshape;
import org.gan4j.model.Residual;
import org.gan4j.model.Sequential;
import org.gan4j.model.TransposedConvolution;
import org.gan4j.model.Window;
import org.gan4j.run.ExportRecord.Columns;
import org.gan4j.run.ExportRecord.Rows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of layer computes in every format what it computes in a network. */
class ExportFormatTest {

    private static final ActivationFunction RELU = ActivationFunction.parse("relu");
    private static final ActivationFunction LEAKY = ActivationFunction.parse("leaky-relu:0.3");
    private static final int INPUTS = 2 * 4 * 4;

    @TempDir
    private Path temp;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        manager.getEngine().setRandomSeed(2);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Linear linear(int inputs, int outputs) {
        return new Linear(inputs, outputs, Initialization.PYTORCH, false);
    }

    static List<Named<Layer>> layers() {
        List<Layer> inner = List.of(linear(INPUTS, 5), LEAKY);
        Reshape pictures = new Reshape(List.of(2L, 4L, 4L));
        return List.of(
                Named.of(
                        "every activation",
                        new Sequential(ActivationFunction.names().stream()
                                .<Layer>flatMap(
                                        name -> Stream.of(linear(INPUTS, INPUTS), ActivationFunction.parse(name)))
                                .toList())),
                Named.of(
                        "convolutions",
                        new Sequential(List.of(
                                pictures,
                                new Convolution(2, 3, 3, 1, 1, Initialization.PYTORCH, false),
                                RELU,
                                // Another text than the first one's, and so another class of TorchScript.
                                new Convolution(3, 2, 2, 2, 0, Initialization.PYTORCH, true),
                                new Reshape(List.of(2 * 2 * 2L)),
                                linear(2 * 2 * 2, 1)))),
                Named.of(
                        "residual blocks with batch norms",
                        new Sequential(List.of(
                                pictures,
                                new Residual(
                                        new Sequential(List.of(
                                                new BatchNorm(2),
                                                RELU,
                                                new Convolution(
                                                        2,
                                                        4,
                                                        Window.square(3, 1, 1),
                                                        2,
                                                        false,
                                                        Initialization.PYTORCH,
                                                        false))),
                                        new Sequential(List.of(
                                                new Convolution(2, 4, 1, 1, 0, Initialization.PYTORCH, false)))),
                                new Residual(
                                        new Sequential(List.of(LEAKY, new BatchNorm(4))), new Sequential(List.of())),
                                new GlobalSum(),
                                new Linear(4, 3, false, Initialization.PYTORCH, false)))),
                Named.of(
                        "transposed convolutions",
                        new Sequential(List.of(
                                pictures,
                                new TransposedConvolution(
                                        2, 4, Window.square(4, 2, 1), 2, true, Initialization.PYTORCH),
                                LEAKY,
                                new TransposedConvolution(
                                        4, 3, new Window(3, 2, 1, 0), 1, false, Initialization.PYTORCH),
                                new TransposedConvolution(
                                        3, 6, Window.square(2, 3, 0), 3, true, Initialization.PYTORCH),
                                new Reshape(List.of(6L * 29 * 26))))),
                Named.of(
                        "group norms",
                        new Sequential(List.of(
                                pictures,
                                new Convolution(2, 6, 3, 1, 1, Initialization.PYTORCH, false),
                                new GroupNorm(3, 6),
                                RELU,
                                new GroupNorm(1, 6),
                                new GlobalSum()))),
                Named.of(
                        "every way of resampling",
                        new Sequential(Stream.concat(
                                                Stream.<Layer>of(pictures),
                                                Stream.of(Resampling.Kind.values())
                                                        .map(Resampling::new))
                                        .toList())
                                .then(List.of(new Reshape(List.of((long) INPUTS)), linear(INPUTS, 2)))),
                Named.of("a container in another", new Sequential(List.of(new Sequential(inner), linear(5, 2)))),
                Named.of(
                        "squared energies",
                        Mlp.autoencoder(
                                List.of(INPUTS, 6, 3),
                                RELU,
                                List.of(ActivationFunction.TANH),
                                Energy.SQUARED,
                                Initialization.PYTORCH,
                                false)),
                Named.of(
                        "absolute energies with a spectral norm",
                        Mlp.autoencoder(
                                List.of(INPUTS, 3), RELU, List.of(), Energy.ABSOLUTE, Initialization.PYTORCH, true)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void computesTheSameEverywhere(Layer layer) throws Exception {
        computesTheSame(layer, INPUTS);
    }

    @Test
    void aLayerOfAnotherVersionIsNoSilentGap() {
        JsonObject description = JsonParser.parseString("{'layers': [{'name': '0', 'type': 'Wavelet'}]}")
                .getAsJsonObject();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ExportedBlock.of(description));
        assertEquals(
                "layer \"0\" is of an unknown type (Wavelet); export the run again, and take ExportedBlock.java of the same version",
                refused.getMessage());
    }

    static Stream<Arguments> architectures() {
        return Stream.of(Architecture.values())
                .flatMap(arch -> Stream.of(Player.values())
                        .flatMap(player -> norms(arch).map(norm -> Arguments.of(arch, player, norm))));
    }

    private static Stream<Norm> norms(Architecture arch) {
        return arch.has(Architecture.Trait.NORMS) ? Stream.of(Norm.values()) : Stream.of(Norm.NONE);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyArchitectureComputesTheSame(Architecture arch, Player player, Norm norm) throws Exception {
        ImageShape picture = new ImageShape(1, 8, 16);
        Blueprint blueprint = new Blueprint(
                player,
                4,
                128,
                picture,
                1,
                List.of(8),
                List.of(8, 8),
                0,
                2,
                LEAKY,
                norm,
                Initialization.PYTORCH,
                false);
        boolean generates = player == Player.GENERATOR;
        computesTheSame(
                generates ? arch.generator(blueprint) : arch.discriminator(blueprint), generates ? 4 : picture.size());
    }

    private void computesTheSame(Layer layer, int inputs) throws Exception {
        Network network = new Network(layer, Precision.FLOAT32, manager);
        NDArray input = manager.randomNormal(new Shape(7, inputs));
        // Scales, shifts and running means of norms as they might be after a training.
        layer.weights().stream()
                .filter(weight -> weight.shape().dimension() == 1)
                .forEach(weight -> Network.overwrite(
                        List.of(network.weights().get(weight.name())),
                        List.of(manager.randomUniform(0.5f, 1.5f, weight.shape()))));
        NDArray expected = network.inference().forward(input);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        network.weights().forEach((name, array) -> arrays.put(name, array.stopGradient()));
        layer.leaves().forEach((name, leaf) -> leaf.fold(name + ".", arrays));
        String values = layer instanceof Autoencoder autoencoder ? "mean " + autoencoder.energy() + " error" : "any";
        Columns columns = new Columns("results", (int) expected.getShape().get(1), values, null);
        ExportedPlayer player = new ExportedPlayer(
                "player",
                layer,
                arrays,
                new Rows("rows", inputs, List.of()),
                new Rows("results", (int) expected.getShape().get(1), List.of(columns)));

        float[] numbers = expected.toFloatArray();
        assertArrayEquals(numbers, byOnnxRuntime(OnnxFormat.encode(player), input), 1e-5f, "ONNX");
        assertArrayEquals(numbers, byTorchScript(TorchScriptFormat.encode(player), input), 1e-5f, "TorchScript");
        assertArrayEquals(numbers, byDjl(player, input), 1e-5f, "DJL");
    }

    private static float[] byOnnxRuntime(byte[] file, NDArray input) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file);
                OnnxTensor tensor = OnnxTensor.createTensor(
                        environment,
                        FloatBuffer.wrap(input.toFloatArray()),
                        input.getShape().getShape());
                OrtSession.Result result = session.run(Map.of("rows", tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get("results").orElseThrow()).getFloatBuffer();
            float[] output = new float[values.remaining()];
            values.get(output);
            return output;
        }
    }

    private static float[] byTorchScript(byte[] file, NDArray input) throws Exception {
        try (Model model = Model.newInstance("any", Device.cpu(), "PyTorch")) {
            model.load(new ByteArrayInputStream(file));
            return predicted(model, input);
        }
    }

    private float[] byDjl(ExportedPlayer player, NDArray input) throws Exception {
        Files.write(temp.resolve("player-0000.params"), DjlFormat.encode(player));
        try (Model model = Model.newInstance("any", Device.cpu(), "PyTorch")) {
            model.setBlock(ExportedBlock.of(DjlFormat.description(player)));
            model.load(temp, "player");
            return predicted(model, input);
        }
    }

    private static float[] predicted(Model model, NDArray input) throws Exception {
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null))) {
            return predictor.predict(new NDList(input)).singletonOrThrow().toFloatArray();
        }
    }
}

package org.gan4j.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Initialization;
import org.gan4j.model.Mlp;
import org.gan4j.model.Network;
import org.gan4j.model.Precision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {

    @TempDir
    private Path temp;

    private NDManager manager;
    private Path file;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        file = temp.resolve("weights.safetensors");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Network network(Integer... widths) {
        return new Network(
                Mlp.of(List.of(widths), ActivationFunction.TANH, Initialization.PYTORCH, false),
                Precision.FLOAT32,
                manager);
    }

    private static float[][] values(Network network) {
        return network.weights().values().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }

    private String assertRefused(Network network, String... fragments) {
        float[][] before = values(network);
        String message =
                assertThrows(UserException.class, () -> network.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertEquals(1, message.lines().count(), message);
        for (String fragment : fragments) {
            assertTrue(message.contains(fragment), message);
        }
        assertArrayEquals(before, values(network), "a refused file must not change a weight");
        return message;
    }

    @Test
    void weightsComeBackBitForBit() throws IOException {
        Network written = network(3, 5, 2);
        // Numbers that a detour through text or another type would change.
        float[] odd = {Float.MIN_VALUE, -0f, Float.MAX_VALUE, 0.1f, 1e-45f};
        written.weights().get("0.bias").set(odd);
        WholeFile.write(file, WeightFile.encode(written.weights()));

        Network read = network(3, 5, 2);
        assertFalse(Arrays.deepEquals(values(written), values(read)));
        read.read(file);
        assertArrayEquals(values(written), values(read));
        assertEquals(
                Float.floatToRawIntBits(-0f),
                Float.floatToRawIntBits(read.weights().get("0.bias").toFloatArray()[1]));
        assertTrue(read.weights().get("0.bias").hasGradient(), "the weights must still learn");
    }

    /** The layout of https://github.com/huggingface/safetensors: a length of 8 bytes, JSON, and the numbers. */
    @Test
    void isASafetensorsFile() throws IOException {
        Network network = network(3, 5, 2);
        WholeFile.write(file, WeightFile.encode(network.weights()));

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(json);
        JsonObject header =
                JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
        ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);

        Map<String, List<Long>> shapes = Map.of(
                "0.weight", List.of(5L, 3L), "0.bias", List.of(5L), "2.weight", List.of(2L, 5L), "2.bias", List.of(2L));
        header.remove("__metadata__");
        assertEquals(shapes.keySet(), header.keySet());
        int covered = 0;
        for (String name : shapes.keySet()) {
            JsonObject entry = header.getAsJsonObject(name);
            assertEquals("F32", entry.get("dtype").getAsString());
            JsonArray shape = entry.getAsJsonArray("shape");
            assertEquals(
                    shapes.get(name),
                    Stream.iterate(0, i -> i < shape.size(), i -> i + 1)
                            .map(i -> shape.get(i).getAsLong())
                            .toList());
            int from = entry.getAsJsonArray("data_offsets").get(0).getAsInt();
            int to = entry.getAsJsonArray("data_offsets").get(1).getAsInt();
            float[] values = new float[(to - from) / Float.BYTES];
            data.duplicate()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(from)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            assertArrayEquals(network.weights().get(name).toFloatArray(), values, name);
            covered += to - from;
        }
        assertEquals(covered, data.remaining(), "the format wants no holes");
    }

    @Test
    void writingLeavesTheNetworkAsItWas() throws IOException {
        Network network = network(3, 2);
        float[][] before = values(network);
        int arrays = manager.getManagedArrays().size();
        WholeFile.write(file, WeightFile.encode(network.weights()));

        assertArrayEquals(before, values(network));
        assertEquals(arrays, manager.getManagedArrays().size());
        try (Stream<Path> entries = Files.list(temp)) {
            assertEquals(List.of(file), entries.toList());
        }
    }

    @Test
    void refusesAnotherNetworksWeights() throws IOException {
        WholeFile.write(file, WeightFile.encode(network(3, 5, 2).weights()));
        assertRefused(network(4, 5, 2), "does not fit the network", "0.weight of shape (5, 3)", "(5, 4)");
        assertRefused(network(3, 2), "does not fit the network");
        assertRefused(network(3, 5, 2, 1), "does not fit the network", "4 arrays", "6");
    }

    @Test
    void refusesWeightsOfOtherNames() throws IOException {
        WholeFile.write(file, WeightFile.encode(network(3, 5, 2).weights()));
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, text.replace("2.bias", "x.bias"), StandardCharsets.ISO_8859_1);
        assertRefused(network(3, 5, 2), "x.bias", "no such weight");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertRefused(network(3, 2), "cannot be read", "there is no");
    }

    @Test
    void refusesWhatIsNoSafetensorsFile() throws IOException {
        Network network = network(3, 2);
        WholeFile.write(file, WeightFile.encode(network.weights()));
        byte[] whole = Files.readAllBytes(file);
        int header = Math.toIntExact(
                ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong());

        for (int length : new int[] {0, 5, 8, 9, 8 + header / 2, 8 + header, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(network, "safetensors", "beginning");
        }
        Files.writeString(file, "This is a letter, and not a file of weights.");
        assertRefused(network, "safetensors");

        // A header that claims to be as long as memory goes, or longer.
        for (long claim : new long[] {Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
            byte[] lying = whole.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(claim);
            Files.write(file, lying);
            assertRefused(network, "safetensors");
        }
        byte[] damaged = whole.clone();
        damaged[8 + header / 2] = 0;
        damaged[8 + header / 2 + 1] = '}';
        Files.write(file, damaged);
        assertRefused(network, "safetensors");
    }

    @Test
    void keepsTheStateOfSpectralNormBitForBit() throws IOException {
        Network[] networks = new Network[2];
        for (int i = 0; i < 2; i++) {
            networks[i] = new Network(
                    Mlp.of(List.of(5, 4, 3), ActivationFunction.TANH, Initialization.PYTORCH, true),
                    Precision.FLOAT32,
                    manager);
        }
        assertFalse(Arrays.equals(values(networks[0])[0], values(networks[1])[0]));
        WholeFile.write(file, WeightFile.encode(networks[0].weights()));
        networks[1].read(file);

        assertTrue(networks[1].weights().keySet().containsAll(List.of("0.u", "0.v", "2.u", "2.v")));
        assertArrayEquals(values(networks[0]), values(networks[1]));
        NDArray input = manager.ones(new Shape(2, 5));
        assertArrayEquals(
                networks[0].inference().forward(input).toFloatArray(),
                networks[1].inference().forward(input).toFloatArray());
    }
}

package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ImageShape;
import org.gan4j.losses.Constants;
import org.gan4j.train.Players;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Layers, their names and where their weights start; and the two players made of them. */
class MlpTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        manager.getEngine().setRandomSeed(7);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Network network(Initialization initialization) {
        return new Network(
                Mlp.of(List.of(100, 128, 256, 784), ActivationFunction.parse("relu"), initialization, false)
                        .then(List.of(ActivationFunction.TANH)),
                Precision.FLOAT32,
                manager);
    }

    private static Map<String, Shape> shapes(Network network) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        network.weights().forEach((name, weight) -> shapes.put(name, weight.getShape()));
        return shapes;
    }

    private static double deviation(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value / (double) values.length;
        }
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void weightsHavePyTorchsNamesAndShapes() {
        // PyTorch 2.7.1: nn.Sequential(nn.Linear(100, 128), nn.ReLU(), nn.Linear(128, 256), nn.ReLU(),
        // nn.Linear(256, 784), nn.Tanh()).state_dict()
        Map<String, Shape> expected = new LinkedHashMap<>();
        expected.put("0.weight", new Shape(128, 100));
        expected.put("0.bias", new Shape(128));
        expected.put("2.weight", new Shape(256, 128));
        expected.put("2.bias", new Shape(256));
        expected.put("4.weight", new Shape(784, 256));
        expected.put("4.bias", new Shape(784));

        Map<String, Shape> actual = shapes(network(Initialization.PYTORCH));
        assertEquals(List.copyOf(expected.entrySet()), List.copyOf(actual.entrySet()));
    }

    @Test
    void startsAsPyTorchsLinearLayersDo() {
        Network network = network(Initialization.PYTORCH);
        int[] inputs = {100, 128, 256};
        for (int layer = 0; layer < 3; layer++) {
            // torch.nn.Linear: weights and biases from U(-1/√n, 1/√n), whose deviation is 1/√(3n).
            float bound = (float) (1 / Math.sqrt(inputs[layer]));
            float[] weights = network.weights().get(2 * layer + ".weight").toFloatArray();
            float[] biases = network.weights().get(2 * layer + ".bias").toFloatArray();
            // Of 12,800 and more draws one comes within a thousandth of
            // the bound; the deviation is off by less than 2 %.
            assertTrue(largest(weights) <= bound && largest(weights) > 0.999 * bound, largest(weights) + " " + bound);
            assertEquals(bound / Math.sqrt(3), deviation(weights), 0.02 * bound);
            assertTrue(largest(biases) <= bound && largest(biases) > 0.9 * bound, largest(biases) + " " + bound);
            assertEquals(bound / Math.sqrt(3), deviation(biases), 0.2 * bound);
        }
    }

    @Test
    void startsNormalIfWanted() {
        Network network = network(Initialization.parse("normal:0.02"));
        for (String layer : List.of("0", "2", "4")) {
            float[] weights = network.weights().get(layer + ".weight").toFloatArray();
            assertEquals(0.02, deviation(weights), 0.02 * 0.03);
            // Of 12,800 and more normal numbers some lie beyond 3 deviations, and 3.9 in 200,000 beyond 4.
            assertTrue(largest(weights) > 3 * 0.02, "not normal: " + largest(weights));
            float[] biases = network.weights().get(layer + ".bias").toFloatArray();
            assertArrayEquals(new float[biases.length], biases);
        }
    }

    /** He et al. 2015 and, for the last layer, LeCun et al. 1998: variances of 2/n and 1/n with n inputs. */
    @Test
    void startsAsHeAndTheOthersIfWanted() {
        Network network = network(Initialization.parse("he"));
        for (String layer : List.of("0", "2", "4")) {
            NDArray weight = network.weights().get(layer + ".weight");
            double expected = Math.sqrt((layer.equals("4") ? 1.0 : 2.0) / weight.size(1));
            float[] weights = weight.toFloatArray();
            assertEquals(expected, deviation(weights), expected * 0.03);
            assertTrue(largest(weights) > 3 * expected, "not normal: " + largest(weights));
            float[] biases = network.weights().get(layer + ".bias").toFloatArray();
            assertArrayEquals(new float[biases.length], biases);
        }
    }

    @Test
    void startsFromTheEnginesRandomState() {
        float[] first =
                network(Initialization.PYTORCH).weights().get("2.weight").toFloatArray();
        float[] next = network(Initialization.PYTORCH).weights().get("2.weight").toFloatArray();
        manager.getEngine().setRandomSeed(7);
        float[] again =
                network(Initialization.PYTORCH).weights().get("2.weight").toFloatArray();

        assertArrayEquals(first, again);
        assertFalse(Arrays.equals(first, next));
    }

    @Test
    void playersOfPictures() {
        TrainConfig config = Configs.small().build();
        SampleSpace pictures = new SampleSpace(784, new ImageShape(1, 28, 28), 10);
        Network generator = Players.generator(config, pictures, manager);
        Network discriminator = Players.discriminator(config, pictures, manager).network();

        assertEquals(
                List.of(new Shape(16, 8), new Shape(16), new Shape(784, 16), new Shape(784)), weightShapes(generator));
        assertEquals(
                List.of(new Shape(16, 784), new Shape(16), new Shape(1, 16), new Shape(1)),
                weightShapes(discriminator));
        // A tanh after the generator: large weights give pixels of ±1, nothing beyond.
        generator.setWeights(generator.weights().values().stream()
                .map(weight -> Constants.times(weight, 1000))
                .toList());
        float[] pixels =
                generator.forward(manager.randomNormal(new Shape(5, 8))).toFloatArray();
        assertEquals(5 * 784, pixels.length);
        assertEquals(1, largest(pixels));
        // Nothing after the discriminator: raw scores of any size, one a picture.
        discriminator.setWeights(discriminator.weights().values().stream()
                .map(weight -> Constants.times(weight, 1000))
                .toList());
        var scores = discriminator.forward(manager.ones(new Shape(5, 784)));
        assertEquals(new Shape(5, 1), scores.getShape());
        assertTrue(largest(scores.toFloatArray()) > 10);
    }

    @Test
    void generatorOfNumbersIsNotBounded() {
        TrainConfig config = Configs.small().build();
        Network generator = Players.generator(config, new SampleSpace(1, null, 0), manager);
        generator.setWeights(generator.weights().values().stream()
                .map(weight -> Constants.times(weight, 1000))
                .toList());

        var values = generator.forward(manager.randomNormal(new Shape(50, 8)));
        assertEquals(new Shape(50, 1), values.getShape());
        assertTrue(largest(values.toFloatArray()) > 10);
    }

    private static List<Shape> weightShapes(Network network) {
        return List.copyOf(shapes(network).values());
    }
}

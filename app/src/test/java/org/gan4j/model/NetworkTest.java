package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private NDManager manager;
    private Network network;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        manager.getEngine().setRandomSeed(1);
        network = create(manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** A network from 2 numbers over 3 to 1. */
    private static Network create(NDManager owner) {
        return new Network(layers(false), Precision.FLOAT32, owner);
    }

    private static Layer layers(boolean spectralNorm) {
        return Mlp.of(
                        List.of(2, 3, 1),
                        ActivationFunction.parse("leaky-relu:0.5"),
                        Initialization.PYTORCH,
                        spectralNorm)
                .then(List.of(ActivationFunction.TANH));
    }

    private static float[][] values(Network network) {
        return network.weights().values().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }

    private List<NDArray> filled(float value) {
        return network.weights().values().stream()
                .map(weight -> manager.full(weight.getShape(), value))
                .toList();
    }

    /** The weight's gradient as PyTorch has it; DJL's getGradient would make up zeros where there is none. */
    private static NDArray gradient(NDArray weight) {
        return JniUtils.getGradient((PtNDArray) weight);
    }

    @Test
    void isTheFormula() {
        float[][] w = values(network);
        double[] x = {0.3, -1.7};
        double[] hidden = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = w[0][2 * i] * x[0] + w[0][2 * i + 1] * x[1] + w[1][i];
            hidden[i] = sum > 0 ? sum : 0.5 * sum;
        }
        double expected = Math.tanh(w[2][0] * hidden[0] + w[2][1] * hidden[1] + w[2][2] * hidden[2] + w[3][0]);

        NDArray input = manager.create(new float[] {0.3f, -1.7f}, new Shape(1, 2));
        assertEquals(expected, network.forward(input).getFloat(), 1e-6);
        assertTrue(Arrays.stream(hidden).anyMatch(h -> h < 0), "the seed leaves the leaky side untried");
    }

    @Test
    void fixedFormHasTheSameNumbers() {
        NDArray input = manager.randomNormal(new Shape(16, 2));
        assertArrayEquals(
                network.forward(input).toFloatArray(),
                network.held().forward(input).toFloatArray());
    }

    @Test
    void fixedFormGivesGradientsToItsInputAlone() {
        NDArray input = manager.randomNormal(new Shape(4, 2));
        input.setRequiresGradient(true);
        try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
            recording.backward(network.held().forward(input).sum());
        }
        assertNotNull(gradient(input));
        network.weights().values().forEach(weight -> assertNull(gradient(weight)));
        float[] throughFixed = gradient(input).toFloatArray();

        NDArray again = input.duplicate();
        again.setRequiresGradient(true);
        try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
            recording.backward(network.forward(again).sum());
        }
        network.weights().values().forEach(weight -> assertNotNull(gradient(weight)));
        assertArrayEquals(gradient(again).toFloatArray(), throughFixed);
    }

    @Test
    void bothFormsFollowTheWeights() {
        NDArray input = manager.ones(new Shape(1, 2));
        network.setWeights(filled(0.25f));
        // By hand: hidden 0.25 + 0.25 + 0.25 = 0.75 thrice, output tanh(3 · 0.25 · 0.75 + 0.25).
        float expected = (float) Math.tanh(0.8125);
        assertEquals(expected, network.forward(input).getFloat(), 1e-7f);
        assertEquals(expected, network.held().forward(input).getFloat(), 1e-7f);
    }

    @Test
    void setWeightsOverwritesBitForBitAndKeepsLearning() {
        List<NDArray> random = network.weights().values().stream()
                .map(weight -> manager.randomNormal(weight.getShape()))
                .toList();
        network.setWeights(random);

        assertArrayEquals(random.stream().map(NDArray::toFloatArray).toArray(float[][]::new), values(network));
        network.weights().values().forEach(weight -> assertTrue(weight.hasGradient()));
    }

    @Test
    void copyStartsEqualAndIsIndependent() {
        Network copy = network.copy();
        float[][] original = values(network);
        assertArrayEquals(original, values(copy));
        assertEquals(
                List.copyOf(network.weights().keySet()),
                List.copyOf(copy.weights().keySet()));

        copy.setWeights(filled(1));
        assertArrayEquals(original, values(network));

        network.setWeights(filled(2));
        assertEquals(1, copy.weights().get("0.weight").toFloatArray()[0]);
        // Not the original's layers with the original's weights: by hand, tanh(3 · 1 · 3 + 1) is 1 in float32.
        assertEquals(1, copy.forward(manager.ones(new Shape(1, 2))).getFloat());
    }

    @Test
    void copyDoesNotLearnAndOutlivesTheOriginal() {
        Network copy = network.copy();
        copy.weights().values().forEach(weight -> assertFalse(weight.hasGradient()));

        network.close();
        assertEquals(6, copy.weights().get("0.weight").toFloatArray().length);
    }

    @Test
    void movesTowardsAnother() {
        Network target = network.copy();
        network.setWeights(filled(1));
        target.setWeights(filled(5));

        network.moveTowards(target, 0.25);
        // By hand: 1 + 0.25·(5 - 1), exact in float32.
        assertArrayEquals(new float[] {2, 2, 2}, network.weights().get("0.bias").toFloatArray());
        assertArrayEquals(new float[] {2}, network.weights().get("2.bias").toFloatArray());
        assertArrayEquals(new float[] {5, 5, 5}, target.weights().get("0.bias").toFloatArray());
    }

    @Test
    void movesNotAtAllOrAllTheWay() {
        Network target = network.copy();
        Network start = create(manager);
        float[][] before = values(start);

        start.moveTowards(target, 0);
        assertArrayEquals(before, values(start));
        start.moveTowards(target, 1);
        assertArrayEquals(values(target), values(start));
    }

    @Test
    void nothingPilesUp() {
        Network target = network.copy();
        List<NDArray> values = filled(3);
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 10; i++) {
            network.moveTowards(target, 0.5);
            network.setWeights(values);
            try (NDManager scope = manager.newSubManager()) {
                network.forward(scope.ones(new Shape(1, 2)));
                network.held().forward(scope.ones(new Shape(1, 2)));
            }
        }
        assertEquals(before, manager.getManagedArrays().size());
    }

    @Test
    void countsItsNumbers() {
        // By hand: 2·3 + 3 + 3·1 + 1.
        assertEquals(13, network.size());
    }

    @Test
    void closingFreesEverything() {
        network.copy().close();
        network.close();
        assertEquals(0, manager.getManagedArrays().size());
    }

    private float[] state(Network of, String name) {
        return of.weights().get(name).toFloatArray();
    }

    /** Spectral norm: u and v follow the weight, which stands still while it is held. */
    @Test
    void stateMovesWhileTheWeightsLearnAndOnlyThen() {
        Network normed = new Network(layers(true), Precision.FLOAT32, manager);
        assertEquals(
                List.of("0.u", "0.v", "0.weight", "0.bias", "2.u", "2.v", "2.weight", "2.bias"),
                List.copyOf(normed.weights().keySet()));
        assertEquals(4, normed.trainable().size());
        // Another weight, so that the vectors have a way to go.
        Network.overwrite(List.of(normed.weights().get("0.weight")), List.of(manager.randomNormal(new Shape(3, 2))));
        NDArray input = manager.randomNormal(new Shape(4, 2));
        float[] before = state(normed, "0.u");
        float[] held = normed.held().forward(input).toFloatArray();
        assertArrayEquals(held, normed.inference().forward(input).toFloatArray());
        assertArrayEquals(before, state(normed, "0.u"));

        float[] learning = normed.forward(input).toFloatArray();
        assertFalse(Arrays.equals(before, state(normed, "0.u")));
        assertFalse(Arrays.equals(held, learning));
        // The other forms compute with the state that it is now.
        assertArrayEquals(learning, normed.held().forward(input).toFloatArray());
        assertArrayEquals(learning, normed.inference().forward(input).toFloatArray());
    }

    @Test
    void anAverageHasTheStateOfItsTarget() {
        Network target = new Network(layers(true), Precision.FLOAT32, manager);
        Network average = target.copy();
        Network.overwrite(List.of(target.weights().get("0.weight")), List.of(manager.ones(new Shape(3, 2))));
        float[] weight = state(average, "0.weight");
        target.forward(manager.ones(new Shape(4, 2)));
        assertFalse(Arrays.equals(state(target, "0.v"), state(average, "0.v")));

        average.moveTowards(target, 0.5);
        for (String name : List.of("0.u", "0.v", "2.u", "2.v")) {
            assertArrayEquals(state(target, name), state(average, name), name);
        }
        float[] moved = state(average, "0.weight");
        for (int i = 0; i < moved.length; i++) {
            assertEquals(weight[i] + 0.5f * (1 - weight[i]), moved[i], 1e-6f);
        }
        // A copy: what the target's layers do next does not show.
        float[] copied = state(average, "0.v");
        Network.overwrite(List.of(target.weights().get("0.weight")), List.of(manager.randomNormal(new Shape(3, 2))));
        target.forward(manager.ones(new Shape(4, 2)));
        assertArrayEquals(copied, state(average, "0.v"));
        assertFalse(Arrays.equals(copied, state(target, "0.v")));
    }

    @Test
    void theFormsOfANetworkAreMadeOnce() {
        assertSame(network.held(), network.held());
        assertSame(network.held(), network.inference().held());
        assertSame(network.inference(), network.held().inference());
    }
}

package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers whose products are bfloat16: the numbers of the format, and gradients of both orders through the casts. */
class PrecisionTest {

    private static final ActivationFunction LEAKY = ActivationFunction.parse("leaky-relu:0.2");

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Network network(Precision precision, Integer... widths) {
        return network(precision, Mlp.of(List.of(widths), LEAKY, Initialization.PYTORCH, false));
    }

    private Network network(Precision precision, Layer layer) {
        manager.getEngine().setRandomSeed(3);
        return new Network(layer, precision, manager);
    }

    /** Both kinds, over pictures of 4x5. */
    private static Layer convolutions() {
        return new Sequential(List.of(
                new Reshape(List.of(1L, 4L, 5L)),
                new Convolution(1, 8, 3, 1, 1, Initialization.PYTORCH, false),
                LEAKY,
                new TransposedConvolution(8, 4, Window.square(4, 2, 1), 2, true, Initialization.PYTORCH),
                LEAKY,
                new Reshape(List.of(4L * 8 * 10)),
                new Linear(4 * 8 * 10, 1, Initialization.PYTORCH, false)));
    }

    /** The nearest number of 8 significant bits, ties to the even one: the upper half of a float32. */
    private static float bfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        return Float.intBitsToFloat((bits + 0x7fff + (bits >> 16 & 1)) & 0xffff0000);
    }

    /** 1 + 2⁻⁸ is a tie and goes to 1, 1 + 3·2⁻⁸ is one too and goes to 1 + 2⁻⁶; 3 products of them, by hand. */
    @Test
    void factorsAndProductAreRoundedAndTheBiasIsNot() {
        assertEquals(1f, bfloat16(1 + 1 / 256f));
        assertEquals(1 + 1 / 64f, bfloat16(1 + 3 / 256f));
        Network network = network(Precision.BFLOAT16, 1, 1);
        float weight = 1 + 3 / 256f;
        float bias = 1 / 4096f;
        network.setWeights(
                List.of(manager.create(new float[] {weight}, new Shape(1, 1)), manager.create(new float[] {bias})));
        float[] inputs = {1 + 1 / 256f, 3.3f, -0.7f};
        float[] outputs =
                network.forward(manager.create(inputs, new Shape(3, 1))).toFloatArray();
        for (int i = 0; i < inputs.length; i++) {
            float product = bfloat16(bfloat16(inputs[i]) * bfloat16(weight));
            assertEquals(product + bias, outputs[i], 0, "of " + inputs[i]);
            // After the training nothing is rounded.
            float exact = network.inference()
                    .forward(manager.create(inputs[i]).reshape(1, 1))
                    .getFloat();
            assertEquals(inputs[i] * weight + bias, exact, 1e-6, "of " + inputs[i]);
        }
        for (NDArray array : network.weights().values()) {
            assertEquals(DataType.FLOAT32, array.getDataType());
        }
    }

    private static double distance(float[] expected, float[] actual) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            length += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / length);
    }

    /**
     * The gradient of a penalty, which goes through the casts twice. Roundings of one in 512 at five places or so of each of three
     * layers make one in a hundred; a gradient that was cut or zero would be off by all of it.
     */
    @ParameterizedTest
    @CsvSource({"gp, false", "r1, false", "gp, true", "r1, true"})
    void penaltiesLearnThroughTheCasts(String name, boolean pictures) {
        List<List<float[]>> gradients = new ArrayList<>();
        for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
            Network critic = pictures ? network(precision, convolutions()) : network(precision, 20, 32, 16, 1);
            NDArray real = manager.randomNormal(new Shape(64, 20));
            NDArray fake = manager.randomNormal(new Shape(64, 20));
            critic.trainable().forEach(weight -> weight.setRequiresGradient(true));
            Penalty penalty = PenaltyCatalog.describe(name).create(10d);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(penalty.evaluate(critic::forward, real, fake));
            }
            List<float[]> found = new ArrayList<>();
            for (NDArray weight : critic.trainable()) {
                NDArray gradient = weight.getGradient();
                assertEquals(DataType.FLOAT32, gradient.getDataType());
                if (weight.getShape().dimension() > 1) { // biases have none: the slope does not depend on them
                    found.add(gradient.toFloatArray());
                }
            }
            gradients.add(found);
        }
        for (int i = 0; i < gradients.get(0).size(); i++) {
            double distance = distance(gradients.get(0).get(i), gradients.get(1).get(i));
            assertTrue(distance > 1e-5 && distance < 0.05, "layer " + i + ": " + distance);
        }
    }
}

package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationFunctionTest {

    private static float[] apply(ActivationFunction activation, float... values) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            return new Network(activation, Precision.FLOAT32, manager)
                    .forward(manager.create(values))
                    .toFloatArray();
        }
    }

    @Test
    void areTheFormulas() {
        assertArrayEquals(new float[] {0, 0, 3}, apply(ActivationFunction.parse("relu"), -2, 0, 3));
        // By hand: 0.25 · -2 and the default slope 0.2 · -2.
        assertArrayEquals(new float[] {-0.5f, 0, 3}, apply(ActivationFunction.parse("leaky-relu:0.25"), -2, 0, 3));
        assertArrayEquals(new float[] {-0.4f, 0, 3}, apply(ActivationFunction.parse("leaky-relu"), -2, 0, 3));
        assertArrayEquals(
                new float[] {(float) Math.tanh(-2), 0, (float) Math.tanh(3)},
                apply(ActivationFunction.parse("tanh"), -2, 0, 3),
                1e-7f);
    }

    @ParameterizedTest
    @CsvSource({"relu,relu", "tanh,tanh", "leaky-relu,leaky-relu:0.2", "leaky-relu:0,leaky-relu:0.0"})
    void readsWhatItWrites(String text, String written) {
        assertEquals(written, ActivationFunction.parse(text).toString());
        assertEquals(ActivationFunction.parse(text), ActivationFunction.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ReLU",
                "gelu",
                "relu:0.1",
                "tanh:1",
                "none",
                "leaky-relu:",
                "leaky-relu:x",
                "leaky-relu:1",
                "leaky-relu:-0.1",
                "leaky-relu:NaN",
                "leaky-relu:0.1:0.2"
            })
    void refusesAnythingElse(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> ActivationFunction.parse(text))
                .getMessage();
        assertEquals(
                "activation (" + text + ") must be relu, tanh or leaky-relu[:SLOPE], SLOPE at least 0 and below 1",
                message);
    }
}

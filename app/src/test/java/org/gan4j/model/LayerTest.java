package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What layers say of themselves, without numbers and with them. */
class LayerTest {

    private static final ActivationFunction RELU = ActivationFunction.parse("relu");
    private static final Convolution CONVOLUTION = new Convolution(2, 3, 5, 2, 2, Initialization.PYTORCH, false);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        manager.getEngine().setRandomSeed(5);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static List<String> names(Layer layer) {
        return layer.weights().stream().map(Layer.Weight::name).toList();
    }

    @Test
    void partsAreNamedAsInPyTorch() {
        Autoencoder autoencoder = Mlp.autoencoder(
                List.of(6, 4, 2),
                RELU,
                List.of(ActivationFunction.TANH),
                Energy.SQUARED,
                Initialization.PYTORCH,
                false);
        assertEquals(
                List.of(
                        "encoder.0.weight",
                        "encoder.0.bias",
                        "encoder.2.weight",
                        "encoder.2.bias",
                        "decoder.0.weight",
                        "decoder.0.bias",
                        "decoder.2.weight",
                        "decoder.2.bias"),
                names(autoencoder));
        assertEquals(
                List.of(
                        "encoder.0",
                        "encoder.1",
                        "encoder.2",
                        "encoder.3",
                        "decoder.0",
                        "decoder.1",
                        "decoder.2",
                        "decoder.3"),
                List.copyOf(autoencoder.leaves().keySet()));
        assertEquals(new Shape(1), autoencoder.output(new Shape(6)));
        assertEquals(2 * (6 * 4 + 4 * 2), autoencoder.multiplyAdds(new Shape(6)));
    }

    /** By hand: 28 rows with 2 on each side, a kernel of 5 in steps of 2, make 14. */
    @Test
    void shapesAndWorkGoFromLayerToLayer() {
        Sequential layers = new Sequential(List.of(
                new Reshape(List.of(2L, 28L, 28L)),
                CONVOLUTION,
                RELU,
                new Reshape(List.of(3 * 14 * 14L)),
                new Linear(3 * 14 * 14, 10, Initialization.PYTORCH, false)));
        assertEquals(new Shape(10), layers.output(new Shape(2 * 28 * 28)));
        assertEquals(3 * 14 * 14 * 2 * 5 * 5 + 3 * 14 * 14 * 10, layers.multiplyAdds(new Shape(2 * 28 * 28)));
        assertEquals(List.of("1.weight", "1.bias", "4.weight", "4.bias"), names(layers));
    }

    /** The sum over the kernel at one place, by hand; and PyTorch's default bound, 1/√(2·5·5). */
    @Test
    void aConvolutionIsTheFormula() {
        Network network = new Network(CONVOLUTION, Precision.FLOAT32, manager);
        NDArray weight = network.weights().get("weight");
        float[] kernels = weight.toFloatArray();
        for (float number : kernels) {
            assertEquals(0, number, 1 / Math.sqrt(50));
        }
        NDArray input = manager.randomNormal(new Shape(1, 2, 7, 7));
        NDArray output = network.forward(input);
        assertEquals(new Shape(1, 3, 4, 4), output.getShape());
        double expected = network.weights().get("bias").getFloat(2);
        for (int channel = 0; channel < 2; channel++) {
            for (int row = 0; row < 5; row++) {
                for (int column = 0; column < 5; column++) {
                    // Output (1, 2) sees rows 0 to 4 and columns 2 to 6: 2·place - padding.
                    expected += input.getFloat(0, channel, row, column + 2) * weight.getFloat(2, channel, row, column);
                }
            }
        }
        assertEquals(expected, output.getFloat(0, 2, 1, 2), 1e-5);

        NDArray rounded = new Network(CONVOLUTION, Precision.BFLOAT16, manager).forward(input);
        assertEquals(output.getShape(), rounded.getShape());
    }

    /** As a matrix with a row an output the kernels have a largest singular value of 1; the bias is added after it. */
    @Test
    void aConvolutionHasASpectralNormToo() {
        Network network =
                new Network(new Convolution(2, 3, 5, 2, 2, Initialization.PYTORCH, true), Precision.FLOAT32, manager);
        Map<String, NDArray> arrays = new LinkedHashMap<>(network.weights());
        assertEquals(
                List.of(new Shape(1, 3), new Shape(1, 50)),
                List.of(arrays.get("u").getShape(), arrays.get("v").getShape()));
        network.layer().fold("", arrays);
        float[] w = arrays.get("weight").stopGradient().toFloatArray();
        double[][] rows = new double[3][50];
        for (int i = 0; i < w.length; i++) {
            rows[i / 50][i % 50] = w[i];
        }
        assertEquals(1, new SingularValueDecomposition(new Array2DRowRealMatrix(rows)).getNorm(), 1e-3);

        Network plain = new Network(CONVOLUTION, Precision.FLOAT32, manager);
        plain.setWeights(List.copyOf(arrays.values()));
        NDArray input = manager.randomNormal(new Shape(2, 2, 7, 7));
        float[] expected = plain.forward(input).toFloatArray();
        assertArrayEquals(expected, network.inference().forward(input).toFloatArray(), 1e-5f);
        assertArrayEquals(expected, network.forward(input).toFloatArray(), 1e-2f);
    }

    /** Folded layers compute with σ inside W what the others compute with σ next to it. */
    @Test
    void foldedLayersHaveTheirNormInTheWeight() {
        Layer layers = Mlp.autoencoder(List.of(5, 3), RELU, List.of(), Energy.ABSOLUTE, Initialization.PYTORCH, true);
        Network network = new Network(layers, Precision.FLOAT32, manager);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        network.weights().forEach((name, array) -> arrays.put(name, array.stopGradient()));
        layers.leaves().forEach((name, leaf) -> leaf.fold(name + ".", arrays));
        Layer without = Mlp.autoencoder(List.of(5, 3), RELU, List.of(), Energy.ABSOLUTE, Initialization.PYTORCH, false);
        assertEquals(names(without), List.copyOf(arrays.keySet()));

        Network plain = new Network(without, Precision.FLOAT32, manager);
        plain.setWeights(List.copyOf(arrays.values()));
        NDArray input = manager.randomNormal(new Shape(4, 5));
        assertArrayEquals(
                network.inference().forward(input).toFloatArray(),
                plain.forward(input).toFloatArray(),
                1e-6f);
    }
}

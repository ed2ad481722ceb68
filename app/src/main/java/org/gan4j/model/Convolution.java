package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;

/**
 * A convolution with square kernels, from {@code [N, inputs, H, W]} to {@code [N, outputs, H', W']}, where {@code H'} is
 * {@code (H + 2·padding - kernel)/stride + 1}, rounded down.
 *
 * @param inputs the channels of its input
 * @param outputs the channels of its output
 * @param kernel rows and columns of a kernel
 * @param stride pixels from one place of the kernel to the next
 * @param padding rows and columns of zeros on each side
 * @param initialization where kernels and biases start
 * @param spectralNorm whether the kernels are divided by their spectral norm, as a matrix with a row an output
 */
public record Convolution(
        int inputs,
        int outputs,
        int kernel,
        int stride,
        int padding,
        Initialization initialization,
        boolean spectralNorm)
        implements Product {

    @Override
    public Shape weight() {
        return new Shape(outputs, inputs, kernel, kernel);
    }

    @Override
    public String form() {
        return String.format(
                Locale.ROOT, "torch.conv2d(%%s, %%s, %%s, [%1$d, %1$d], [%2$d, %2$d], [1, 1], 1)", stride, padding);
    }

    @Override
    public boolean written() {
        return false;
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        return graph.node(
                "Conv",
                Map.of("strides", Collections.nCopies(2, stride), "pads", Collections.nCopies(4, padding)),
                input,
                graph.array("weight"),
                graph.array("bias"));
    }

    @Override
    public Shape output(Shape input) {
        return new Shape(outputs, places(input.get(1)), places(input.get(2)));
    }

    private long places(long pixels) {
        return (pixels + 2L * padding - kernel) / stride + 1;
    }

    @Override
    public long multiplyAdds(Shape input) {
        return output(input).size() * inputs * kernel * kernel;
    }
}

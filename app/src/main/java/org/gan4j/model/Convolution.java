package org.gan4j.model;

import ai.djl.ndarray.types.Shape;

/**
 * A convolution, from {@code [N, inputs, H, W]} to {@code [N, outputs, H', W']}, where {@code H'} is
 * {@code (H + 2·padding - height)/stride + 1}, rounded down. With groups, the outputs of each group see the inputs of that group alone.
 *
 * @param inputs the channels of its input
 * @param outputs the channels of its output
 * @param window how its kernels go over a picture
 * @param groups how many groups there are; they divide inputs and outputs
 * @param bias whether there is a b
 * @param initialization where kernels and biases start
 * @param spectralNorm whether the kernels are divided by their spectral norm, as a matrix with a row an output
 */
public record Convolution(
        int inputs,
        int outputs,
        Window window,
        int groups,
        boolean bias,
        Initialization initialization,
        boolean spectralNorm)
        implements KernelProduct {

    /**
     * A convolution of one group with square kernels and biases.
     *
     * @param inputs the channels of its input
     * @param outputs the channels of its output
     * @param kernel rows and columns of a kernel
     * @param stride pixels from one place of the kernel to the next
     * @param padding rows and columns of zeros on each side
     * @param initialization where kernels and biases start
     * @param spectralNorm whether the kernels are divided by their spectral norm
     */
    public Convolution(
            int inputs,
            int outputs,
            int kernel,
            int stride,
            int padding,
            Initialization initialization,
            boolean spectralNorm) {
        this(inputs, outputs, Window.square(kernel, stride, padding), 1, true, initialization, spectralNorm);
    }

    @Override
    public Shape weight() {
        return window.weight(outputs, inputs / groups);
    }

    @Override
    public boolean transposed() {
        return false;
    }

    @Override
    public Shape output(Shape input) {
        return window.over(input, outputs);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return output(input).size() * (inputs / groups) * window.taps();
    }
}

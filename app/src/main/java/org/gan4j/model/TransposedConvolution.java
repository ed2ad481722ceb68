package org.gan4j.model;

import ai.djl.ndarray.types.Shape;

/**
 * A transposed convolution, from {@code [N, inputs, H, W]} to {@code [N, outputs, H', W']}, where {@code H'} is
 * {@code (H - 1)·stride - 2·padding + height}: each pixel of the input lays its kernels over the output.
 *
 * @param inputs the channels of its input
 * @param outputs the channels of its output
 * @param window how its kernels go over the output
 * @param groups how many groups there are; they divide inputs and outputs
 * @param bias whether there is a b
 * @param initialization where kernels and biases start; PyTorch counts {@code outputs·height·width/groups} inputs to each output
 */
public record TransposedConvolution(
        int inputs, int outputs, Window window, int groups, boolean bias, Initialization initialization)
        implements KernelProduct {

    @Override
    public boolean spectralNorm() {
        return false;
    }

    @Override
    public Shape weight() {
        return window.weight(inputs, outputs / groups);
    }

    @Override
    public boolean transposed() {
        return true;
    }

    @Override
    public Shape output(Shape input) {
        return window.under(input, outputs);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return input.size() * (outputs / groups) * window.taps();
    }
}

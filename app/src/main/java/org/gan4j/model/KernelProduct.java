package org.gan4j.model;

import java.util.Locale;

/**
 * A product of pictures with kernels: a convolution, or its transpose.
 *
 * <p>Either is linear in pictures and in kernels. So the gradient to the input is the other of the two, with the same kernels, and the
 * gradient to the kernels a sum over all places; PyTorch's {@code convolution_backward} finds them as its autograd does.
 *
 * <p>It is called for each of the two. One call for both takes 2 to 5 % less on a CPU, to the same bits. But where nobody uses the
 * gradient to the input, as before the first layer, the compiler drops a call and not half of one, and both take five times the time of one.
 */
sealed interface KernelProduct extends Product permits Convolution, TransposedConvolution {

    /** How the kernels go over a picture. */
    Window window();

    /** How many groups of channels have nothing to do with one another. */
    int groups();

    /** Whether it is the transpose of a convolution. */
    boolean transposed();

    @Override
    default String form() {
        String common = Window.both(window().stride()) + ", " + Window.both(window().padding());
        return transposed()
                ? "torch.conv_transpose2d(%s, %s, %s, " + common + ", [0, 0], " + groups() + ", [1, 1])"
                : "torch.conv2d(%s, %s, %s, " + common + ", [1, 1], " + groups() + ")";
    }

    @Override
    default String matrix(String weight) {
        return "torch.flatten(" + weight + ", 1)";
    }

    @Override
    default String shift(String bias) {
        return "torch.reshape(" + bias + ", [-1, 1, 1])";
    }

    @Override
    default String onnx(OnnxGraph graph, String input) {
        return graph.node(transposed() ? "ConvTranspose" : "Conv", window().onnx(groups()), onnxOperands(graph, input));
    }

    /** The gradients to input, kernels and biases of which a mask asks for some; places for gradient, input and kernels. */
    private String gradients(String mask, String biasSizes) {
        return String.format(
                Locale.ROOT,
                "(torch.convolution_backward(%%s, %%s, %%s, %s, %s, %s, [1, 1], %s, [0, 0], %d, [%s]))",
                biasSizes,
                Window.both(window().stride()),
                Window.both(window().padding()),
                transposed() ? "True" : "False",
                groups(),
                mask);
    }

    @Override
    default String towardsInput(Sweep sweep, String u, String weight) {
        return product(sweep, gradients("True, False, False", "None") + "[0]", u, sweep.kept("x"), weight);
    }

    @Override
    default String towardsWeight(Sweep sweep, String u, String x) {
        // In the order of the weights, which the fused optimizers rely on.
        return "torch.contiguous("
                + product(sweep, gradients("False, True, False", "None") + "[1]", u, x, sweep.array("weight")) + ")";
    }

    @Override
    default String forwards(Sweep sweep, String q, String weight) {
        return sweep.precision().product(String.format(Locale.ROOT, form(), "%s", "%s", "None"), q, weight);
    }

    @Override
    default String towardsBias(String u) {
        return "torch.sum(" + u + ", [0, 2, 3])";
    }

    /** A product of three factors of which two count; in bfloat16 all are rounded. */
    private static String product(Sweep sweep, String form, String u, String x, String weight) {
        if (sweep.precision() != Precision.BFLOAT16) {
            return String.format(Locale.ROOT, form, u, x, weight);
        }
        return sweep.precision()
                .product(String.format(Locale.ROOT, form, "%s", "torch.to(" + x + ", 15)", "%s"), u, weight);
    }
}

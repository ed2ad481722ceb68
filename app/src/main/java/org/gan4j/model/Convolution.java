package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Collections;
import java.util.List;
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
 * @param initialization where the kernels and biases start
 */
public record Convolution(int inputs, int outputs, int kernel, int stride, int padding, Initialization initialization)
        implements Layer {

    private Shape kernels() {
        return new Shape(outputs, inputs, kernel, kernel);
    }

    @Override
    public List<Weight> weights() {
        return List.of(new Weight("weight", kernels(), true), new Weight("bias", new Shape(outputs), true));
    }

    @Override
    public List<NDArray> initialise(NDManager manager) {
        return List.of(
                initialization.weight(manager, kernels()),
                initialization.bias(manager, outputs, inputs * kernel * kernel));
    }

    @Override
    public String forward(Script script, String input) {
        String weight = script.array("weight");
        String bias = script.array("bias");
        String form = String.format(
                Locale.ROOT,
                "torch.conv2d(%%s, %%s, %%s, [%d, %d], [%d, %d], [1, 1], 1)",
                stride,
                stride,
                padding,
                padding);
        if (script.precision() != Precision.BFLOAT16) {
            return form.formatted(input, weight, bias);
        }
        String product = script.precision().product(form.formatted("%s", "%s", "None"), input, weight);
        return "torch.add(%s, torch.reshape(%s, [-1, 1, 1]))".formatted(product, bias);
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
    public Block djl() {
        return Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .setFilters(outputs)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .build();
    }

    @Override
    public Shape output(Shape input) {
        return new Shape(outputs, places(input.get(1)), places(input.get(2)));
    }

    private long places(long size) {
        return (size + 2L * padding - kernel) / stride + 1;
    }

    @Override
    public long multiplyAdds(Shape input) {
        return output(input).size() * inputs * kernel * kernel;
    }
}

package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/**
 * How kernels go over pictures.
 *
 * @param height the rows of a kernel
 * @param width the columns of a kernel
 * @param stride pixels from one place of the kernel to the next
 * @param padding rows and columns of zeros on each side
 */
public record Window(int height, int width, int stride, int padding) {

    /**
     * A window as high as wide.
     *
     * @param size rows and columns of a kernel
     * @param stride pixels from one place of the kernel to the next
     * @param padding rows and columns of zeros on each side
     * @return the window
     */
    public static Window square(int size, int stride, int padding) {
        return new Window(size, size, stride, padding);
    }

    /** The numbers of a kernel. */
    long taps() {
        return (long) height * width;
    }

    /** The weight of so many kernels a row. */
    Shape weight(int rows, int columns) {
        return new Shape(rows, columns, height, width);
    }

    /** What a convolution makes of a picture, in channels. */
    Shape over(Shape picture, int channels) {
        return new Shape(channels, places(picture.get(1), height), places(picture.get(2), width));
    }

    private long places(long pixels, int size) {
        return (pixels + 2L * padding - size) / stride + 1;
    }

    /** The picture that a transposed convolution makes of one, in channels. */
    Shape under(Shape picture, int channels) {
        return new Shape(channels, pixels(picture.get(1), height), pixels(picture.get(2), width));
    }

    private long pixels(long places, int size) {
        return (places - 1) * stride - 2L * padding + size;
    }

    /** A number for both directions, as PyTorch has it. */
    static List<Integer> both(int number) {
        return List.of(number, number);
    }

    /** The attributes of an ONNX node. */
    Map<String, Object> onnx(int groups) {
        return Map.of(
                "kernel_shape",
                List.of(height, width),
                "strides",
                both(stride),
                "pads",
                List.of(padding, padding, padding, padding),
                "group",
                groups);
    }
}

package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes pictures twice as large, or half as large; their sides are even then. One more way is one more constant of {@link Kind}.
 *
 * @param kind the way
 */
public record Resampling(Kind kind) implements Layer {

    private static final String NEAREST = "torch.upsample_nearest2d(%s, None, [2., 2.])";

    /** The ways there are; each is the transpose of another one, but for a factor of 4. */
    public enum Kind {
        /** Each pixel becomes four. */
        NEAREST_UP,
        /** The mean of four pixels becomes one. */
        AVERAGE_DOWN,
        /** Bilinear, with zeros around the picture: the filter [1, 3, 3, 1]/4 in both directions, as R3GAN's up-sampler. */
        BILINEAR_UP,
        /** The filter [1, 3, 3, 1]/8 in both directions, with zeros around the picture, as R3GAN's down-sampler. */
        BILINEAR_DOWN;

        /** The transpose, without the factor. */
        private Kind other() {
            return switch (this) {
                case NEAREST_UP -> AVERAGE_DOWN;
                case AVERAGE_DOWN -> NEAREST_UP;
                case BILINEAR_UP -> BILINEAR_DOWN;
                case BILINEAR_DOWN -> BILINEAR_UP;
            };
        }

        private boolean enlarges() {
            return this == NEAREST_UP || this == BILINEAR_UP;
        }

        /** As TorchScript text. [1, 3, 3, 1] is [1, 1] three times over, and so are the filters made of means of two. */
        private String text(String input) {
            return switch (this) {
                case NEAREST_UP -> String.format(Locale.ROOT, NEAREST, input);
                case AVERAGE_DOWN -> mean(input, 2, 0);
                case BILINEAR_UP -> mean(mean(NEAREST_UP.text(input), 1, 1), 1, 0);
                case BILINEAR_DOWN -> mean(mean(mean(input, 1, 1), 1, 0), 2, 0);
            };
        }

        private static String mean(String input, int stride, int padding) {
            return "torch.avg_pool2d(" + input + ", [2, 2], " + Window.both(stride) + ", " + Window.both(padding)
                    + ", False, True, None)";
        }

        private String onnx(OnnxGraph graph, String input) {
            return switch (this) {
                case NEAREST_UP ->
                    graph.node(
                            "Resize",
                            Map.of(
                                    "mode",
                                    "nearest",
                                    "nearest_mode",
                                    "floor",
                                    "coordinate_transformation_mode",
                                    "asymmetric"),
                            input,
                            "",
                            graph.node("Constant", Map.of("value_floats", List.of(1f, 1f, 2f, 2f))));
                case AVERAGE_DOWN -> mean(graph, input, 2, 0);
                case BILINEAR_UP -> mean(graph, mean(graph, NEAREST_UP.onnx(graph, input), 1, 1), 1, 0);
                case BILINEAR_DOWN -> mean(graph, mean(graph, mean(graph, input, 1, 1), 1, 0), 2, 0);
            };
        }

        private static String mean(OnnxGraph graph, String input, int stride, int padding) {
            return graph.node(
                    "AveragePool",
                    Map.of(
                            "kernel_shape",
                            List.of(2, 2),
                            "strides",
                            Window.both(stride),
                            "pads",
                            List.of(padding, padding, padding, padding),
                            "count_include_pad",
                            1),
                    input);
        }
    }

    @Override
    public String forward(Script script, String input) {
        return kind.text(input);
    }

    @Override
    public String back(Sweep sweep, String gradient) {
        return kind.enlarges()
                ? "torch.mul(" + kind.other().text(gradient) + ", 4)"
                : "torch.mul(" + kind.other().text(gradient) + ", 0.25)";
    }

    @Override
    public String ahead(Sweep sweep, String change) {
        return kind.text(change);
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        return kind.onnx(graph, input);
    }

    @Override
    public Shape output(Shape input) {
        return kind.enlarges()
                ? new Shape(input.get(0), 2 * input.get(1), 2 * input.get(2))
                : new Shape(input.get(0), input.get(1) / 2, input.get(2) / 2);
    }
}

package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Batch normalization (Ioffe &amp; Szegedy 2015) of pictures: {@code (x - μ)/√(σ² + ε)·weight + bias} for each channel, with PyTorch's
 * ε of 1e-5.
 *
 * <p>In training, μ and σ² are those of the batch at hand, whether or not the weights learn. While they learn, running means follow by a
 * tenth a pass; they take the place of the batch's after the training.
 *
 * @param channels the channels of its input
 */
public record BatchNorm(int channels) implements Normalization {

    private static final String RUNNING_MEAN = "running_mean";
    private static final String RUNNING_VARIANCE = "running_var";

    @Override
    public List<Weight> weights() {
        List<Weight> weights = new ArrayList<>(Normalization.super.weights());
        weights.add(new Weight(RUNNING_MEAN, new Shape(channels), false));
        weights.add(new Weight(RUNNING_VARIANCE, new Shape(channels), false));
        return weights;
    }

    @Override
    public List<NDArray> initialise(NDManager manager) {
        List<NDArray> arrays = new ArrayList<>(Normalization.super.initialise(manager));
        arrays.add(manager.zeros(new Shape(channels)));
        arrays.add(manager.ones(new Shape(channels)));
        return arrays;
    }

    @Override
    public String forward(Script script, String input) {
        String x = script.let(input);
        return switch (script.mode()) {
            case LEARNING -> {
                // Copies: the operator writes into what it is given, and another pass may still read that.
                String mean = script.let("torch.clone(" + script.array(RUNNING_MEAN) + ")");
                String variance = script.let("torch.clone(" + script.array(RUNNING_VARIANCE) + ")");
                String y = script.let(text(script, x, mean, variance, true));
                script.replace(RUNNING_MEAN, mean);
                script.replace(RUNNING_VARIANCE, variance);
                yield y;
            }
            case HELD -> text(script, x, "None", "None", true);
            case INFERENCE, FOLDED ->
                text(script, x, script.array(RUNNING_MEAN), script.array(RUNNING_VARIANCE), false);
        };
    }

    private static String text(Script script, String x, String mean, String variance, boolean ofBatch) {
        return "torch.batch_norm(" + x + ", " + script.array(WEIGHT) + ", "
                + script.array(BIAS) + ", " + mean + ", " + variance + ", " + (ofBatch ? "True" : "False")
                + ", 0.10000000000000001, 1.0000000000000001e-05, True)";
    }

    @Override
    public boolean mixesSamples() {
        return true;
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        return graph.node(
                "BatchNormalization",
                Map.of("epsilon", EPSILON),
                input,
                graph.array(WEIGHT),
                graph.array(BIAS),
                graph.array(RUNNING_MEAN),
                graph.array(RUNNING_VARIANCE));
    }
}

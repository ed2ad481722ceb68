package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gan4j.data.Batch;
import org.gan4j.losses.Constants;
import org.gan4j.losses.penalty.InputGradient;
import org.gan4j.model.Resampling.Kind;
import org.gan4j.optim.Optimizer;
import org.gan4j.optim.UpdateRule;

/** One of every kind of layer, and a step that shows its value, its gradients and those of a penalty on slopes. */
final class SampleLayers {

    private static final Initialization PYTORCH = Initialization.PYTORCH;
    private static final int BATCH = 3;
    private static final List<Long> PICTURE = List.of(6L, 4L, 4L);

    private SampleLayers() {}

    static Layer layer(String name) {
        return switch (name) {
            case "linear" -> rows(new Linear(96, 5, PYTORCH, false));
            case "linear without bias" -> rows(new Linear(96, 5, false, PYTORCH, false));
            case "convolution" -> new Convolution(6, 4, 3, 1, 1, PYTORCH, false);
            case "convolution of stride 2" -> new Convolution(6, 4, 4, 2, 1, PYTORCH, false);
            case "convolution in groups" -> new Convolution(6, 4, new Window(3, 2, 1, 0), 2, false, PYTORCH, false);
            case "convolution of each channel" ->
                new Convolution(6, 6, Window.square(4, 1, 0), 6, false, PYTORCH, false);
            case "convolution with a spectral norm" -> new Convolution(6, 4, 3, 1, 1, PYTORCH, true);
            case "transposed convolution" -> new TransposedConvolution(6, 4, Window.square(4, 2, 1), 1, true, PYTORCH);
            case "transposed convolution in groups" ->
                new TransposedConvolution(6, 6, new Window(3, 2, 1, 0), 3, false, PYTORCH);
            case "batch norm" -> new BatchNorm(6);
            case "group norm" -> new GroupNorm(2, 6);
            case "layer norm" -> new GroupNorm(1, 6);
            case "nearest up" -> new Resampling(Kind.NEAREST_UP);
            case "average down" -> new Resampling(Kind.AVERAGE_DOWN);
            case "bilinear up" -> new Resampling(Kind.BILINEAR_UP);
            case "bilinear down" -> new Resampling(Kind.BILINEAR_DOWN);
            case "global sum" -> new GlobalSum();
            case "relu", "tanh" -> ActivationFunction.parse(name);
            case "leaky relu" -> ActivationFunction.parse("leaky-relu:0.25");
            case "residual" -> residual(6, List.of());
            case "residual with a shortcut" ->
                residual(4, List.of(new Convolution(6, 4, Window.square(1, 1, 0), 1, false, PYTORCH, false)));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Layer rows(Layer layer) {
        return new Sequential(List.of(new Reshape(List.of(96L)), layer));
    }

    private static Layer residual(int outputs, List<Layer> shortcut) {
        return new Residual(
                new Sequential(List.of(ActivationFunction.TANH, new Convolution(6, outputs, 3, 1, 1, PYTORCH, false))),
                new Sequential(shortcut));
    }

    /**
     * One step of plain descent of a critic that ends in the layer and {@code tanh}.
     *
     * @param way who differentiates the layer
     * @param penalty whether the loss is a penalty on slopes, and not the sum of the scores
     * @param manager owns what is found; on the device to compute on
     * @return the loss, then the gradient of each array that learns, but the last one's
     */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    static List<NDArray> step(Layer layer, Derivatives way, boolean penalty, DataType type, NDManager manager) {
        Shape output = layer.output(new Shape(PICTURE));
        Sequential critic = new Sequential(List.of(
                layer,
                ActivationFunction.TANH,
                new Reshape(List.of(output.size())),
                new Linear((int) output.size(), 1, false, PYTORCH, false)));
        Network network = new Network(critic, Precision.FLOAT32, manager, owner -> weights(critic, type, owner));
        network.trainable().forEach(array -> array.setRequiresGradient(true));
        List<NDArray> before = network.trainable().stream()
                .map(array -> array.stopGradient().duplicate())
                .toList();
        Optional<WayBack> wayBack =
                way == Derivatives.WRITTEN ? Optional.of(new WayBack(network, true)) : Optional.empty();
        Discriminator judge = new Discriminator(network, ClassBy.NOTHING);
        Optimizer optimizer = new Optimizer(UpdateRule.sgd(0, 0), network.trainable(), manager);
        List<NDArray> found = new ArrayList<>();
        try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
            Shape batch = new Shape(BATCH).addAll(new Shape(PICTURE));
            NDArray x = judge.point(sines(manager, type, batch, 0.37, 0.1, 1));
            NDArray loss = penalty
                    ? Constants.times(
                            InputGradient.at(judge.critic(null), x).square().sum(), 1.0 / BATCH)
                    : judge.judge(new Batch(x, null)).scores().sum();
            found.add(loss);
            if (wayBack.isEmpty()) {
                optimizer.minimise(loss, 1.0);
            } else {
                WayBack.Gradients gradients = wayBack.get().of(Optional.of(loss), List.of());
                optimizer.minimise(gradients.arguments(), gradients.statements(), gradients.values(), 1.0);
            }
        }
        // But that of the last layer, whose weights are the cosines of the score.
        for (int i = 0; i < before.size() - 1; i++) {
            found.add(before.get(i).sub(network.trainable().get(i).stopGradient()));
        }
        return found;
    }

    /** The script's numbers: those that learn begin at the count of their weight; of states, u alone is read before it is replaced. */
    private static List<NDArray> weights(Layer critic, DataType type, NDManager manager) {
        List<NDArray> arrays = new ArrayList<>();
        int learning = 0;
        for (Layer.Weight weight : critic.weights().subList(0, critic.weights().size() - 1)) {
            arrays.add(
                    weight.learns()
                            ? sines(manager, type, weight.shape(), 0.61, learning++, 0.3)
                            : sines(manager, type, weight.shape(), 0.9, 0.5, 1));
        }
        Shape last = critic.weights().get(critic.weights().size() - 1).shape();
        double[] cosines =
                IntStream.range(0, (int) last.size()).mapToDouble(Math::cos).toArray();
        arrays.add(manager.create(cosines, last).toType(type, false));
        return arrays;
    }

    private static NDArray sines(
            NDManager manager, DataType type, Shape shape, double factor, double begin, double size) {
        double[] numbers = IntStream.range(0, (int) shape.size())
                .mapToDouble(i -> size * Math.sin(factor * i + begin))
                .toArray();
        return manager.create(numbers, shape).toType(type, false);
    }
}

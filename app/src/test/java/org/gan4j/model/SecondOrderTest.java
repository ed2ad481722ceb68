package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.data.Batch;
import org.gan4j.files.Table;
import org.gan4j.losses.penalty.InputGradient;
import org.gan4j.model.Resampling.Kind;
import org.gan4j.optim.Optimizer;
import org.gan4j.optim.UpdateRule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every layer's values, gradients, slopes, and the gradients of a penalty on slopes are those of PyTorch 2.7.1, in float64 on the same
 * weights: the table {@code second-order.csv}, which {@code second-order.py} next to it has written.
 */
class SecondOrderTest {

    private static final Initialization PYTORCH = Initialization.PYTORCH;
    private static final int BATCH = 3;
    private static final List<Long> PICTURE = List.of(6L, 4L, 4L);

    /** Of the largest number: sums in another order differ by as much. */
    private static final double ROUNDING = 1e-10;

    private static Layer layer(String name) {
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

    @TestFactory
    Stream<DynamicTest> everyLayer() {
        return Table.of(SecondOrderTest.class, "second-order.csv").rows().stream()
                .flatMap(row -> Stream.of(Derivatives.values())
                        .filter(way -> way == Derivatives.AUTOGRAD
                                || layer(row.get("layer")).written())
                        .map(way -> DynamicTest.dynamicTest(row.get("layer") + ", " + way, () -> check(row, way))));
    }

    /** A layer that nobody has written derivatives for, or no row, would not be seen above. */
    @TestFactory
    Stream<DynamicTest> everyKindHasARow() {
        List<Class<?>> kinds = Table.of(SecondOrderTest.class, "second-order.csv").rows().stream()
                .flatMap(row -> Stream.concat(
                        Stream.of(layer(row.get("layer"))), layer(row.get("layer")).leaves().values().stream()))
                .<Class<?>>map(Layer::getClass)
                .toList();
        return Stream.of(Layer.class, Normalization.class, Product.class, KernelProduct.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .filter(kind -> !kind.isInterface() && kind != Autoencoder.class)
                .map(kind -> DynamicTest.dynamicTest(
                        kind.getSimpleName(), () -> assertEquals(true, kinds.contains(kind), kinds::toString)));
    }

    private static void check(CSVRecord row, Derivatives way) {
        List<Double> expected = new ArrayList<>();
        Stream.of(row.get("gradients").split(" "))
                .filter(text -> !text.isEmpty())
                .map(Double::valueOf)
                .forEach(expected::add);
        List<Double> actual = new ArrayList<>();
        for (boolean penalty : List.of(false, true)) {
            List<Double> found = computed(layer(row.get("layer")), way, penalty);
            assertNear(Double.parseDouble(row.get(penalty ? "penalty" : "score")), found.get(0));
            actual.addAll(found.subList(1, found.size()));
        }
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertNear(expected.get(i), actual.get(i));
        }
    }

    private static void assertNear(double expected, double actual) {
        assertEquals(expected, actual, ROUNDING * Math.max(1, Math.abs(expected)));
    }

    /** The value, then the gradient of each weight as its sum with cosines: by a step of plain descent. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    private static List<Double> computed(Layer layer, Derivatives way, boolean penalty) {
        Shape output = layer.output(new Shape(PICTURE));
        Sequential critic = new Sequential(List.of(
                layer,
                ActivationFunction.TANH,
                new Reshape(List.of(output.size())),
                new Linear((int) output.size(), 1, false, PYTORCH, false)));
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Network network = new Network(critic, Precision.FLOAT32, manager, owner -> weights(critic, owner));
            network.trainable().forEach(array -> array.setRequiresGradient(true));
            List<double[]> before = numbers(network);
            Optional<WayBack> wayBack =
                    way == Derivatives.WRITTEN ? Optional.of(new WayBack(network, true)) : Optional.empty();
            Discriminator judge = new Discriminator(network, ClassBy.NOTHING);
            Optimizer optimizer = new Optimizer(UpdateRule.sgd(0, 0), network.trainable(), manager);
            List<Double> found = new ArrayList<>();
            try (GradientCollector recording = Engine.getInstance().newGradientCollector()) {
                NDArray x = judge.point(sines(manager, new Shape(BATCH).addAll(new Shape(PICTURE)), 0.37, 0.1, 1));
                NDArray loss = penalty
                        ? InputGradient.at(judge.critic(null), x).square().sum().div(BATCH)
                        : judge.judge(new Batch(x, null)).scores().sum();
                found.add(loss.toDoubleArray()[0]);
                if (wayBack.isEmpty()) {
                    optimizer.minimise(loss, 1);
                } else {
                    WayBack.Gradients gradients = wayBack.get().of(Optional.of(loss), List.of());
                    optimizer.minimise(gradients.arguments(), gradients.statements(), gradients.values(), 1);
                }
            }
            List<double[]> after = numbers(network);
            // But that of the last layer, whose weights are the cosines of the score.
            for (int i = 0; i < after.size() - 1; i++) {
                double[] start = before.get(i);
                double[] end = after.get(i);
                found.add(IntStream.range(0, end.length)
                        .mapToDouble(k -> (start[k] - end[k]) * Math.cos(k))
                        .sum());
            }
            return found;
        }
    }

    private static List<double[]> numbers(Network network) {
        return network.trainable().stream().map(NDArray::toDoubleArray).toList();
    }

    /** The script's numbers: those that learn begin at the count of their weight; of states, u alone is read before it is replaced. */
    private static List<NDArray> weights(Layer critic, NDManager manager) {
        List<NDArray> arrays = new ArrayList<>();
        int learning = 0;
        for (Layer.Weight weight : critic.weights().subList(0, critic.weights().size() - 1)) {
            arrays.add(
                    weight.learns()
                            ? sines(manager, weight.shape(), 0.61, learning++, 0.3)
                            : sines(manager, weight.shape(), 0.9, 0.5, 1));
        }
        Shape last = critic.weights().get(critic.weights().size() - 1).shape();
        arrays.add(manager.create(
                IntStream.range(0, (int) last.size()).mapToDouble(Math::cos).toArray(), last));
        return arrays;
    }

    private static NDArray sines(NDManager manager, Shape shape, double factor, double begin, double size) {
        double[] numbers = IntStream.range(0, (int) shape.size())
                .mapToDouble(i -> size * Math.sin(factor * i + begin))
                .toArray();
        NDArray array = manager.create(numbers, shape);
        assertEquals(DataType.FLOAT64, array.getDataType());
        return array;
    }
}

package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.InputGradient;
import org.gan4j.losses.penalty.ScoredCritic;
import org.gan4j.optim.Optimizer;
import org.gan4j.optim.UpdateRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The written gradients of losses, slopes and their penalties in float64, against autograd through the same layers. */
class WayBackTest {

    private static final Initialization PYTORCH = Initialization.parse("pytorch");
    private static final double ROUNDING = 1e-12;

    static Stream<Layer> networks() {
        List<Layer> networks = new ArrayList<>();
        for (String activation : List.of("relu", "leaky-relu:0.3", "tanh")) {
            ActivationFunction hidden = ActivationFunction.parse(activation);
            for (boolean spectral : List.of(false, true)) {
                networks.add(Mlp.of(List.of(6, 5, 4, 3), hidden, PYTORCH, spectral));
                for (Energy energy : Energy.values()) {
                    networks.add(Mlp.autoencoder(List.of(6, 4, 2), hidden, List.of(hidden), energy, PYTORCH, spectral));
                }
            }
            networks.add(new Sequential(List.of(
                    new Reshape(List.of(2L, 3L)),
                    hidden,
                    new Reshape(List.of(6L)),
                    new Linear(6, 2, PYTORCH, false),
                    hidden)));
            networks.add(convolutions(hidden));
        }
        return networks.stream();
    }

    /** All that the architectures of convolutions are made of, on pictures of 2x3. */
    private static Layer convolutions(ActivationFunction hidden) {
        Layer body = new Convolution(2, 4, Window.square(3, 1, 1), 2, true, PYTORCH, false);
        Layer shortcut = new Convolution(2, 4, Window.square(1, 1, 0), 1, false, PYTORCH, false);
        return new Sequential(List.of(
                new Reshape(List.of(1L, 2L, 3L)),
                new Convolution(1, 2, 3, 1, 1, PYTORCH, true),
                new Residual(new Sequential(List.of(hidden, body)), new Sequential(List.of(shortcut))),
                new TransposedConvolution(4, 3, Window.square(4, 2, 1), 1, true, PYTORCH),
                hidden,
                new Resampling(Resampling.Kind.AVERAGE_DOWN),
                new Resampling(Resampling.Kind.NEAREST_UP),
                new Resampling(Resampling.Kind.BILINEAR_DOWN),
                new Resampling(Resampling.Kind.BILINEAR_UP),
                hidden,
                new GlobalSum(),
                new Linear(3, 2, PYTORCH, false)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreThoseOfAutograd(Layer layer) {
        List<double[]> expected = moved(layer, false);
        List<double[]> actual = moved(layer, true);
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            double largest = 0;
            for (double number : expected.get(i)) {
                largest = Math.max(largest, Math.abs(number));
            }
            for (int k = 0; k < expected.get(i).length; k++) {
                double difference = Math.abs(expected.get(i)[k] - actual.get(i)[k]);
                assertTrue(
                        difference <= ROUNDING * Math.max(largest, 1),
                        layer.weights().get(i).name() + " differs by " + difference + " of " + largest);
            }
        }
    }

    /** How far each array moves in two steps of plain descent, down a loss of outputs and slopes. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    private static List<double[]> moved(Layer layer, boolean written) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            manager.getEngine().setRandomSeed(7);
            Network network = new Network(
                    layer,
                    Precision.FLOAT32,
                    manager,
                    owner -> layer.initialise(owner).stream()
                            .map(array -> array.toType(DataType.FLOAT64, true))
                            .toList());
            network.trainable().forEach(array -> array.setRequiresGradient(true));
            List<double[]> before = numbers(network);
            Optional<WayBack> wayBack = written ? Optional.of(new WayBack(network, true)) : Optional.empty();
            Discriminator critic = new Discriminator(network, ClassBy.NOTHING);
            Optimizer optimizer = new Optimizer(UpdateRule.sgd(0, 0), network.trainable(), manager);
            for (int step = 0; step < 2; step++) {
                NDArray x = manager.randomNormal(0, 1, new Shape(7, 6), DataType.FLOAT64);
                NDArray other = manager.randomNormal(0, 1, new Shape(7, 6), DataType.FLOAT64);
                try (GradientCollector recording = Engine.getInstance().newGradientCollector()) {
                    NDArray loss = loss(critic, x, other);
                    if (wayBack.isEmpty()) {
                        optimizer.minimise(loss, 0.1);
                    } else {
                        WayBack.Gradients found = wayBack.get().of(Optional.of(loss), List.of());
                        optimizer.minimise(found.arguments(), found.statements(), found.values(), 0.1);
                    }
                }
            }
            List<double[]> after = numbers(network);
            for (int i = 0; i < after.size(); i++) {
                for (int k = 0; k < after.get(i).length; k++) {
                    after.get(i)[k] -= before.get(i)[k];
                }
            }
            return after;
        }
    }

    /** Of all outputs, and of slopes where the network was judged and where it was not. */
    private static NDArray loss(Discriminator critic, NDArray x, NDArray other) {
        NDArray seen = critic.point(x);
        NDList outputs = critic.network().outputs(seen);
        NDArray loss = outputs.head().square().sum();
        if (outputs.size() > 1) {
            loss = loss.add(outputs.get(1).mul(outputs.get(1)).mean());
        }
        NDArray slopes = critic.critic(null).slopes(seen).orElseGet(() -> gradient(outputs.head(), seen));
        NDArray elsewhere = InputGradient.at(firstOutput(critic), other);
        return loss.add(slopes.square().mean())
                .add(InputGradient.norms(elsewhere).sum());
    }

    /** The slope of the first number of each output. */
    private static NDArray gradient(NDArray output, NDArray at) {
        return InputGradient.at(
                new ScoredCritic(samples -> {
                            throw new IllegalStateException();
                        })
                        .with(at, output.get(":, 0:1")),
                at);
    }

    private static Critic firstOutput(Discriminator critic) {
        return new Critic() {
            @Override
            public NDArray score(NDArray samples) {
                return critic.network().outputs(samples).head().get(":, 0:1");
            }

            @Override
            public Optional<NDArray> slopes(NDArray samples) {
                return critic.critic(null).slopes(samples);
            }
        };
    }

    private static List<double[]> numbers(Network network) {
        return network.weights().values().stream().map(NDArray::toDoubleArray).toList();
    }
}

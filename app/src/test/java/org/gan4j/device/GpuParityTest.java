package org.gan4j.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.gan4j.cli.TestedDevice;
import org.gan4j.data.DataSet;
import org.gan4j.data.MixtureData;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.PullAwayTerm;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.LatentConsistency;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.gan4j.losses.penalty.SpectralNorm;
import org.gan4j.model.Network;
import org.gan4j.optim.Optimizer;
import org.gan4j.optim.UpdateRule;
import org.gan4j.testing.BothDevices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A GPU computes what the CPU does: every loss, penalty and optimizer. The layers have a test next to their own. */
@Tag("gpu")
class GpuParityTest {

    private static final Set<String> RANDOM_POINTS = Set.of("gp", "lp", "zero-gp", "dragan", "div");

    private static Device device;

    @BeforeAll
    static void start() {
        device = TestedDevice.start();
    }

    /** Numbers in (0, 1] or (-1, 1), the same on every device. */
    private static NDArray numbers(NDManager manager, boolean positive, int seed, long... shape) {
        Shape wanted = new Shape(shape);
        float[] values = new float[(int) wanted.size()];
        for (int i = 0; i < values.length; i++) {
            double value = Math.sin(12.9898 * (i + 1) + seed);
            values[i] = (float) (positive ? Math.abs(value) + 0.01 : value);
        }
        return manager.create(values, wanted);
    }

    static Stream<String> losses() {
        return LossCatalog.all().stream().map(LossDescription::name);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesEqualThoseOfTheCpu(String name) {
        boolean energies = LossCatalog.describe(name).energies();
        BothDevices.assertEqual(name, device, manager -> {
            AdversarialLoss loss = LossCatalog.create(name, Map.of());
            loss.initialise(manager);
            List<float[]> found = new ArrayList<>();
            for (boolean discriminator : new boolean[] {true, false}) {
                NDArray real = numbers(manager, energies, 1, 64, 1);
                NDArray fake = numbers(manager, energies, 2, 64, 1);
                real.setRequiresGradient(true);
                fake.setRequiresGradient(true);
                try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                    NDArray value = discriminator ? loss.discriminatorLoss(real, fake) : loss.generatorLoss(real, fake);
                    collector.backward(value);
                    found.add(value.toFloatArray());
                }
                found.add(fake.getGradient().toFloatArray());
                if (discriminator || loss.generatorUsesReal()) {
                    found.add(real.getGradient().toFloatArray());
                }
            }
            return found;
        });
    }

    static Stream<String> penalties() {
        return PenaltyCatalog.all().stream().map(PenaltyDescription::name);
    }

    /** Those that look at random points have equal batches of equal numbers, between and around which all points are alike. */
    @ParameterizedTest
    @MethodSource("penalties")
    void penaltiesEqualThoseOfTheCpu(String name) {
        PenaltyDescription description = PenaltyCatalog.describe(name);
        BothDevices.assertEqual(name, device, manager -> {
            Penalty penalty = description.create(description.defaultWeight());
            penalty.initialise(manager);
            NDArray weights = numbers(manager, false, 3, 6, 8);
            NDArray outward = numbers(manager, false, 4, 8, 1);
            weights.setRequiresGradient(true);
            boolean random = RANDOM_POINTS.contains(name);
            NDArray alike = manager.full(new Shape(16, 6), 0.3f, DataType.FLOAT32);
            NDArray real = random ? alike : numbers(manager, false, 6, 16, 6);
            NDArray fake = random ? alike : numbers(manager, false, 7, 16, 6);
            Critic critic = x -> x.matMul(weights).tanh().matMul(outward);
            List<float[]> found = new ArrayList<>();
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray value = penalty.evaluate(critic, real, fake);
                collector.backward(value.add(critic.score(real).sum()));
                found.add(value.toFloatArray());
            }
            found.add(weights.getGradient().toFloatArray());
            return found;
        });
    }

    @Test
    void spectralNormEqualsThatOfTheCpu() {
        BothDevices.assertEqual("spectral norm", device, manager -> {
            SpectralNorm layer = new SpectralNorm(Linear.builder().setUnits(5).build());
            layer.initialize(manager, DataType.FLOAT32, new Shape(16, 6));
            List<NDArray> arrays = layer.getParameters().values().stream()
                    .map(Parameter::getArray)
                    .toList();
            for (int i = 0; i < arrays.size(); i++) {
                NDArray value =
                        numbers(manager, true, 8 + i, arrays.get(i).getShape().getShape());
                Network.overwrite(List.of(arrays.get(i)), List.of(value));
            }
            List<float[]> found = new ArrayList<>();
            ParameterStore store = new ParameterStore(manager, false);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray x = numbers(manager, false, 12, 16, 6);
                NDArray y = layer.forward(store, new NDList(x), true).singletonOrThrow();
                collector.backward(y.square().sum());
                found.add(y.toFloatArray());
            }
            for (NDArray array : arrays) {
                found.add(array.toFloatArray());
                if (array.hasGradient()) {
                    found.add(array.getGradient().toFloatArray());
                }
            }
            return found;
        });
    }

    @Test
    void termsOnSamplesAndCodesEqualThoseOfTheCpu() {
        LatentConsistency consistency = new LatentConsistency(5, 0.5);
        PullAwayTerm pullAway = new PullAwayTerm(0.1);
        List<BinaryOperator<NDArray>> terms = List.of(
                consistency::discriminator, consistency::generator, (codes, others) -> pullAway.evaluate(codes));
        for (BinaryOperator<NDArray> term : terms) {
            BothDevices.assertEqual("term " + terms.indexOf(term), device, manager -> {
                NDArray samples = numbers(manager, false, 13, 16, 6);
                NDArray others = numbers(manager, false, 14, 16, 6);
                samples.setRequiresGradient(true);
                try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                    NDArray value = term.apply(samples, others);
                    collector.backward(value);
                    return List.of(value.toFloatArray(), samples.getGradient().toFloatArray());
                }
            });
        }
    }

    static Stream<String> optimizers() {
        return UpdateRule.names().stream();
    }

    /** Three steps down {@code Σ w·g} with a momentum and a weight decay: the weights, and what the rule keeps. */
    @ParameterizedTest
    @MethodSource("optimizers")
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    void optimizersEqualThoseOfTheCpu(String name) {
        BothDevices.assertEqual(name, device, manager -> {
            List<NDArray> weights = List.of(numbers(manager, false, 15, 7, 5), numbers(manager, false, 16, 5));
            weights.forEach(weight -> weight.setRequiresGradient(true));
            try (Optimizer optimizer = new Optimizer(UpdateRule.of(name, 0.5, 0.9, 0.9, 0.1), weights, manager)) {
                for (int step = 0; step < 3; step++) {
                    try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
                        NDArray first = weights.get(0).mul(numbers(manager, false, 17 + step, 7, 5));
                        NDArray second = weights.get(1).mul(numbers(manager, false, 27 + step, 5));
                        optimizer.minimise(first.sum().add(second.sum()), 0.01);
                    }
                }
                return Stream.concat(weights.stream(), optimizer.state().values().stream())
                        .map(NDArray::toFloatArray)
                        .toList();
            }
        });
    }

    /** Each point is one of the centres and a normal number: 99.9 % of them within 3.72 deviations in the plane. */
    @ParameterizedTest
    @ValueSource(strings = {"ring", "grid"})
    void dataInThePlaneAreDrawnOnTheDevice(String dataset) throws Exception {
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch");
                MixtureData data = (MixtureData) DataSet.of(dataset).open(null, 0, manager)) {
            NDArray points = data.batch(manager, 0, 10_000, false).samples();
            assertEquals(device, points.getDevice());
            float[] numbers = points.toFloatArray();
            Set<Integer> hit = new HashSet<>();
            int near = 0;
            for (int i = 0; i < numbers.length; i += 2) {
                for (int mode = 0; mode < data.centres().length; mode++) {
                    float[] centre = data.centres()[mode];
                    if (Math.hypot(numbers[i] - centre[0], numbers[i + 1] - centre[1]) < 3.72 * data.std()) {
                        near++;
                        hit.add(mode);
                    }
                }
            }
            assertEquals(0.999, near / 10_000.0, 0.002);
            assertEquals(data.centres().length, hit.size());
        }
    }

    /** The order of the arguments decides the manager, and on a GPU the device, of a result. */
    @Test
    void resultsAreOnTheDevice() {
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch")) {
            NDArray x = numbers(manager, false, 5, 4, 4);
            assertEquals(device, org.gan4j.losses.Constants.times(x, 0.5).getDevice());
            assertEquals(device, new NDList(x, x).get(1).concat(x).getDevice());
        }
    }
}

package org.gan4j.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gan4j.config.Configs;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.MixtureData;
import org.gan4j.data.RealData;
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
import org.gan4j.model.SampleSpace;
import org.gan4j.natives.Machine;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.CheckpointKeeper;
import org.gan4j.run.Interval;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.testing.ChildProcess;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What only a GPU can show; the profile {@code gpu} runs these with CUDA natives. {@code -Dgan4j.gpu=cpu} runs them on the CPU
 * instead, which shows no more than that they run.
 */
@Tag("gpu")
class GpuTest {

    private static final double TOLERANCE = 1e-4;

    private static final Set<String> RANDOM_POINTS = Set.of("gp", "lp", "zero-gp", "dragan");

    private static Device device;

    @BeforeAll
    static void device() {
        String wanted = System.getProperty("gan4j.gpu", "");
        assumeTrue(!wanted.isEmpty(), "needs an NVIDIA GPU; where there is one, run ./mvnw verify -Pgpu");
        if (wanted.equals("cpu")) {
            device = Device.cpu();
            return;
        }
        // Before the engine starts: without a driver the natives for CUDA do not even load.
        String pytorch = System.getenv("PYTORCH_VERSION");
        String obstacle = Machine.detect(pytorch).obstacle(pytorch);
        assumeTrue(obstacle == null, "needs an NVIDIA GPU: " + obstacle);
        device = Device.gpu(Integer.parseInt(wanted));
    }

    private static void assertNear(String what, float[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, what);
        double scale = 0;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * Math.max(scale, 1e-6), what + "[" + i + "]");
        }
    }

    /** The same numbers on either device. */
    private static void assertEqualOnBoth(String what, Function<NDManager, List<float[]>> compute) {
        try (NDManager host = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                NDManager gpu = NDManager.newBaseManager(device, "PyTorch")) {
            List<float[]> expected = compute.apply(host);
            List<float[]> actual = compute.apply(gpu);
            for (int i = 0; i < expected.size(); i++) {
                assertNear(what + " " + i, expected.get(i), actual.get(i));
            }
        }
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
        assertEqualOnBoth(name, manager -> {
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
        assertEqualOnBoth(name, manager -> {
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
        assertEqualOnBoth("spectral norm", manager -> {
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
            assertEqualOnBoth("term " + terms.indexOf(term), manager -> {
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

    static Stream<String> presets() {
        return Preset.all().stream().map(Preset::name);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetTrains(String preset) throws Exception {
        TrainConfig config = Configs.of("--preset " + preset + (preset.equals("gaussian-1d") ? "" : " --dataset digits")
                + " --steps 200 --tick 100");
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch");
                RealData data = DataSet.of(config.data().dataset()).open(null, config.seed(), manager);
                GanTrainer trainer = new GanTrainer(config, data, manager)) {
            trainer.train(List.of()); // a NaN ends it with an exception
            assertEquals(200, trainer.steps());
            for (NDArray weight : trainer.generator().weights().values()) {
                assertEquals(device, weight.getDevice());
            }
        }
    }

    @Test
    void bfloat16Trains() throws Exception {
        TrainConfig config = Configs.of("--loss wgan-gp --precision bfloat16 --dataset digits --steps 200 --tick 100");
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch");
                RealData data = DataSet.of("digits").open(null, config.seed(), manager);
                GanTrainer trainer = new GanTrainer(config, data, manager)) {
            trainer.train(List.of());
            trainer.requireFinite();
            // The same weights in both precisions; 0.002 on a CPU. Nothing would say that nothing was rounded.
            NDArray input = trainer.sampleInput(64, manager);
            NDArray exact = trainer.sampler().forward(input);
            double off = trainer.generator().forward(input).sub(exact).norm().getFloat()
                    / exact.norm().getFloat();
            assertTrue(off > 1e-4 && off < 0.02, "pictures are off by " + off);
        }
    }

    private static List<float[]> weights(GanTrainer trainer) {
        return Stream.concat(
                        trainer.generator().weights().values().stream(),
                        trainer.discriminator().weights().values().stream())
                .map(NDArray::toFloatArray)
                .toList();
    }

    @Test
    void aRunGoesOnExactly(@TempDir Path temp) throws Exception {
        TrainConfig config =
                Configs.of("--loss wgan-gp --penalty gp:10,lecam:0.3 --ema 20 --dataset digits --steps 60 --tick 25");
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch");
                RealData data = DataSet.of(config.data().dataset()).open(null, config.seed(), manager);
                GanTrainer whole = new GanTrainer(config, data, manager);
                GanTrainer stopped = new GanTrainer(config, data, manager);
                GanTrainer resumed = new GanTrainer(config, data, manager)) {
            whole.train(List.of());
            RunRecord run = new RunRecord("test", "engine", Map.of(), config, SampleSpace.of(data));
            RunDirectory directory = RunDirectory.create(temp.resolve("run"), "", run);
            stopped.train(List.of(
                    new CheckpointKeeper(directory, run, data, new Interval(1000, false), 1, false),
                    new TrainingListener() {
                        @Override
                        public void stepped(long step) {
                            if (step == 33) {
                                stopped.requestStop();
                            }
                        }
                    }));
            Checkpoint.open(directory.checkpoints().find(Optional.of(33L))).restore(resumed);
            resumed.train(List.of());
            List<float[]> expected = weights(whole);
            List<float[]> actual = weights(resumed);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), actual.get(i), "array " + i);
            }
        }
    }

    /** What the device gives to all processes, of which this has to be the only one: PyTorch keeps what it once had, so that growth of any kind shows. */
    @Test
    void memoryStaysFlat() throws Exception {
        assumeTrue(device.isGpu(), "the memory of a GPU");
        assumeTrue(
                smi("--query-compute-apps=pid").size() <= 1,
                "other processes are on the GPU, and its memory is theirs too");
        TrainConfig config = Configs.of("--preset digits --steps 5000 --tick 500");
        List<Long> used = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch");
                RealData data = DataSet.of("digits").open(null, config.seed(), manager);
                GanTrainer trainer = new GanTrainer(config, data, manager)) {
            trainer.train(List.of(new TrainingListener() {
                @Override
                public void ticked(Tick tick) {
                    used.add(usedMegabytes());
                }
            }));
        }
        // From the second tick on: by then every size of array has come up.
        assumeTrue(smi("--query-compute-apps=pid").size() <= 1, "other processes came to the GPU");
        assertTrue(used.get(used.size() - 1) - used.get(1) <= 2, used + " MB");
    }

    private static long usedMegabytes() {
        return Long.parseLong(smi("--query-gpu=memory.used").get(0));
    }

    /** Asks nvidia-smi, which counts all GPUs of the machine, whatever this process may use of them. */
    private static List<String> smi(String query) {
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        String id = visible == null ? String.valueOf(device.getDeviceId()) : visible.split(",")[device.getDeviceId()];
        try {
            return ChildProcess.run(
                            ChildProcess.of("nvidia-smi", query, "--format=csv,noheader,nounits", "--id=" + id.strip()))
                    .out()
                    .lines()
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("nvidia-smi does not run", e);
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

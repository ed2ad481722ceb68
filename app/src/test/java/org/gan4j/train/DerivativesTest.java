package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.config.Configs;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Written derivatives against autograd through everything: every preset, every penalty, every technique, on random networks.
 *
 * <p>Plain descent moves weights by the gradients themselves. Adam's first steps would show their signs, and blow up roundings of those
 * that are nearly 0.
 */
class DerivativesTest {

    private static final String DESCENT = " --optimizer sgd --weight-decay 0 --schedule constant --ema 0";

    private static final String SAMPLES = "samples";

    /** Of the largest number of an array: what sums in another order may differ by. */
    private static final double ROUNDING = 1e-6;

    static Stream<String> presets() {
        return Preset.all().stream()
                .filter(preset -> !preset.values().containsKey("arch")) // convolutions have their own tests
                .map(Preset::name)
                .map(name -> "--preset " + name + (name.equals("gaussian-1d") ? "" : " --dataset ring") + DESCENT);
    }

    static Stream<String> penalties() {
        // A tanh bends, so that slopes have slopes.
        return PenaltyCatalog.all().stream()
                .map(penalty -> "--penalty " + penalty.name() + ":0.5")
                .flatMap(penalty -> Stream.of("leaky-relu", "tanh", "relu")
                        .map(activation -> penalty + " --d-activation " + activation
                                + " --dataset ring --d-hidden 13,7,5 --g-hidden 9 --batch-size 12" + DESCENT));
    }

    static Stream<String> techniques() {
        return Stream.of(
                        "--penalty r1:1,r2:1,gp:1 --d-activation tanh --g-activation tanh",
                        "--penalty r1:1,div:0.5 --spectral-norm",
                        "--spectral-norm --penalty gp:1 --d-activation tanh --n-critic 3",
                        "--loss rasgan --penalty lp:1,drift:0.1,lecam:0.3 --fresh-batch --fresh-noise",
                        "--loss non-saturating --penalty r1:1 --penalty-every 2 --halve-d-loss --label-smoothing 0.1",
                        "--pack 3 --penalty gp:1,r1:1 --instance-noise 0.1 --instance-noise-until 0.5",
                        "--loss wgan --clip 0.05 --top-k 0.5 --top-k-decay 0.5 --g-hidden 24,12",
                        "--zcr 5,0.5 --penalty zero-gp:1,dragan:1 --d-activation tanh",
                        "--loss began --d-hidden 8,2 --zcr 5,0.5",
                        "--loss began --spectral-norm --energy absolute",
                        "--loss ebgan --pull-away 0.3 --d-hidden 8,3 --zcr 5,0.5",
                        "--loss ebgan --pull-away 0.3 --energy absolute --d-activation tanh",
                        "--loss hinge --optimizer sgd --momentum 0.9 --d-hidden 1 --g-hidden 1")
                .map(flags -> flags + " --dataset ring --batch-size 12" + (flags.contains("optimizer") ? "" : DESCENT));
    }

    static Stream<String> classes() {
        return Stream.of(
                        "--conditional 2",
                        "--conditional --zcr 5,0.5 --penalty r1:1,gp:1 --d-activation tanh --instance-noise 0.1",
                        "--conditional --loss hinge --spectral-norm --penalty zero-gp:1",
                        "--conditional --loss rsgan --penalty r1:1,r2:1",
                        "--augment color,translation,cutout --penalty r1:1,gp:1 --d-activation tanh --zcr 5,0.5",
                        "--augment color,cutout --augment-p auto --conditional --class-by score --instance-noise 0.1",
                        "--augment translation --augment-p 0.5 --pack 2 --loss rsgan",
                        "--conditional --class-by score --penalty r1:1,gp:1,lecam:0.3 --d-activation tanh --zcr 5,0.5",
                        "--conditional --class-by score --loss rsgan --penalty r1:1,r2:1,dragan:1 --fresh-batch",
                        "--conditional --class-by projection --penalty r1:1,div:0.5,drift:0.1 --d-activation tanh --n-critic 2",
                        "--conditional --class-by projection --loss hinge --spectral-norm --penalty r1:1 --top-k 0.5",
                        "--conditional --class-by projection --loss dual-contrastive --fresh-noise --fresh-batch")
                .map(flags -> flags + " --dataset digits --d-hidden 20 --g-hidden 20 --batch-size 10" + DESCENT);
    }

    static Stream<String> architectures() {
        return Stream.of(
                        "--arch dcgan --g-channels 3,2 --d-channels 2,3 --penalty r1:1,gp:1 --d-activation tanh",
                        "--arch dcgan --g-channels 2 --d-channels 3 --d-head 5 --spectral-norm --pack 2 --loss rsgan --penalty r1:1",
                        "--arch resnet --g-channels 2,2 --d-channels 3 --penalty r1:1,r2:1 --conditional --class-by score",
                        "--arch r3gan --g-channels 8,8 --d-channels 8,8 --loss r3gan --penalty r1:1,r2:1 --zcr 5,0.5",
                        "--arch dcgan --g-channels 6,4 --d-channels 4,6 --conditional --class-by score --penalty r1:1"
                                + " --augment color,translation,cutout",
                        "--arch dcgan --g-channels 6,4 --d-channels 4,6 --clusters 3 --class-by projection --loss rsgan"
                                + " --penalty r1:1,r2:1")
                .map(flags -> flags + " --dataset digits --batch-size 10" + DESCENT);
    }

    @ParameterizedTest
    @MethodSource({"presets", "penalties", "techniques", "classes"})
    void oneStepIsTheSame(String flags) throws Exception {
        Map<String, float[]> expected = after(1, flags + " --derivatives autograd");
        Map<String, float[]> actual = after(1, flags + " --derivatives written");
        assertAlike(expected, actual, ROUNDING);
    }

    /** Convolutions sum over all pixels, whose gradients nearly cancel. In float64 both ways agree to 1e-12, see {@code WayBackTest}. */
    @ParameterizedTest
    @MethodSource("architectures")
    void oneStepOfConvolutionsIsTheSame(String flags) throws Exception {
        Map<String, float[]> expected = after(1, flags + " --derivatives autograd");
        Map<String, float[]> actual = after(1, flags + " --derivatives written");
        assertAlike(expected, actual, 10 * ROUNDING);
    }

    /** With Adam roundings grow, but samples stay where they are to the eye: in units of their spread. */
    @ParameterizedTest
    @ValueSource(strings = {"--preset ring", "--preset wgan-gp --dataset ring", "--preset r1 --dataset ring"})
    void samplesAfterFiftyStepsAreAlike(String flags) throws Exception {
        float[] expected = after(50, flags + " --derivatives autograd").get(SAMPLES);
        float[] actual = after(50, flags + " --derivatives written").get(SAMPLES);
        double squares = 0;
        double differences = 0;
        for (int i = 0; i < expected.length; i++) {
            squares += expected[i] * expected[i];
            differences += Math.pow(expected[i] - actual[i], 2);
        }
        assertTrue(Math.sqrt(differences / squares) < 0.02, Math.sqrt(differences / squares) + " of their size");
    }

    private static void assertAlike(Map<String, float[]> expected, Map<String, float[]> actual, double tolerance) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, wanted) -> {
            double largest = 0;
            double difference = 0;
            for (int i = 0; i < wanted.length; i++) {
                largest = Math.max(largest, Math.abs(wanted[i]));
                difference = Math.max(difference, Math.abs(wanted[i] - actual.get(name)[i]));
            }
            // Averages of scores and of penalties may lie at 0: their roundings are those of what they are of, some
            // tenths.
            double relative = difference / Math.max(largest, name.startsWith("objective") ? 0.1 : 1e-3);
            assertTrue(relative <= tolerance, name + " differs by " + relative + " of its largest number");
        });
    }

    /** All weights, states and losses after some steps. */
    private static Map<String, float[]> after(int steps, String flags) throws Exception {
        TrainConfig config = Configs.of(flags + " --steps 1000 --tick 1000 --seed 5");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                RealData data = TrainingData.open(config, line -> {}, manager);
                GanTrainer trainer = new GanTrainer(config, data, manager)) {
            for (int i = 0; i < steps; i++) {
                trainer.step();
            }
            Map<String, float[]> arrays = new LinkedHashMap<>();
            for (String group : List.of("generator", "discriminator", "objective")) {
                trainer.state().get(group).forEach((name, array) -> {
                    if (array.getDataType().isFloating()) {
                        arrays.put(group + " " + name, numbers(array));
                    }
                });
            }
            arrays.put(SAMPLES, numbers(Samples.of(trainer.generator(), trainer.sampleInput(64, manager))));
            return arrays;
        }
    }

    private static float[] numbers(NDArray array) {
        return array.toType(DataType.FLOAT32, true).toFloatArray();
    }
}

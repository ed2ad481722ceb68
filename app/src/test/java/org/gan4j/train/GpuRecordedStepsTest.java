package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gan4j.cli.TestedDevice;
import org.gan4j.config.Configs;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.natives.CudaGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A GPU that repeats a recorded step computes what it computes when it is told every kernel, bit for bit. */
@Tag("gpu")
class GpuRecordedStepsTest {

    private static Device device;

    @BeforeAll
    static void start() {
        device = TestedDevice.start();
    }

    static Stream<String> flags() {
        Stream<String> presets = Preset.all().stream()
                .map(Preset::name)
                .filter(name -> !name.equals("pictures")
                        && !name.equals("vectors")
                        && !name.equals("mnist-dcgan")
                        && !name.equals("stacked-mnist"))
                .map(name -> "--preset " + name + (name.matches("gaussian-1d|ring|grid") ? "" : " --dataset digits"));
        return Stream.concat(
                presets,
                Stream.of(
                        "--arch dcgan --dataset shapes --preset non-saturating --penalty r1:0.1",
                        "--arch resnet --dataset shapes --preset hinge",
                        "--arch r3gan --dataset shapes --preset r3gan",
                        "--preset mnist-mlp --dataset digits --derivatives autograd",
                        "--preset mnist-mlp --dataset digits --precision bfloat16",
                        "--preset mnist-mlp --dataset digits --penalty lecam:0.3"));
    }

    @ParameterizedTest
    @MethodSource("flags")
    void aRecordedStepIsTheStep(String flags) throws Exception {
        TrainConfig config = Configs.of(flags + " --cuda-graphs --steps 12 --batch-size 16 --seed 3");
        AtomicInteger recorded = new AtomicInteger();
        Map<String, float[]> expected =
                RecordedStepsTest.play(config, device, (game, means, manager) -> Optional.empty());
        Map<String, float[]> actual = RecordedStepsTest.play(config, device, RecordedStepsTest.kernels(work -> {
            recorded.incrementAndGet();
            return CudaGraph.record(device, work);
        }));
        assertTrue(recorded.get() > 0 || config.optimization().beta2End() != null, "recorded " + recorded);
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }

    @ParameterizedTest
    @MethodSource("flags")
    void aStepAsOneProgramIsTheStep(String flags) throws Exception {
        TrainConfig config = Configs.of(flags + " --steps 12 --batch-size 16 --seed 3");
        Map<String, float[]> expected =
                RecordedStepsTest.play(config, device, (game, means, manager) -> Optional.empty());
        AtomicInteger repeated = new AtomicInteger();
        Map<String, float[]> actual = RecordedStepsTest.play(config, device, RecordedStepsTest.programsThere(repeated));
        assertEquals(expected.keySet(), actual.keySet());
        assertTrue(repeated.get() > 0 || !flags.matches(RecordedStepsTest.SURELY_AS_PROGRAMS), "repeated " + repeated);
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }
}

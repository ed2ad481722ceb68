package org.gan4j.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.Stream;
import org.gan4j.cli.TestedDevice;
import org.gan4j.config.Configs;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.train.GanTrainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset trains on a GPU, and bfloat16 is what it is on a CPU. */
@Tag("gpu")
class GpuTrainingTest {

    private static Device device;

    @BeforeAll
    static void start() {
        device = TestedDevice.start();
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
        TrainConfig config =
                Configs.of("--loss wgan-gp --precision bfloat16 --ema 0 --dataset digits --steps 200 --tick 100");
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
}

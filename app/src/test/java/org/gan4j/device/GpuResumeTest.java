package org.gan4j.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gan4j.cli.TestedDevice;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.model.SampleSpace;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.CheckpointKeeper;
import org.gan4j.run.Interval;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a GPU goes on as if it had never stopped, bit for bit. */
@Tag("gpu")
class GpuResumeTest {

    private static Device device;

    @BeforeAll
    static void start() {
        device = TestedDevice.start();
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
}

package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.MixtureData;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;
import org.gan4j.model.SampleSpace;
import org.gan4j.train.DivergedException;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointKeeperTest {

    @TempDir
    private Path temp;

    private NDManager manager;
    private RealData data;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        data = MixtureData.ring(manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The steps of the checkpoints that are left. */
    private List<String> kept(Configs configs, Interval every, int keep) throws IOException {
        TrainConfig config = configs.build();
        RunRecord run = new RunRecord("1", "engine", Map.of(), config, SampleSpace.of(data));
        RunDirectory directory = RunDirectory.create(temp.resolve("run"), "", run);
        try (GanTrainer trainer = new GanTrainer(config, data, manager)) {
            trainer.train(List.of(new CheckpointKeeper(directory, run, data, every, keep, false)));
        }
        return steps();
    }

    private List<String> steps() throws IOException {
        try (Stream<Path> all = Files.list(temp.resolve("run/checkpoints"))) {
            return all.map(path -> path.getFileName().toString().replaceFirst("step-0*", ""))
                    .sorted((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)))
                    .toList();
        }
    }

    @Test
    void savesEverySoManyStepsAndAtTheEnd() throws IOException {
        assertEquals(List.of("3", "6", "9", "10"), kept(Configs.small().steps(10), new Interval(3, false), 0));
    }

    @Test
    void theEndIsNotSavedTwice() throws IOException {
        assertEquals(List.of("3", "6"), kept(Configs.small().steps(6), new Interval(3, false), 0));
    }

    @Test
    void keepsTheLastOnes() throws IOException {
        assertEquals(List.of("8", "9", "10"), kept(Configs.small().steps(10), new Interval(1, false), 3));
    }

    /** The scores 5, 9, 2 and 9 at steps 2, 4, 6 and 8: the first of the two nines is the best. */
    @Test
    void keepsTheBestOneNextToThem() throws IOException {
        Map<Long, Double> modes = Map.of(2L, 5.0, 4L, 9.0, 6L, 2.0, 8L, 9.0);
        Configs configs = Configs.small().steps(10);
        RunRecord run = new RunRecord("1", "engine", Map.of(), configs.build(), SampleSpace.of(data));
        RunDirectory directory = RunDirectory.create(temp.resolve("run"), "", run);
        try (GanTrainer trainer = new GanTrainer(configs.build(), data, manager)) {
            CheckpointKeeper keeper = new CheckpointKeeper(directory, run, data, new Interval(5, false), 1, true);
            trainer.train(List.of(keeper, new TrainingListener() {
                @Override
                public void stepped(long step) {
                    if (modes.containsKey(step)) {
                        MetricValues values = new MetricValues(9, Map.of(Metric.MODES_HIT, modes.get(step)), null);
                        keeper.evaluated(new Evaluation(step, "", "", values, values), 0);
                    }
                }
            }));
        }
        assertEquals(List.of("4", "10"), steps());
    }

    /** An epoch of the ring is 500 batches, and with two updates of D a step 250 steps. */
    @Test
    void savesAfterEpochs() throws IOException {
        assertEquals(
                List.of("250", "500", "501"),
                kept(Configs.small().criticSteps(2).steps(501), new Interval(1, true), 0));
    }

    @Test
    void numbersThatWentBadDoNotReplaceGoodOnes() {
        Configs bad = Configs.small()
                .loss("wgan")
                .optimizer("sgd")
                .rates(1e30, 1e30)
                .tick(100)
                .steps(20);
        assertThrows(DivergedException.class, () -> kept(bad, new Interval(1, false), 1));
        Checkpoints checkpoints = RunDirectory.open(temp.resolve("run")).checkpoints();
        checkpoints
                .lastWhole(warning -> {
                    throw new AssertionError(warning);
                })
                .ifPresent(last -> {
                    try (GanTrainer trainer = new GanTrainer(bad.build(), data, manager)) {
                        last.restore(trainer);
                        trainer.requireFinite();
                        assertTrue(trainer.steps() < 20);
                    }
                });
    }
}

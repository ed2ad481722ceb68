package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gan4j.bench.EngineCalls;
import org.gan4j.config.Configs;
import org.gan4j.data.Digits;
import org.gan4j.data.RealData;
import org.gan4j.data.ResidentImages;
import org.gan4j.data.Split;
import org.gan4j.model.SampleSpace;
import org.gan4j.train.GanTrainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that are one batch, so that every step ends an epoch. */
class SmallSetsTest {

    private static final int STEPS = 150;

    @TempDir
    private Path temp;

    /** Counts what the engine is asked for in some steps and in all that a run does around them. */
    private static final class Counting implements TrainingRun.Audience, RunListener {
        private EngineCalls counted;

        @Override
        public void warn(String message) {}

        @Override
        public void begins(GanTrainer trainer, RunDirectory directory) {}

        @Override
        public List<RunListener> watchers(GanTrainer trainer) {
            return List.of(this);
        }

        @Override
        public void stepped(long step) {
            if (step == 1) {
                EngineCalls.begin();
            } else if (step == 1 + STEPS) {
                counted = EngineCalls.end();
            }
        }
    }

    private EngineCalls count(int images) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            RealData data = new ResidentImages(manager, Digits.draw(1, Split.TRAIN, images), 1);
            RunRecord record = new RunRecord(
                    "1",
                    "engine",
                    Map.of(),
                    Configs.small().tick(1000).steps(STEPS + 2).build(),
                    SampleSpace.of(data));
            Interval never = new Interval(1000, false);
            RunPlan plan = new RunPlan(
                    temp.resolve("of-" + images), null, false, never, never, 1, false, false, 0, false, null);
            Counting counting = new Counting();
            try (TrainingRun run = new TrainingRun(record, plan, null, data, null, manager, counting)) {
                run.run();
            }
            return counting.counted;
        }
    }

    @Test
    void anEpochCostsNoMoreThanItsOrder() {
        int batch = 32;
        int large = count(STEPS * 2 * batch).calls();
        int small = count(batch).calls();
        // The order of each epoch is an array that is made; now and then the samples are looked at.
        assertTrue(small - large < 2 * STEPS, small + " calls instead of " + large);
    }
}

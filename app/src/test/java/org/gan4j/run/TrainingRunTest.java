package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gan4j.UserException;
import org.gan4j.config.Configs;
import org.gan4j.data.MixtureData;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Evaluator;
import org.gan4j.eval.RealSamples;
import org.gan4j.model.SampleSpace;
import org.gan4j.train.DivergedException;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as a program starts them: no terminal, no command line, no signals. */
class TrainingRunTest {

    @TempDir
    private Path temp;

    private NDManager manager;
    private RealData data;
    private final List<String> events = new ArrayList<>();
    private long stopAt = -1;
    private TrainingRun running;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        data = MixtureData.ring(manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private final class Listening implements TrainingRun.Audience, RunListener {
        @Override
        public void warn(String message) {
            events.add("warning " + message);
        }

        @Override
        public void begins(GanTrainer trainer, RunDirectory directory) {
            events.add("begins at " + trainer.steps());
        }

        @Override
        public List<RunListener> watchers(GanTrainer trainer) {
            return List.of(this);
        }

        @Override
        public void stepped(long step) {
            if (step == stopAt) {
                running.requestStop();
            }
        }

        @Override
        public void ticked(Tick tick) {
            events.add("tick " + tick.step());
        }

        @Override
        public void evaluated(Evaluation evaluation, double epoch) {
            events.add("evaluation " + evaluation.step() + " at epoch " + epoch);
        }

        @Override
        public void drawn(long step, Path picture) {
            events.add("picture " + step + (Files.exists(picture) ? "" : " is missing"));
        }

        @Override
        public void close() {
            events.add("closed");
        }
    }

    private TrainingRun.Outcome run(Configs configs, String out, boolean resume, boolean rollsBack) {
        Path root = temp.resolve(out);
        RunRecord record = new RunRecord("1", "engine", Map.of(), configs.build(), SampleSpace.of(data));
        RunPlan plan = new RunPlan(
                resume ? null : root,
                resume ? root : null,
                false,
                new Interval(5, false),
                new Interval(1, true),
                3,
                false,
                rollsBack,
                1,
                true,
                null);
        try (Evaluator evaluator = Evaluator.open(
                        new RealSamples(record.config(), null, line -> {}),
                        record.samples(),
                        100,
                        Optional.empty(),
                        manager,
                        line -> {});
                TrainingRun training = new TrainingRun(
                        record,
                        plan,
                        resume ? RunDirectory.open(root) : null,
                        data,
                        evaluator,
                        manager,
                        new Listening())) {
            running = training;
            return training.run();
        }
    }

    private static Configs ring() {
        return Configs.small().with("dataset", "ring").tick(4).steps(12);
    }

    @Test
    void aRunTellsWhatHappens() {
        TrainingRun.Outcome outcome = run(ring(), "run", false, false);
        assertEquals(
                List.of(
                        "begins at 0",
                        "picture 0",
                        "tick 4",
                        "tick 8",
                        "tick 12",
                        "picture 12",
                        "evaluation 12 at epoch 0.024",
                        "closed"),
                events);
        assertEquals(0, outcome.firstStep());
        assertEquals(12, outcome.step());
        assertEquals(12, outcome.totalSteps());
        assertTrue(outcome.secondsOutsideSteps() > 0 && outcome.secondsOutsideSteps() < outcome.seconds());
        RunDirectory directory = RunDirectory.open(temp.resolve("run"));
        RunHistory history = RunHistory.read(directory);
        assertEquals(
                List.of(4L, 8L, 12L), history.ticks().stream().map(Tick::step).toList());
        assertEquals(
                List.of(12L),
                history.alongTheWay().stream().map(Evaluation::step).toList());
        assertTrue(Files.exists(directory.lossCurves()));
        assertFalse(Files.exists(directory.root().resolve(".lock")), "the lock is let go");
    }

    @Test
    void aRunThatIsStoppedGoesOnAsIfItHadNot() throws IOException {
        run(ring(), "whole", false, false);
        stopAt = 7;
        TrainingRun.Outcome stopped = run(ring(), "stopped", false, false);
        assertEquals(7, stopped.step());
        assertEquals(12, stopped.totalSteps());
        stopAt = -1;
        TrainingRun.Outcome resumed = run(ring(), "stopped", true, false);
        assertEquals(7, resumed.firstStep());
        for (String file : List.of("generator.safetensors", "discriminator-optimizer.safetensors")) {
            assertArrayEquals(
                    Files.readAllBytes(
                            temp.resolve("whole/checkpoints/step-00000012").resolve(file)),
                    Files.readAllBytes(
                            temp.resolve("stopped/checkpoints/step-00000012").resolve(file)),
                    file);
        }
        assertEquals(
                RunHistory.read(RunDirectory.open(temp.resolve("stopped")))
                        .ticks()
                        .size(),
                3);
    }

    /** An epoch of the ring is 500 steps. */
    @Test
    void aStopDoesNotWaitForAnEvaluation() {
        Configs epochs = ring().steps(510).tick(250);
        run(epochs, "whole", false, false);
        events.clear();
        stopAt = 500;
        run(epochs, "stopped", false, false);
        assertTrue(events.stream().noneMatch(event -> event.startsWith("evaluation")), events.toString());
        stopAt = -1;
        run(epochs, "stopped", true, false);
        assertEquals(
                RunHistory.read(RunDirectory.open(temp.resolve("whole"))).alongTheWay().stream()
                        .map(Evaluation::toJson)
                        .toList(),
                RunHistory.read(RunDirectory.open(temp.resolve("stopped"))).alongTheWay().stream()
                        .map(Evaluation::toJson)
                        .toList());
        assertTrue(events.contains("evaluation 500 at epoch 1.0"), events.toString());
    }

    @Test
    void aFinishedRunHasNothingLeftToDo() {
        run(ring(), "run", false, false);
        events.clear();
        TrainingRun.Outcome again = run(ring(), "run", true, false);
        assertEquals(List.of("begins at 12"), events);
        assertEquals(12, again.firstStep());
    }

    @Test
    void aRunGoesBackThreeTimesBeforeItFails() {
        Configs bad = ring().loss("wgan").optimizer("sgd").rates(1e30, 1e30);
        UserException failed = assertThrows(UserException.class, () -> run(bad, "run", false, true));
        assertTrue(failed.getCause() instanceof DivergedException, failed.toString());
        assertTrue(failed.getMessage().contains("it was rolled back 3 times"), failed.getMessage());
        assertEquals(
                3,
                events.stream()
                        .filter(event -> event.matches(
                                ".*with other random numbers and half the rates \\(G .*\\), attempt . of 3"))
                        .count());
        assertEquals(4, events.stream().filter("closed"::equals).count());
        String again = assertThrows(UserException.class, () -> run(bad, "run", true, true))
                .getMessage();
        assertTrue(
                again.startsWith(temp.resolve("run") + " went back 3 times and diverged each time; start a new"),
                again);
    }

    /** A run that is killed during an attempt goes on with that attempt, and not with the one that failed. */
    @Test
    void anAttemptGoesOn() {
        stopAt = 7;
        run(ring(), "run", false, true);
        stopAt = -1;
        RunDirectory directory = RunDirectory.open(temp.resolve("run"));
        new Metrics(directory.metrics()).appendRollback(7, 2);
        run(ring(), "run", true, true);
        assertEquals(
                2, Checkpoint.open(directory.checkpoints().last()).position().rollbacks());
        // From a step before the run went back, it goes on as it did then.
        assertEquals(OptionalInt.empty(), new Metrics(directory.metrics()).rollbacks(6));
        assertEquals(OptionalInt.of(2), new Metrics(directory.metrics()).rollbacks(12));
    }

    @Test
    void aRunThatAnotherWritesIsLeftAlone() {
        run(ring(), "run", false, false);
        try (var lock = RunDirectory.open(temp.resolve("run")).lock()) {
            String message = assertThrows(UserException.class, () -> run(ring(), "run", true, false))
                    .getMessage();
            assertTrue(message.contains("is being written by another process"), message + lock);
        }
        run(ring(), "run", true, false);
    }
}

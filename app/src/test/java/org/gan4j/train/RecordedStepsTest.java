package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.natives.Repeatable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the CPU in a GPU's place, which can do recorded work again only by doing it: whatever belongs to one step alone would show. */
class RecordedStepsTest {

    static final int STEPS = 12;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--preset mnist-mlp --dataset digits",
                "--preset wgan-gp --dataset digits",
                "--preset r1 --dataset digits",
                "--preset images --loss ralsgan --schedule constant --fresh-batch --dataset digits",
                "--preset began --dataset digits",
                "--preset ring --schedule constant"
            })
    void aRecordedStepIsTheStep(String flags) throws Exception {
        TrainConfig config = Configs.of(flags + " --steps 12 --batch-size 16 --seed 3");
        AtomicInteger recorded = new AtomicInteger();
        AtomicInteger repeated = new AtomicInteger();
        Map<String, float[]> expected = play(config, Device.cpu(), Optional.empty());
        Map<String, float[]> actual = play(config, Device.cpu(), Optional.of(work -> {
            recorded.incrementAndGet();
            return new Repeatable() {
                @Override
                public void replay() {
                    repeated.incrementAndGet();
                    work.run();
                }

                @Override
                public void close() {
                    // nothing is held
                }
            };
        }));
        assertEquals(1, recorded.get());
        assertEquals(STEPS - 2, repeated.get());
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }

    /** The weights of G and D after the steps. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    static Map<String, float[]> play(
            TrainConfig config, Device device, Optional<Function<Runnable, Repeatable>> recorder) throws Exception {
        Engine engine = Engine.getEngine("PyTorch");
        RandomStreams random = new RandomStreams(engine, config.seed(), 0);
        try (NDManager manager = engine.newBaseManager(device);
                RealData data = DataSet.of(config.data().dataset()).open(null, config.seed(), manager)) {
            random.startInitialization();
            GanStep game = Assembly.of(config, data, manager);
            try (RecordedSteps steps = new RecordedSteps(game, manager, recorder)) {
                for (int step = 0; step < STEPS; step++) {
                    random.startStep(step);
                    try (NDManager scope = manager.newSubManager();
                            GradientCollector recording = engine.newGradientCollector()) {
                        steps.play(
                                scope,
                                new Moment(
                                        step,
                                        STEPS,
                                        0,
                                        config.optimization().schedule().factor(step, STEPS),
                                        config.optimization().beta2At(step / (double) STEPS),
                                        1));
                    }
                }
            }
            Map<String, float[]> weights = new TreeMap<>();
            game.generator().weights().forEach((name, array) -> weights.put("G " + name, array.toFloatArray()));
            game.discriminator()
                    .network()
                    .weights()
                    .forEach((name, array) -> weights.put("D " + name, array.toFloatArray()));
            return weights;
        }
    }
}

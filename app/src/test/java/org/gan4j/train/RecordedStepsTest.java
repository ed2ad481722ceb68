package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gan4j.config.Configs;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.natives.Repeatable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A recorded step does what the step does. For kernels the CPU stands in a GPU's place: it can do recorded work again only by doing it, so
 * that whatever belongs to one step alone would show.
 */
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
        Map<String, float[]> expected = play(config, Device.cpu(), (game, means, manager) -> Optional.empty());
        Map<String, float[]> actual = play(config, Device.cpu(), kernels(work -> {
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

    static Recorder kernels(Function<Runnable, Repeatable> recorder) {
        return (game, means, manager) -> Optional.of(new RecordedKernels(game, means, manager, recorder));
    }

    static Recorder programs(AtomicInteger repeated) {
        return (game, means, manager) -> RecordedSteps.of(false, game, means, manager)
                .recorder()
                .map(recorder -> new Counted(recorder, repeated));
    }

    /** The same on a GPU, where they are not recorded so yet. */
    static Recorder programsThere(AtomicInteger repeated) {
        return (game, means, manager) ->
                RecordedSteps.programs(game, means, manager).map(recorder -> new Counted(recorder, repeated));
    }

    /** Chooses what records the steps of a game. */
    interface Recorder {
        Optional<StepRecorder> of(GanStep game, RunningMeans means, NDManager manager);
    }

    /** Recipes whose steps are one program each. The steps of others need autograd or an operation of its own. */
    private static final Set<String> AS_PROGRAMS = Set.copyOf("""
            images mnist-mlp ring grid r1 minimax non-saturating dragan lsgan wgan-gp wgan-lp hinge hinge-v1 rsgan rasgan ralsgan rahinge
            r3gan fgan-kl fgan-reverse-kl fgan-pearson fgan-squared-hellinger fgan-js fgan-gan
            """.strip()
            .lines()
            .flatMap(line -> Stream.of(line.strip().split(" ")))
            .toList());

    /** Flags of some of them. */
    static final String SURELY_AS_PROGRAMS = ".*--preset (mnist-mlp|r1|wgan-gp|ring) --dataset digits";

    static Stream<Arguments> recipes() {
        Stream<Arguments> presets = Preset.all().stream()
                .map(Preset::name)
                .filter(name -> !name.matches("pictures|vectors|mnist-dcgan|stacked-mnist")) // large
                .map(name -> Arguments.of(
                        "--preset " + name + (name.matches("gaussian-1d|ring|grid") ? "" : " --dataset digits"),
                        AS_PROGRAMS.contains(name)));
        Stream<Arguments> others = Stream.of(
                Arguments.of("--preset images --schedule cosine --betas-end 0.9", true),
                Arguments.of("--preset mnist-mlp --fresh-noise --n-critic 3", true),
                Arguments.of("--preset ralsgan --fresh-batch", true),
                Arguments.of("--preset mnist-mlp --optimizer rmsprop --precision bfloat16", true),
                Arguments.of("--preset r1 --penalty-schedule linear", false), // each step has another weight
                Arguments.of("--preset mnist-mlp --arch dcgan --g-channels 8,4 --d-channels 4,8", true),
                Arguments.of("--preset mnist-mlp --arch dcgan --g-channels 8,4 --d-channels 4,8 --g-norm batch", false),
                Arguments.of("--preset ralsgan --spectral-norm", true),
                Arguments.of("--preset ralsgan --fresh-batch --spectral-norm", true),
                Arguments.of("--preset non-saturating --spectral-norm --n-critic 2", true),
                Arguments.of("--preset mnist-mlp --clip 0.1", false),
                Arguments.of("--preset mnist-mlp --penalty r1:1 --penalty-every 2", false),
                Arguments.of("--preset mnist-mlp --penalty lecam:0.3", false),
                Arguments.of("--preset mnist-mlp --conditional 2", false),
                Arguments.of("--preset mnist-mlp --derivatives autograd", false));
        return Stream.concat(
                presets, others.map(flags -> Arguments.of(flags.get()[0] + " --dataset digits", flags.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aStepAsOneProgramIsTheStep(String flags, boolean asProgram) throws Exception {
        TrainConfig config = Configs.of(flags + " --steps 12 --batch-size 16 --seed 3");
        AtomicInteger repeated = new AtomicInteger();
        Map<String, float[]> expected = play(config, Device.cpu(), (game, means, manager) -> Optional.empty());
        Map<String, float[]> actual = play(
                config,
                Device.cpu(),
                (game, means, manager) -> RecordedSteps.of(false, game, means, manager)
                        .recorder()
                        .map(recorder -> new Counted(recorder, repeated)));
        assertEquals(asProgram ? STEPS - 3 : 0, repeated.get());
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }

    /** Counts the steps that are recordings. */
    private record Counted(StepRecorder recorder, AtomicInteger repeated) implements StepRecorder {

        @Override
        public List<Object> fixedAt(Moment now) {
            return recorder.fixedAt(now);
        }

        @Override
        public Optional<Recording> record(NDManager scope, Moment now) {
            return recorder.record(scope, now).map(recording -> (place, later) -> {
                repeated.incrementAndGet();
                recording.play(place, later);
            });
        }

        @Override
        public void close() {
            recorder.close();
        }
    }

    /** The weights of G and D after the steps, and the means of what they reported. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    static Map<String, float[]> play(TrainConfig config, Device device, Recorder recorder) throws Exception {
        Engine engine = Engine.getEngine("PyTorch");
        RandomStreams random = new RandomStreams(engine, config.seed(), 0);
        try (NDManager manager = engine.newBaseManager(device);
                RealData data = DataSet.of(config.data().dataset()).open(null, config.seed(), manager)) {
            random.startInitialization();
            GanStep game = Assembly.of(config, data, manager);
            RunningMeans means = new RunningMeans(game.reportedNames(), manager);
            Map<String, float[]> found = new TreeMap<>();
            try (RecordedSteps steps = new RecordedSteps(game, means, recorder.of(game, means, manager))) {
                for (int step = 0; step < STEPS; step++) {
                    random.startStep(step);
                    try (NDManager scope = manager.newSubManager();
                            GradientCollector recording = engine.newGradientCollector()) {
                        steps.play(scope, Moment.of(config, step, STEPS, 0, 0));
                    }
                }
            }
            means.over(STEPS).forEach((name, mean) -> found.put("mean of " + name, new float[] {mean.floatValue()}));
            game.generator().weights().forEach((name, array) -> found.put("G " + name, array.toFloatArray()));
            game.discriminator()
                    .network()
                    .weights()
                    .forEach((name, array) -> found.put("D " + name, array.toFloatArray()));
            return found;
        }
    }
}

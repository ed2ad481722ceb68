package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.Batch;
import org.gan4j.data.Digits;
import org.gan4j.data.GaussianData;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ImageShape;
import org.gan4j.data.RealData;
import org.gan4j.data.ResidentImages;
import org.gan4j.data.Split;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.model.Energy;
import org.gan4j.model.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GanTrainerTest {

    /** Too small to move any weight in float32, whatever the optimizer. */
    static final double NO_RATE = 1e-30;

    static final ImageSet DIGITS = Digits.draw(3, Split.TRAIN, 256);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Every loss with its penalties, and every way to train. */
    private static Stream<Named<Configs>> recipes() {
        List<Named<Configs>> recipes = new ArrayList<>();
        for (LossDescription loss : LossCatalog.all()) {
            Configs recipe =
                    Configs.small().loss(loss.name()).penalties(loss.penalties().toArray(String[]::new));
            recipes.add(Named.of(loss.name(), recipe));
        }
        recipes.add(Named.of("r1 and r2", Configs.small().penalties("r1:1", "r2:1")));
        recipes.add(
                Named.of("gp with another loss", Configs.small().loss("hinge").penalties("gp:10")));
        recipes.add(Named.of(
                "wgan as in its paper",
                Configs.small().loss("wgan").clip(0.01).criticSteps(3).optimizer("rmsprop")));
        recipes.add(Named.of(
                "fresh noise, average, cosine",
                Configs.small()
                        .freshNoise()
                        .average(10, 0.05)
                        .schedule("cosine")
                        .criticSteps(2)));
        recipes.add(Named.of("sgd, linear", Configs.small().optimizer("sgd").schedule("linear:0.1")));
        recipes.addAll(techniques().toList());
        recipes.add(Named.of("adamw", Configs.small().optimizer("adamw")));
        recipes.add(Named.of(
                "softened, noisy, halved",
                Configs.small()
                        .options(Map.of("label-smoothing", "0.1", "label-noise", "0.05", "halve-d-loss", "true"))));
        return recipes.stream();
    }

    /** Every technique alone and with what it meets. */
    private static Stream<Named<Configs>> techniques() {
        List<Named<Configs>> recipes = new ArrayList<>();
        recipes.add(Named.of("classes", Configs.small().classes(1)));
        recipes.add(Named.of(
                "classes with a penalty and spectral norm",
                Configs.small().loss("hinge").classes(0.5).penalties("gp:10").spectralNorm()));
        recipes.add(Named.of("packs", Configs.small().packing(4).penalties("gp:10")));
        recipes.add(Named.of("top-k", Configs.small().topK(0.5, 0.9).criticSteps(2)));
        recipes.add(Named.of(
                "instance noise", Configs.small().instanceNoise(0.5, 0.5).penalties("r1:1")));
        recipes.add(Named.of(
                "lazy penalties", Configs.small().penalties("r1:1", "r2:1").penaltyEvery(4)));
        recipes.add(Named.of("spectral norm", Configs.small().spectralNorm().criticSteps(2)));
        recipes.add(Named.of("latent consistency", Configs.small().consistency(5, 0.5)));
        recipes.add(Named.of(
                "pull-away", Configs.small().loss("ebgan").pullAway(0.1).spectralNorm()));
        recipes.add(Named.of("absolute energies", Configs.small().loss("began").energy(Energy.ABSOLUTE)));
        recipes.add(Named.of(
                "fresh batch", Configs.small().loss("rsgan").freshBatch().freshNoise()));
        recipes.add(Named.of(
                "all that go together",
                Configs.small()
                        .classes(1)
                        .topK(0.5, 0.9)
                        .instanceNoise(0.3, 0.8)
                        .penalties("r1:1")
                        .penaltyEvery(3)
                        .spectralNorm()
                        .consistency(5, 0.5)
                        .average(10, 0.05)));
        return recipes.stream();
    }

    private RealData digits() {
        return new ResidentImages(manager, DIGITS, 3);
    }

    private GanTrainer trainer(Configs configs) {
        return new GanTrainer(configs.build(), digits(), manager);
    }

    static float[][] weights(Network network) {
        return network.weights().values().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }

    /** Without the state of layers that keep any. */
    private static float[][] learned(Network network) {
        return network.trainable().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }

    private static void assertNoGradients(Network network) {
        network.weights()
                .forEach((name, weight) -> assertNull(JniUtils.getGradient((PtNDArray) weight), "gradient of " + name));
    }

    private static void assertMoved(float[][] before, Network network, int arrays) {
        float[][] after = learned(network);
        for (int i = 0; i < arrays; i++) {
            assertFalse(Arrays.equals(before[i], after[i]), "array " + i + " did not move");
            for (float value : after[i]) {
                assertTrue(Float.isFinite(value), "array " + i + " has " + value);
            }
        }
    }

    private static void assertGeneratorMoved(float[][] before, GanTrainer trainer) {
        assertMoved(before, trainer.generator(), before.length);
    }

    /** But for its output's bias, which cancels between the two terms of a Wasserstein critic. */
    private static void assertDiscriminatorMoved(float[][] before, GanTrainer trainer) {
        assertMoved(before, trainer.discriminator(), before.length - 1);
    }

    private static double largestMove(float[][] before, Network network) {
        float[][] after = weights(network);
        double largest = 0;
        for (int i = 0; i < before.length; i++) {
            for (int j = 0; j < before[i].length; j++) {
                largest = Math.max(largest, Math.abs(after[i][j] - (double) before[i][j]));
            }
        }
        return largest;
    }

    /** Hands a real batch and a generated one, with the generator's graph, to one of the updates. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    private void update(GanTrainer trainer, BiConsumer<Batch, Generated> update) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector recording = manager.getEngine().newGradientCollector()) {
            Batch real = digits().batch(scope, 0, 32, true);
            trainer.game().follow(trainer.now());
            update.accept(real, trainer.game().generate(scope, real, trainer.generator()));
        }
    }

    /** Keeps what it is told. */
    private static class Log implements TrainingListener {
        final List<Tick> ticks = new ArrayList<>();
        final List<Long> steps = new ArrayList<>();
        final List<Long> epochEnds = new ArrayList<>();

        @Override
        public void ticked(Tick tick) {
            ticks.add(tick);
        }

        @Override
        public void stepped(long step) {
            steps.add(step);
        }

        @Override
        public void epochEnded(GanTrainer trainer) {
            epochEnds.add(trainer.steps());
        }
    }

    private static Log train(GanTrainer trainer) {
        Log log = new Log();
        trainer.train(List.of(log));
        return log;
    }

    // The two updates.

    @ParameterizedTest
    @MethodSource("recipes")
    void generatorsUpdateLeavesTheDiscriminatorAlone(Configs recipe) {
        GanTrainer trainer = trainer(recipe);
        update(trainer, (real, fake) -> trainer.game().updateDiscriminator(real, fake, trainer.now()));
        float[][] discriminator = weights(trainer.discriminator());
        float[][] generator = learned(trainer.generator());

        update(trainer, (real, fake) -> trainer.game().updateGenerator(real, fake, trainer.now()));

        assertArrayEquals(discriminator, weights(trainer.discriminator()));
        assertNoGradients(trainer.discriminator());
        assertGeneratorMoved(generator, trainer);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void discriminatorsUpdateLeavesTheGeneratorAlone(Configs recipe) {
        GanTrainer trainer = trainer(recipe);
        float[][] discriminator = learned(trainer.discriminator());
        float[][] generator = learned(trainer.generator());

        update(trainer, (real, fake) -> trainer.game().updateDiscriminator(real, fake, trainer.now()));

        assertArrayEquals(generator, weights(trainer.generator()));
        assertNoGradients(trainer.generator());
        assertDiscriminatorMoved(discriminator, trainer);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void wholeStepsLeaveNoGradientOnAnyWeight(Configs recipe) {
        GanTrainer trainer = trainer(recipe);
        for (int i = 0; i < 3; i++) {
            trainer.step();
            assertNoGradients(trainer.discriminator());
            assertNoGradients(trainer.generator());
        }
    }

    @Test
    void eachPlayerHasARateOfItsOwn() {
        GanTrainer trainer = trainer(Configs.small().rates(1e-3, NO_RATE));
        float[][] generator = weights(trainer.generator());
        float[][] discriminator = weights(trainer.discriminator());
        train(trainer);
        assertArrayEquals(discriminator, weights(trainer.discriminator()));
        assertGeneratorMoved(generator, trainer);

        trainer = trainer(Configs.small().rates(NO_RATE, 1e-3));
        generator = weights(trainer.generator());
        discriminator = weights(trainer.discriminator());
        train(trainer);
        assertArrayEquals(generator, weights(trainer.generator()));
        assertDiscriminatorMoved(discriminator, trainer);
    }

    @Test
    void ratesFollowTheSchedule() {
        // With momentum 0.9, what SGD moves in step 2 is rate · velocity; the schedule's factor is 1 in step 1, and by
        // hand
        // 1 + (0.5 - 1)·1/2 = 0.75 in step 2 of 2. The other player stands still, so that both runs see the same.
        for (double[] rates : new double[][] {{0.01, NO_RATE}, {NO_RATE, 0.01}}) {
            float[][][] moves = new float[2][][];
            for (int run = 0; run < 2; run++) {
                GanTrainer trainer = trainer(Configs.small()
                        .optimizer("sgd")
                        .rates(rates[0], rates[1])
                        .schedule(run == 0 ? "constant" : "linear:0.5")
                        .steps(2));
                Network player = rates[0] > rates[1] ? trainer.generator() : trainer.discriminator();
                trainer.step();
                float[][] before = weights(player);
                trainer.step();
                moves[run] = weights(player);
                for (int i = 0; i < before.length; i++) {
                    for (int j = 0; j < before[i].length; j++) {
                        moves[run][i][j] -= before[i][j];
                    }
                }
            }
            double[] sums = new double[2];
            for (int run = 0; run < 2; run++) {
                for (float[] array : moves[run]) {
                    for (float move : array) {
                        sums[run] += Math.abs(move);
                    }
                }
            }
            assertTrue(sums[0] > 0);
            assertEquals(0.75, sums[1] / sums[0], 1e-3);
        }
    }

    // Numbers of batches and steps.

    @Test
    void discriminatorLearnsSeveralTimesAStep() {
        // Adam's first updates have about the size of the rate, so that the largest move counts them.
        for (int criticSteps : new int[] {1, 3}) {
            GanTrainer trainer = trainer(Configs.small().criticSteps(criticSteps));
            float[][] generator = weights(trainer.generator());
            float[][] discriminator = weights(trainer.discriminator());
            trainer.step();
            assertEquals(criticSteps * 1e-3, largestMove(discriminator, trainer.discriminator()), 5e-4);
            assertEquals(1e-3, largestMove(generator, trainer.generator()), 1e-5);
        }
    }

    @Test
    void eachUpdateOfTheDiscriminatorHasABatchOfItsOwnAndLeavesNothingBehind() {
        List<Long> asked = new ArrayList<>();
        List<NDArray> samples = new ArrayList<>();
        RealData digits = digits();
        RealData counted = new RealData() {
            @Override
            public int dimension() {
                return digits.dimension();
            }

            @Override
            public Optional<ImageShape> image() {
                return digits.image();
            }

            @Override
            public int classes() {
                return digits.classes();
            }

            @Override
            public long size() {
                return digits.size();
            }

            @Override
            public String fingerprint() {
                return "spy";
            }

            @Override
            public Batch batch(NDManager scope, long index, int batchSize, boolean labelled) {
                asked.add(index);
                samples.forEach(earlier -> assertTrue(((PtNDArray) earlier).isReleased(), "before batch " + index));
                Batch batch = digits.batch(scope, index, batchSize, labelled);
                samples.add(batch.samples());
                return batch;
            }

            @Override
            public void close() {
                digits.close();
            }
        };
        train(new GanTrainer(Configs.small().criticSteps(3).steps(6).build(), counted, manager));
        // Each is asked for: such data follow from the index, of which no recording of a step knows.
        assertEquals(LongStream.range(0, 18).boxed().toList(), asked);
    }

    /** Over epochs' ends, over more steps than are noted at a time, and from one way to the other and back. */
    @Test
    void stepsAsProgramsAreTheStepsCallByCall() {
        Map<String, Object> callByCall = run(step -> true);
        assertEquals(callByCall, run(step -> false));
        assertEquals(callByCall, run(step -> step / 20 % 2 == 1));
    }

    private Map<String, Object> run(LongPredicate callByCall) {
        Configs configs = Configs.small().penalties("r1:1").schedule("cosine").average(20, 0.05);
        GanTrainer trainer = trainer(configs.batchSize(16).steps(150).tick(70));
        trainer.playCallByCall(callByCall.test(0));
        Log log = new Log() {
            @Override
            public void stepped(long step) {
                trainer.playCallByCall(callByCall.test(step));
            }
        };
        trainer.train(List.of(log));
        assertTrue(trainer.epoch() > 3, "epochs " + trainer.epoch());
        Map<String, Object> found = new TreeMap<>();
        trainer.state()
                .forEach((group, arrays) -> arrays.forEach(
                        (name, array) -> found.put(group + " " + name, Arrays.toString(array.toArray()))));
        log.ticks.forEach(tick -> found.put("tick " + tick.step(), tick.means().toString()));
        return found;
    }

    /** 256 samples are 8 batches of 32 an epoch. */
    @ParameterizedTest(name = "{0} epochs, {1} critic steps")
    @CsvSource({
        // Batches 24: 24 steps.
        "3, 1, 24, '[8, 16, 24]'",
        // Batches 8: three steps take 9. The second batch of step 3 belongs to the next epoch.
        "1, 3, 3, '[3]'",
        // Batches 24: 5 steps take 25; epochs end within steps 2, 4 and 5 (batches 8, 16, 24 of 10, 20, 25).
        "3, 5, 5, '[2, 4, 5]'",
        // Batches 16: one step takes 20 and ends both epochs.
        "2, 20, 1, '[1]'",
    })
    void epochsAreCountedInBatchesOfTheDiscriminator(int epochs, int criticSteps, long steps, String ends) {
        GanTrainer trainer =
                trainer(Configs.small().epochs(epochs).criticSteps(criticSteps).tick(1));
        assertEquals(steps, trainer.totalSteps());
        Log log = train(trainer);

        assertEquals(steps, trainer.steps());
        assertEquals(ends, log.epochEnds.toString());
        for (Tick tick : log.ticks) {
            assertEquals(tick.step() * criticSteps / 8.0, tick.epoch());
        }
    }

    @Test
    void stepsMayEndWithinAnEpoch() {
        Log log = train(trainer(Configs.small().steps(11).tick(4)));
        assertEquals(List.of(8L, 11L), log.epochEnds);
        assertEquals(List.of(4L, 8L, 11L), log.ticks.stream().map(Tick::step).toList());
        assertEquals(11, log.steps.size());
        assertEquals(11L, log.steps.get(10));
    }

    @Test
    void anEndlessSourceHasFiveHundredBatchesAnEpoch() {
        try (GanTrainer trainer = new GanTrainer(Configs.small().epochs(2).build(), new GaussianData(), manager)) {
            assertEquals(1000, trainer.totalSteps());
        }
    }

    /** Three steps and a listener that takes at least 20 ms after each; a wait takes no less than it is asked for. */
    @Test
    void knowsWhatListenersTake() {
        GanTrainer trainer = trainer(Configs.small().steps(3));
        long began = System.nanoTime();
        trainer.train(List.of(new TrainingListener() {
            @Override
            public void stepEnded(GanTrainer ended) {
                long until = System.nanoTime() + 20_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }
        }));
        double outside = trainer.secondsOutsideSteps();
        assertTrue(outside >= 0.06, () -> outside + " s");
        assertTrue(outside < (System.nanoTime() - began) / 1e9, "steps take time too");
    }

    // What is reported.

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Test
    void reportsLossesScoresAndPenaltiesUnderTheirNames() {
        GanTrainer trainer = trainer(Configs.small()
                .rates(NO_RATE, NO_RATE)
                .penalties("r2:4", "r1:10")
                .steps(1));
        Tick tick = train(trainer).ticks.get(0);
        assertEquals(
                List.of("dLoss", "scoreReal", "scoreFake", "r2", "r1", "gLoss"),
                List.copyOf(tick.means().keySet()));

        // The same once more, by the formulas of losses.md in Java's arithmetic.
        new RandomStreams(manager.getEngine(), 1, 0).startStep(0);
        float[] noise = manager.randomNormal(new Shape(32, 8)).toFloatArray();
        float[] real = digits().batch(manager, 0, 32, false).samples().toFloatArray();
        double[] means = new double[6];
        for (int n = 0; n < 32; n++) {
            double[] generated = forward(trainer.generator(), Arrays.copyOfRange(noise, 8 * n, 8 * n + 8), 0);
            for (int i = 0; i < generated.length; i++) {
                generated[i] = Math.tanh(generated[i]);
            }
            double[] image = new double[784];
            for (int i = 0; i < 784; i++) {
                image[i] = real[784 * n + i];
            }
            double r = forward(trainer.discriminator(), image, 0.2)[0];
            double f = forward(trainer.discriminator(), generated, 0.2)[0];
            means[0] += (softplus(-r) + softplus(f)) / 32;
            means[1] += r / 32;
            means[2] += f / 32;
            means[3] += 2 * squaredGradient(trainer.discriminator(), generated) / 32;
            means[4] += 5 * squaredGradient(trainer.discriminator(), image) / 32;
            means[5] += softplus(-f) / 32;
        }
        int i = 0;
        for (Map.Entry<String, Double> mean : tick.means().entrySet()) {
            assertEquals(means[i], mean.getValue(), 1e-4 * Math.abs(means[i]) + 1e-6, mean.getKey());
            i++;
        }
    }

    private static double[] forward(Network network, float[] input, double slope) {
        double[] wide = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            wide[i] = input[i];
        }
        return forward(network, wide, slope);
    }

    /** Two linear layers with a leaky ReLU between them. */
    static double[] forward(Network network, double[] input, double slope) {
        float[][] w = weights(network);
        double[] hidden = linear(w[0], w[1], input);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = hidden[i] > 0 ? hidden[i] : slope * hidden[i];
        }
        return linear(w[2], w[3], hidden);
    }

    private static double[] linear(float[] weight, float[] bias, double[] input) {
        double[] output = new double[bias.length];
        for (int i = 0; i < output.length; i++) {
            output[i] = bias[i];
            for (int j = 0; j < input.length; j++) {
                output[i] += weight[i * input.length + j] * input[j];
            }
        }
        return output;
    }

    /** {@code ‖∇D(x)‖²} of a discriminator with one hidden layer and slope 0.2. */
    private static double squaredGradient(Network discriminator, double[] x) {
        float[][] w = weights(discriminator);
        double[] hidden = linear(w[0], w[1], x);
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            double gradient = 0;
            for (int i = 0; i < hidden.length; i++) {
                gradient += w[2][i] * (hidden[i] > 0 ? 1 : 0.2) * w[0][i * x.length + j];
            }
            sum += gradient * gradient;
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("recipes")
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    void everyStepReportsUnderTheNamesOfTheMetrics(Configs recipe) {
        GanStep game = trainer(recipe).game();
        try (NDManager scope = manager.newSubManager();
                GradientCollector recording = manager.getEngine().newGradientCollector()) {
            Moment now = new Moment(0, 20, 0, 1, 0.999, 1);
            game.follow(now);
            assertEquals(Set.copyOf(game.reportedNames()), game.play(scope, now).keySet());
        }
    }

    @Test
    void bothPlayersLearnFromOneBatchUnlessTheNoiseIsFresh() {
        // A Wasserstein generator's loss is minus the mean score of its batch.
        Configs configs = Configs.small().loss("wgan").rates(NO_RATE, NO_RATE).steps(1);
        Map<String, Double> one = train(trainer(configs)).ticks.get(0).means();
        assertEquals(-one.get("scoreFake"), one.get("gLoss"), 1e-6);

        Map<String, Double> fresh =
                train(trainer(configs.freshNoise())).ticks.get(0).means();
        assertEquals(one.get("scoreFake"), fresh.get("scoreFake"));
        assertNotEquals(-fresh.get("scoreFake"), fresh.get("gLoss"), 1e-5);
    }

    @Test
    void reportsTheLastOfSeveralUpdatesOfTheDiscriminator() {
        // Nobody moves, so that the score on real samples tells the batch: the third one, number 2.
        GanTrainer trainer =
                trainer(Configs.small().rates(NO_RATE, NO_RATE).criticSteps(3).steps(1));
        double score = train(trainer).ticks.get(0).means().get("scoreReal");
        double[] expected = new double[3];
        for (int i = 0; i < 3; i++) {
            NDArray batch = digits().batch(manager, i, 32, false).samples();
            expected[i] = trainer.discriminator().held().forward(batch).mean().getFloat();
        }
        assertEquals(expected[2], score, 1e-6);
        assertNotEquals(expected[1], score, 1e-5);
        assertNotEquals(expected[0], score, 1e-5);
    }

    // Constraints and averages.

    @Test
    void clippingHoldsAfterEveryStep() {
        double bound = 0.01;
        GanTrainer trainer =
                trainer(Configs.small().loss("wgan").clip(bound).criticSteps(2).rates(1e-2, 1e-2));
        trainer.train(List.of(new TrainingListener() {
            @Override
            public void stepped(long step) {
                int atTheBound = 0;
                for (float[] array : weights(trainer.discriminator())) {
                    for (float value : array) {
                        assertTrue(Math.abs(value) <= (float) bound, "step " + step + ": " + value);
                        atTheBound += Math.abs(value) == (float) bound ? 1 : 0;
                    }
                }
                assertTrue(atTheBound > 0, "step " + step + ": the rates are too low for this test");
            }
        }));
        float largest = 0;
        for (float value : weights(trainer.generator())[0]) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > bound, "the generator was clipped too");
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "4, 0.25", "1000, 0.05"})
    void averageIsTheFormula(double halfLife, double rampUp) {
        GanTrainer trainer = trainer(Configs.small().average(halfLife, rampUp).rates(1e-2, 1e-2));
        Network average = trainer.average().orElseThrow();
        assertSame(average.inference(), trainer.sampler());
        assertNotSame(average, trainer.generator());
        float[][] start = weights(trainer.generator());
        assertArrayEquals(start, weights(average));
        double[][] expected = new double[start.length][];
        for (int i = 0; i < start.length; i++) {
            expected[i] = new double[start[i].length];
            for (int j = 0; j < start[i].length; j++) {
                expected[i][j] = start[i][j];
            }
        }
        for (int step = 1; step <= 20; step++) {
            trainer.step();
            float[][] weights = weights(trainer.generator());
            // The Javadoc of Average: after the half-life, a step's weights count half.
            double steps = rampUp == 0 ? halfLife : Math.min(halfLife, rampUp * step);
            double kept = Math.pow(0.5, 1 / steps);
            for (int i = 0; i < weights.length; i++) {
                for (int j = 0; j < weights[i].length; j++) {
                    expected[i][j] = kept * expected[i][j] + (1 - kept) * weights[i][j];
                }
            }
        }
        float[][] actual = weights(average);
        for (int i = 0; i < actual.length; i++) {
            for (int j = 0; j < actual[i].length; j++) {
                assertEquals(expected[i][j], actual[i][j], 1e-6);
            }
        }
        assertTrue(largestMove(weights(trainer.generator()), average) > 1e-4, "the average is the generator");
    }

    @Test
    void withoutAnAverageSamplesComeFromTheGenerator() {
        GanTrainer trainer = trainer(Configs.small());
        assertTrue(trainer.average().isEmpty());
        assertSame(trainer.generator().inference(), trainer.sampler());
    }

    // Whole runs.

    @ParameterizedTest
    @MethodSource("recipes")
    void twentyStepsStayFiniteAndMoveEveryWeight(Configs recipe) {
        GanTrainer trainer = trainer(recipe);
        float[][] generator = learned(trainer.generator());
        float[][] discriminator = learned(trainer.discriminator());
        Log log = train(trainer);

        assertEquals(4, log.ticks.size());
        for (Tick tick : log.ticks) {
            tick.means().forEach((name, mean) -> assertTrue(Double.isFinite(mean), name + " " + mean));
            assertTrue(tick.stepsPerSecond() > 0 && tick.seconds() > 0, tick.toString());
        }
        assertGeneratorMoved(generator, trainer);
        assertDiscriminatorMoved(discriminator, trainer);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void equalSeedsGiveEqualWeights(Configs recipe) {
        float[][][] ends = new float[3][][];
        for (int run = 0; run < 3; run++) {
            GanTrainer trainer = trainer(recipe.steps(8).seed(run == 2 ? 8 : 7));
            boolean disturbed = run == 1;
            trainer.train(List.of(new TrainingListener() {
                @Override
                public void stepped(long step) {
                    if (disturbed) { // what a listener draws between the steps changes nothing
                        trainer.sampleInput(5, manager).close();
                        manager.randomNormal(new Shape(3)).close();
                    }
                }
            }));
            ends[run] = Stream.of(
                            weights(trainer.generator()), weights(trainer.discriminator()), weights(trainer.sampler()))
                    .flatMap(Arrays::stream)
                    .toArray(float[][]::new);
        }
        assertArrayEquals(ends[0], ends[1]);
        for (int i = 0; i < ends[0].length; i += 2) { // the matrices; a bias may be clipped to the same bound
            assertFalse(Arrays.equals(ends[0][i], ends[2][i]), "array " + i + " does not depend on the seed");
        }
    }

    @Test
    void equalSeedsGiveEqualWeightsWhereDataAreDrawn() {
        float[][][] ends = new float[3][][];
        for (int run = 0; run < 3; run++) {
            TrainConfig config = Configs.small().seed(run == 2 ? 8 : 7).build();
            try (GanTrainer trainer = new GanTrainer(config, new GaussianData(), manager)) {
                train(trainer);
                ends[run] = weights(trainer.discriminator());
            }
        }
        assertArrayEquals(ends[0], ends[1]);
        assertFalse(Arrays.equals(ends[0][0], ends[2][0]));
    }

    @Test
    void sampleInputFollowsFromTheSeedAlone() {
        GanTrainer trainer = trainer(Configs.small());
        float[] before = trainer.sampleInput(4, manager).toFloatArray();
        trainer.step();
        assertArrayEquals(before, trainer.sampleInput(4, manager).toFloatArray());
        assertFalse(Arrays.equals(
                before, trainer(Configs.small().seed(2)).sampleInput(4, manager).toFloatArray()));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void nothingPilesUp(Configs recipe) {
        assertConstant(trainer(recipe.steps(50)));
    }

    @ParameterizedTest
    @MethodSource("techniques")
    void nothingPilesUpInManySteps(Configs technique) {
        assertConstant(trainer(technique.steps(200)));
    }

    @Test
    void nothingPilesUpOverEpochs() {
        assertConstant(trainer(Configs.small()
                .steps(200)
                .loss("wgan")
                .clip(0.1)
                .penalties("gp", "r1", "r2")
                .criticSteps(2)
                .freshNoise()
                .average(20, 0.05)
                .schedule("cosine")));
    }

    private void assertConstant(GanTrainer trainer) {
        List<Integer> alive = new ArrayList<>();
        trainer.train(List.of(new TrainingListener() {
            @Override
            public void stepped(long step) {
                // All arrays of the process: every manager descends from the engine's own.
                alive.add(manager.getParentManager().getManagedArrays().size());
            }
        }));
        assertEquals(alive.get(9), alive.get(alive.size() - 1));
    }

    @Test
    void saysWhichNumberDivergedAndWhen() {
        GanTrainer trainer = trainer(
                Configs.small().loss("lsgan").optimizer("sgd").rates(1e30, 1e30).tick(5));
        Log log = new Log();
        String message = assertThrows(DivergedException.class, () -> trainer.train(List.of(log)))
                .getMessage();

        // D's first loss is of finite weights; its update, with such rates, gives infinite ones, which G's loss reads
        // first.
        assertTrue(
                message.matches("training diverged: gLoss became (NaN|Infinity) at step 1; try .*--g-lr.*"), message);
        assertEquals(1, log.ticks.size(), "the listeners must see the numbers that ended the run");
        assertEquals(5, trainer.steps());
    }

    @Test
    void saysTheFirstStepThatWasBad() {
        // Each player's gradient grows with the other's weights, so that they overflow in the end, but not at once.
        Configs configs =
                Configs.small().loss("wgan").optimizer("sgd").rates(10, 10).steps(1000);
        assertEquals(firstBadStep(configs.tick(1)), firstBadStep(configs.tick(7)));
    }

    private long firstBadStep(Configs configs) {
        GanTrainer trainer = trainer(configs);
        String message = assertThrows(DivergedException.class, () -> trainer.train(List.of()))
                .getMessage();
        Matcher step = Pattern.compile("became \\S+ at step (\\d+);").matcher(message);
        assertTrue(step.find(), message);
        return Long.parseLong(step.group(1));
    }

    @Test
    void noticesAWeightThatIsNoNumber() {
        GanTrainer trainer = trainer(Configs.small());
        trainer.step();
        trainer.requireFinite();
        NDArray weight = trainer.discriminator().weights().get("2.bias");
        Network.overwrite(List.of(weight), List.of(manager.create(new float[] {Float.NaN})));
        String message =
                assertThrows(DivergedException.class, trainer::requireFinite).getMessage();
        assertTrue(
                message.startsWith(
                        "training diverged: the discriminator's 2.bias became NaN or infinite between steps 1 and 1;"),
                message);
    }

    @Test
    void closingFreesEverything() {
        RealData data = digits();
        data.batch(manager, 0, 32, false).samples().close();
        int before = manager.getManagedArrays().size();
        GanTrainer trainer = new GanTrainer(Configs.small().average(10, 0).build(), data, manager);
        trainer.step();
        trainer.close();
        assertEquals(before, manager.getManagedArrays().size());
    }
}

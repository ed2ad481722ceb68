package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.Batch;
import org.gan4j.data.RealData;
import org.gan4j.data.ResidentImages;
import org.gan4j.model.CriticOutput;
import org.gan4j.model.Discriminator;
import org.gan4j.model.Energy;
import org.gan4j.model.Network;
import org.gan4j.model.SampleSpace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each technique computes, against the same in Java's arithmetic. That they run at all is {@link GanTrainerTest}'s. */
class TechniquesTest {

    private NDManager manager;
    private RealData digits;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        digits = new ResidentImages(manager, GanTrainerTest.DIGITS, 3);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private GanTrainer trainer(Configs configs) {
        return new GanTrainer(configs.build(), digits, manager);
    }

    /** What a trainer reports, step by step. */
    private static List<Map<String, Double>> reports(GanTrainer trainer) {
        List<Map<String, Double>> reports = new ArrayList<>();
        trainer.train(List.of(new TrainingListener() {
            @Override
            public void ticked(Tick tick) {
                reports.add(tick.means());
            }
        }));
        return reports;
    }

    /** Nobody learns, and every step is reported. */
    private static Configs still() {
        return Configs.small()
                .rates(GanTrainerTest.NO_RATE, GanTrainerTest.NO_RATE)
                .tick(1);
    }

    private static double[] row(NDArray array, int row) {
        int width = (int) array.getShape().get(1);
        float[] values = array.toFloatArray();
        double[] wide = new double[width];
        for (int i = 0; i < width; i++) {
            wide[i] = values[row * width + i];
        }
        return wide;
    }

    // Classes.

    private static double crossEntropy(double[] output, long label) {
        double sum = 0;
        for (int i = 1; i < output.length; i++) {
            sum += Math.exp(output[i]);
        }
        return Math.log(sum) - output[1 + (int) label];
    }

    @Test
    void crossEntropiesOfClassesAreTheFormula() {
        double weight = 0.5;
        GanTrainer trainer = trainer(still().classes(weight).steps(1));
        Map<String, Double> report = reports(trainer).get(0);

        new RandomStreams(manager.getEngine(), 1, 0).startStep(0);
        NDArray noise = manager.randomNormal(new Shape(32, 8));
        long[] asked =
                manager.randomInteger(0, 10, new Shape(32), DataType.INT64).toLongArray();
        Batch real = digits.batch(manager, 0, 32, true);
        long[] labels = real.labels().toLongArray();
        double onReal = 0;
        double onFake = 0;
        double score = 0;
        for (int n = 0; n < 32; n++) {
            double[] input = Arrays.copyOf(row(noise, n), 18);
            input[8 + (int) asked[n]] = 1;
            double[] image = GanTrainerTest.forward(trainer.generator(), input, 0);
            for (int i = 0; i < image.length; i++) {
                image[i] = Math.tanh(image[i]);
            }
            double[] fakeOutput = GanTrainerTest.forward(trainer.discriminator(), image, 0.2);
            double[] realOutput = GanTrainerTest.forward(trainer.discriminator(), row(real.samples(), n), 0.2);
            assertEquals(11, realOutput.length);
            onReal += crossEntropy(realOutput, labels[n]) / 32;
            onFake += crossEntropy(fakeOutput, asked[n]) / 32;
            score += realOutput[0] / 32;
        }
        assertEquals(weight * (onReal + onFake), report.get("dClasses"), 1e-5);
        assertEquals(weight * onFake, report.get("gClasses"), 1e-5);
        assertEquals(score, report.get("scoreReal"), 1e-5);
        assertTrue(Arrays.stream(asked).distinct().count() > 5, Arrays.toString(asked));
    }

    /** D's loss by hand: the label's output is the score, plus the first one in a projection; generated samples have the real labels. */
    @ParameterizedTest
    @ValueSource(strings = {"score", "projection"})
    void theLabelChoosesTheScore(String way) {
        GanTrainer trainer = trainer(still().classes(1).with("class-by", way).steps(1));
        Map<String, Double> report = reports(trainer).get(0);

        new RandomStreams(manager.getEngine(), 1, 0).startStep(0);
        NDArray noise = manager.randomNormal(new Shape(32, 8));
        Batch real = digits.batch(manager, 0, 32, true);
        long[] labels = real.labels().toLongArray();
        double onReal = 0;
        double onFake = 0;
        for (int n = 0; n < 32; n++) {
            double[] input = Arrays.copyOf(row(noise, n), 18);
            input[8 + (int) labels[n]] = 1;
            double[] image = GanTrainerTest.forward(trainer.generator(), input, 0);
            for (int i = 0; i < image.length; i++) {
                image[i] = Math.tanh(image[i]);
            }
            onFake += chosen(GanTrainerTest.forward(trainer.discriminator(), image, 0.2), way, labels[n]) / 32;
            double[] output = GanTrainerTest.forward(trainer.discriminator(), row(real.samples(), n), 0.2);
            onReal += chosen(output, way, labels[n]) / 32;
        }
        assertEquals(onReal, report.get("scoreReal"), 1e-5);
        assertEquals(onFake, report.get("scoreFake"), 1e-5);
    }

    private static double chosen(double[] output, String way, long label) {
        boolean projection = way.equals("projection");
        assertEquals(projection ? 11 : 10, output.length);
        return projection ? output[0] + output[1 + (int) label] : output[(int) label];
    }

    @Test
    void samplesOfARunAskForTheClassesInTurn() {
        NDArray input = trainer(Configs.small().classes(1)).sampleInput(12, manager);
        assertEquals(new Shape(12, 18), input.getShape());
        for (int n = 0; n < 12; n++) {
            double[] expected = new double[10];
            expected[n % 10] = 1;
            assertArrayEquals(expected, Arrays.copyOfRange(row(input, n), 8, 18));
        }
    }

    // Packing.

    @Test
    void packsAreSamplesSideBySideWithOneScore() {
        GanTrainer trainer = trainer(Configs.small().packing(4));
        NDArray samples = digits.batch(manager, 0, 32, false).samples();
        NDArray seen = trainer.game().view().of(samples, trainer.now());
        assertEquals(new Shape(8, 4 * 784), seen.getShape());
        assertArrayEquals(samples.toFloatArray(), seen.toFloatArray());
        assertEquals(
                new Shape(8, 1), trainer.discriminator().held().forward(seen).getShape());
        assertEquals(
                new Shape(16, 4 * 784),
                trainer.discriminator().weights().get("0.weight").getShape());
        // The generator knows nothing of it.
        assertEquals(
                new Shape(5, 784),
                trainer.generator().forward(trainer.sampleInput(5, manager)).getShape());
    }

    // Top-k.

    @Test
    void generatorLearnsFromTheHighestScoresAndEverFewer() {
        GanTrainer trainer = trainer(Configs.small().topK(0.5, 0.8).steps(100));
        float[] mixed = new float[32];
        for (int i = 0; i < 32; i++) {
            mixed[i] = 13 * i % 32 - 16; // each of -16 ... 15 once
        }
        NDArray scores = manager.create(mixed, new Shape(32, 1));
        // By hand: of 32, the fractions 1, 0.8, 0.64, 0.512 and then 0.5; 8 batches make an epoch.
        int[] counts = {32, 26, 20, 16, 16};
        for (int count : counts) {
            float[] best =
                    trainer.game().topK().best(scores, trainer.now().epoch()).toFloatArray();
            Arrays.sort(best);
            float[] expected = new float[count];
            for (int i = 0; i < count; i++) {
                expected[i] = 16 - count + i;
            }
            assertArrayEquals(expected, best);
            for (int i = 0; i < 8; i++) {
                trainer.step();
            }
        }
    }

    @Test
    void topKIsWhatTheGeneratorsLossIsOf() {
        // A Wasserstein generator's loss is minus the mean score; of the better half alone, it is lower.
        Configs wgan = still().loss("wgan").steps(9);
        List<Map<String, Double>> all = reports(trainer(wgan));
        List<Map<String, Double>> best = reports(trainer(wgan.topK(0.5, 0.5)));
        assertEquals(all.get(7).get("gLoss"), best.get(7).get("gLoss"), 1e-6);
        assertTrue(best.get(8).get("gLoss") < all.get(8).get("gLoss") - 1e-4, best.get(8) + " " + all.get(8));
        assertEquals(all.get(8).get("dLoss"), best.get(8).get("dLoss"), 1e-6);
    }

    // Instance noise.

    @Test
    void instanceNoiseFallsOnAStraightLine() {
        GanTrainer trainer = trainer(Configs.small().instanceNoise(0.8, 0.5).steps(20));
        NDArray zeros = manager.zeros(new Shape(100, 784));
        for (int step = 0; step < 20; step++) {
            NDArray seen = trainer.game().view().of(zeros, trainer.now());
            // By hand: 0 in step 10, half of 20. The deviation of 78,400 numbers is off by 0.25 %; five times that.
            double expected = 0.8 * Math.max(0, 1 - step / 10.0);
            assertEquals(expected, Math.sqrt(seen.square().mean().getFloat()), 0.0126 * expected, "step " + step);
            assertEquals(0, seen.mean().getFloat(), 5 * expected / 280);
            if (step >= 10) {
                assertSame(zeros, seen);
            }
            trainer.step();
        }
    }

    @Test
    void everythingTheDiscriminatorSeesHasTheNoise() {
        Configs lsgan = still().loss("wgan").steps(1);
        Map<String, Double> clear = reports(trainer(lsgan)).get(0);
        Map<String, Double> noisy = reports(trainer(lsgan.instanceNoise(3, 1))).get(0);
        for (String name : List.of("scoreReal", "scoreFake", "gLoss")) {
            assertNotEquals(clear.get(name), noisy.get(name), 1e-3, name);
        }
        // Noise of its own in the generator's turn.
        assertNotEquals(-noisy.get("scoreFake"), noisy.get("gLoss"), 1e-4);
    }

    // Lazy penalties.

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void everyKthPenaltyCountsKFold(int every) {
        Configs configs = still().penalties("r1:10", "r2:2").steps(7);
        List<Map<String, Double>> always = reports(trainer(configs));
        List<Map<String, Double>> lazy = reports(trainer(configs.penaltyEvery(every)));
        for (String name : List.of("r1", "r2")) {
            for (int step = 0; step < 7; step++) {
                double full = always.get(step).get(name);
                assertTrue(full > 1e-4, name + " " + full);
                assertEquals(
                        step % every == 0 ? every * full : 0, lazy.get(step).get(name), 1e-5 * full, name + step);
            }
        }
    }

    // Autoencoders as critics.

    @ParameterizedTest
    @EnumSource(Energy.class)
    void energiesAreTheMeanErrorOfTheSampleGivenAgain(Energy energy) {
        TrainConfig config = Configs.small().loss("ebgan").energy(energy).build();
        manager.getEngine().setRandomSeed(4);
        Discriminator critic = Players.discriminator(config, SampleSpace.of(digits), manager);
        assertEquals(
                List.of("encoder.0.weight", "encoder.0.bias", "decoder.0.weight", "decoder.0.bias"),
                List.copyOf(critic.network().weights().keySet()));
        NDArray samples = digits.batch(manager, 0, 5, false).samples();
        CriticOutput verdict = critic.judge(new Batch(samples, null));
        assertEquals(new Shape(5, 1), verdict.scores().getShape());
        assertEquals(new Shape(5, 16), verdict.codes().getShape());
        for (int n = 0; n < 5; n++) {
            double[] sample = row(samples, n);
            double[] again = GanTrainerTest.forward(critic.network(), sample, 0.2);
            double expected = 0;
            for (int i = 0; i < 784; i++) {
                double error = Math.tanh(again[i]) - sample[i];
                expected += (energy == Energy.SQUARED ? error * error : Math.abs(error)) / 784;
            }
            assertEquals(expected, verdict.scores().toFloatArray()[n], 1e-5 * expected);
        }
        assertArrayEquals(
                verdict.scores().toFloatArray(),
                critic.held().judge(new Batch(samples, null)).scores().toFloatArray());
    }

    @Test
    void boundaryEquilibriumMovesItsK() {
        double gamma = 0.7;
        double rate = 0.05;
        List<Map<String, Double>> reports = reports(trainer(Configs.small()
                .loss("began")
                .energy(Energy.ABSOLUTE)
                .options(Map.of("gamma", "0.7", "lambda-k", "0.05"))
                .steps(6)
                .tick(1)));
        double k = 0;
        for (Map<String, Double> report : reports) {
            double real = report.get("scoreReal");
            double fake = report.get("scoreFake");
            // The discriminator's loss tells its k.
            assertEquals(k, (real - report.get("dLoss")) / fake, 1e-5);
            k = Math.min(1, Math.max(0, k + rate * (gamma * real - fake)));
            assertTrue(k > 0, "k stands still: " + report);
        }
        assertEquals(6, reports.size());
    }

    @Test
    void pullAwayIsTheMeanSquaredCosineOfTheCodes() {
        double weight = 0.1;
        GanTrainer trainer = trainer(still().loss("ebgan").pullAway(weight).steps(1));
        Map<String, Double> report = reports(trainer).get(0);

        new RandomStreams(manager.getEngine(), 1, 0).startStep(0);
        NDArray fake = trainer.generator().held().forward(manager.randomNormal(new Shape(32, 8)));
        Discriminator critic =
                Players.discriminator(Configs.small().loss("ebgan").build(), SampleSpace.of(digits), manager);
        critic.network()
                .setWeights(List.copyOf(trainer.discriminator().weights().values()));
        NDArray codes = critic.held().judge(new Batch(fake, null)).codes();
        double sum = 0;
        for (int i = 0; i < 32; i++) {
            for (int j = 0; j < 32; j++) {
                double[] a = row(codes, i);
                double[] b = row(codes, j);
                double dot = 0;
                double aa = 0;
                double bb = 0;
                for (int c = 0; c < a.length; c++) {
                    dot += a[c] * b[c];
                    aa += a[c] * a[c];
                    bb += b[c] * b[c];
                }
                sum += i == j ? 0 : dot * dot / (aa * bb);
            }
        }
        assertEquals(weight * sum / (32 * 31), report.get("pullAway"), 1e-5);
    }

    // Latent consistency.

    @Test
    void latentConsistencyCostsTheDiscriminatorAndPaysTheGenerator() {
        Configs configs = still().steps(1);
        Map<String, Double> one = reports(trainer(configs.consistency(5, 0.5))).get(0);
        assertTrue(one.get("dConsistency") > 0, one.toString());
        assertTrue(one.get("gConsistency") < 0, one.toString());
        Map<String, Double> heavier =
                reports(trainer(configs.consistency(10, 2))).get(0);
        assertEquals(2 * one.get("dConsistency"), heavier.get("dConsistency"), 1e-6 * one.get("dConsistency"));
        assertEquals(4 * one.get("gConsistency"), heavier.get("gConsistency"), -1e-6 * one.get("gConsistency"));
    }

    /** Two draws of the noise would be compared, rather than two samples: a hundred thousand times this here. */
    @Test
    void latentConsistencyComparesUnderOneInstanceNoise() {
        Configs configs = still().consistency(5, 0.5).steps(1);
        double clear = reports(trainer(configs)).get(0).get("dConsistency");
        double noisy = reports(trainer(configs.instanceNoise(1, 1))).get(0).get("dConsistency");
        assertNotEquals(clear, noisy, 1e-3 * clear);
        assertTrue(noisy < 30 * clear, noisy + " with noise, " + clear + " without");
    }

    // Spectral norm.

    private static double[] doubles(NDArray array) {
        float[] values = array.toFloatArray();
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }

    /** By 1,000 steps of the power iteration from a vector of ones. */
    private static double largestSingularValue(double[] w, int rows, int columns) {
        double[] v = new double[columns];
        Arrays.fill(v, 1);
        double sigma = 0;
        for (int step = 0; step < 1_000; step++) {
            double length = norm(v);
            double[] u = new double[rows];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    u[i] += w[i * columns + j] * v[j] / length;
                }
            }
            sigma = norm(u);
            v = new double[columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    v[j] += w[i * columns + j] * u[i];
                }
            }
        }
        return sigma;
    }

    /** {@code uᵀWv}, what the layer divides by. */
    private static double divisor(Map<String, NDArray> arrays, String layer) {
        double[] w = doubles(arrays.get(layer + ".weight"));
        double[] u = doubles(arrays.get(layer + ".u"));
        double[] v = doubles(arrays.get(layer + ".v"));
        assertEquals(1, norm(u), 1e-5);
        assertEquals(1, norm(v), 1e-5);
        double sigma = 0;
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < v.length; j++) {
                sigma += u[i] * w[i * v.length + j] * v[j];
            }
        }
        return sigma;
    }

    private static void assertNormalised(Network network, double tolerance) {
        for (String layer : List.of("0", "2")) {
            NDArray weight = network.weights().get(layer + ".weight");
            Shape shape = weight.getShape();
            double largest = largestSingularValue(doubles(weight), (int) shape.get(0), (int) shape.get(1));
            assertNotEquals(1, largest, 0.01, "layer " + layer + " needs no norm");
            assertEquals(1, largest / divisor(network.weights(), layer), tolerance, "layer " + layer);
        }
    }

    @Test
    void layersHaveALargestSingularValueOfAboutOne() {
        GanTrainer trainer = trainer(Configs.small().spectralNorm().steps(100));
        Network network = trainer.discriminator();
        // A power iteration closes in on the value from below; random weights have others close to the largest.
        assertNormalised(network, 0.1);
        for (int i = 0; i < 100; i++) {
            trainer.step();
        }
        // The weights move by some hundredths of their size a step here, and the iteration runs after them.
        assertNormalised(network, 0.1);

        // The output is that of the divided weights.
        double[] sample = row(digits.batch(manager, 0, 1, false).samples(), 0);
        float[][] w =
                network.weights().values().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
        assertEquals(
                List.of("0.u", "0.v", "0.weight", "0.bias", "2.u", "2.v", "2.weight", "2.bias"),
                List.copyOf(network.weights().keySet()));
        double first = divisor(network.weights(), "0");
        double second = divisor(network.weights(), "2");
        double expected = w[7][0];
        for (int i = 0; i < 16; i++) {
            double hidden = 0;
            for (int j = 0; j < 784; j++) {
                hidden += w[2][784 * i + j] * sample[j];
            }
            hidden = hidden / first + w[3][i];
            expected += w[6][i] / second * (hidden > 0 ? hidden : 0.2 * hidden);
        }
        NDArray output =
                network.held().forward(digits.batch(manager, 0, 1, false).samples());
        assertEquals(expected, output.toFloatArray()[0], 1e-4);
    }

    @Test
    void theLargestSingularValueIsOneOnceTheWeightsRest() {
        GanTrainer trainer = trainer(Configs.small()
                .spectralNorm()
                .rates(1e-3, GanTrainerTest.NO_RATE)
                .criticSteps(10)
                .steps(100));
        reports(trainer);
        assertNormalised(trainer.discriminator(), 1e-4);
    }

    @Test
    void neitherTheOptimizerNorClippingTouchesTheStateOfSpectralNorm() {
        GanTrainer trainer = trainer(Configs.small()
                .loss("wgan")
                .spectralNorm()
                .clip(1e-3)
                .rates(1, 1)
                .steps(5));
        Network network = trainer.discriminator();
        assertEquals(4, network.trainable().size());
        assertEquals(16 * 784 + 16 + 16 + 1, network.size());
        float[] before = network.weights().get("0.v").toFloatArray();
        reports(trainer);
        assertFalse(Arrays.equals(before, network.weights().get("0.v").toFloatArray()), "the iteration stands still");
        for (String layer : List.of("0", "2")) {
            divisor(network.weights(), layer); // lengths of 1, which neither would leave
            for (float value : network.weights().get(layer + ".weight").toFloatArray()) {
                assertTrue(Math.abs(value) <= 1e-3f);
            }
        }
    }
}

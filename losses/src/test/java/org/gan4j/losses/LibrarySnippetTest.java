package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import java.util.Arrays;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.R1Penalty;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;

/** The training loop that the README shows, compiled and run: what stands between the two marks. */
final class LibrarySnippetTest extends EngineTest {

    // snippet begin
    /** Learns N(3, ½²) from noise. */
    static void train(Model generator, Model discriminator, int steps) {
        AdversarialLoss loss = new NonSaturatingLoss();
        TrainingConfig adam = new DefaultTrainingConfig(loss.generatorLoss()); // DJL's Adam, with a rate of 0.001
        try (Trainer g = generator.newTrainer(adam);
                Trainer d = discriminator.newTrainer(adam)) {
            g.initialize(new Shape(64, 1));
            d.initialize(new Shape(64, 1));
            Critic critic = x -> d.forward(new NDList(x)).head();
            for (int step = 0; step < steps; step++) {
                try (NDManager batch = g.getManager().newSubManager()) { // every array of a step goes with it
                    NDArray real = batch.randomNormal(3, 0.5f, new Shape(64, 1), DataType.FLOAT32);
                    NDList noise = new NDList(batch.randomNormal(new Shape(64, 1)));
                    try (GradientCollector collector = d.newGradientCollector()) {
                        NDArray fake = g.forward(noise).head().stopGradient();
                        NDArray dLoss = loss.discriminatorLoss(critic.score(real), critic.score(fake));
                        collector.backward(dLoss.add(new R1Penalty(1).evaluate(critic, real, fake)));
                    }
                    d.step();
                    discriminator.getBlock().freezeParameters(true); // or the generator's gradients stay on it
                    try (GradientCollector collector = g.newGradientCollector()) {
                        NDArray fakeScores = d.forward(g.forward(noise)).head();
                        collector.backward(loss.generatorLoss(null, fakeScores));
                    }
                    discriminator.getBlock().freezeParameters(false);
                    g.step();
                }
            }
        }
    }
    // snippet end

    @Test
    void theReadmesLoopLearnsItsData() {
        manager.getEngine().setRandomSeed(1);
        try (Model generator = model("generator");
                Model discriminator = model("discriminator")) {
            train(generator, discriminator, 1);
            double[] before = samples(generator.getBlock());
            long arrays = liveArrays();
            train(generator, discriminator, 1000);
            double[] after = samples(generator.getBlock());
            assertTrue(Math.abs(before[0]) < 1.5, "an untrained generator is far from 3: " + before[0]);
            assertEquals(3, after[0], 0.4, "mean");
            assertEquals(0.5, after[1], 0.3, "standard deviation");
            // The optimizer's moments alone, two a weight at most, new ones each call.
            assertTrue(liveArrays() - arrays <= 16, "arrays left: " + (liveArrays() - arrays));
        }
    }

    private static Model model(String name) {
        Model model = Model.newInstance(name);
        model.setBlock(new SequentialBlock()
                .add(Linear.builder().setUnits(32).build())
                .add(Activation::tanh)
                .add(Linear.builder().setUnits(1).build()));
        return model;
    }

    /** Mean and standard deviation of a thousand samples. */
    private double[] samples(Block generator) {
        try (NDManager scope = manager.newSubManager()) {
            NDList noise = new NDList(scope.randomNormal(new Shape(1000, 1)));
            double[] samples = numbers(generator
                    .forward(new ParameterStore(manager, false), noise, false)
                    .head());
            double mean = Arrays.stream(samples).average().orElseThrow();
            double variance = Arrays.stream(samples)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
            return new double[] {mean, Math.sqrt(variance)};
        }
    }
}

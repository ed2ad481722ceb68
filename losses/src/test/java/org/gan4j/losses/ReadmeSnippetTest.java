package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import org.gan4j.EngineTest;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.R1Penalty;
import org.junit.jupiter.api.Test;

/** The training loop that the README shows, compiled and run: what stands between the two marks, without its indentation. */
final class ReadmeSnippetTest extends EngineTest {

    // README begin
    /** Learns N(3, ½²) from noise. */
    static void train(Block generator, Block discriminator, NDManager manager, int steps) {
        AdversarialLoss loss = new NonSaturatingLoss();
        Penalty penalty = new R1Penalty(1);
        Optimizer gAdam =
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.002f)).build();
        Optimizer dAdam =
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.002f)).build();
        ParameterStore store = new ParameterStore(manager, false);
        Critic critic = x -> discriminator.forward(store, new NDList(x), true).head();
        for (int step = 0; step < steps; step++) {
            try (NDManager batch = manager.newSubManager()) { // every array of a step goes with it
                NDArray real = batch.randomNormal(3, 0.5f, new Shape(64, 1), DataType.FLOAT32);
                NDList noise = new NDList(batch.randomNormal(new Shape(64, 1)));
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray fake = generator.forward(store, noise, true).head().stopGradient();
                    NDArray dLoss = loss.discriminatorLoss(critic.score(real), critic.score(fake));
                    collector.backward(dLoss.add(penalty.evaluate(critic, real, fake)));
                }
                update(discriminator, dAdam);
                discriminator.freezeParameters(true); // or the generator's gradients stay on it
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray fake = generator.forward(store, noise, true).head();
                    collector.backward(loss.generatorLoss(null, critic.score(fake)));
                }
                discriminator.freezeParameters(false);
                update(generator, gAdam);
            }
        }
    }

    static void update(Block block, Optimizer optimizer) {
        block.getParameters().forEach(parameter -> {
            NDArray weight = parameter.getValue().getArray();
            try (NDArray gradient = weight.getGradient()) { // or it would stay with the weight
                optimizer.update(parameter.getKey(), weight, gradient);
            }
        });
    }
    // README end

    @Test
    void theReadmesLoopLearnsItsData() {
        manager.getEngine().setRandomSeed(1);
        Block generator = network();
        Block discriminator = network();
        double[] before = samples(generator);
        train(generator, discriminator, manager, 1);
        int arrays = liveArrays();
        train(generator, discriminator, manager, 800);
        double[] after = samples(generator);
        assertTrue(Math.abs(before[0]) < 1.5, "an untrained generator is far from 3: " + before[0]);
        assertEquals(3, after[0], 0.4, "mean");
        assertEquals(0.5, after[1], 0.3, "standard deviation");
        // The optimizers' moments alone: two a weight, a new pair of optimizers each call.
        assertTrue(liveArrays() - arrays <= 16, "arrays left behind: " + (liveArrays() - arrays));
    }

    private Block network() {
        Block block = new SequentialBlock()
                .add(Linear.builder().setUnits(32).build())
                .add(Activation::tanh)
                .add(Linear.builder().setUnits(1).build());
        block.initialize(manager, DataType.FLOAT32, new Shape(64, 1));
        return block;
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

package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Java may collect garbage between the forward and the backward pass: the gradient stays what it is. It does not where a graph holds
 * a number in Java's memory, see {@link Constants}.
 */
class GarbageCollectionTest {

    private static final float[] REAL = {-5, 1.4f, 12.5f, 2.7f};
    private static final float[] FAKE = {10, 4.4f, -5.5f, 3.6f};

    static Stream<String> losses() {
        return LossCatalog.all().stream().map(LossDescription::name);
    }

    static Stream<String> penalties() {
        return PenaltyCatalog.all().stream().map(PenaltyDescription::name);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsOfLossesOutliveJavasMemory(String name) {
        Map<String, String> options = LossCatalog.describe(name).options().stream()
                        .anyMatch(option -> option.name().equals("label-smoothing"))
                ? Map.of("halve-d-loss", "true", "label-smoothing", "0.1")
                : Map.of("halve-d-loss", "true");
        AdversarialLoss loss = LossCatalog.create(name, options);
        assertSurvives(fake -> {
            NDArray real = fake.getManager().create(REAL);
            loss.initialise(fake.getManager());
            return loss.discriminatorLoss(real, fake).add(loss.generatorLoss(real, fake));
        });
    }

    @ParameterizedTest
    @MethodSource("penalties")
    void gradientsOfPenaltiesOutliveJavasMemory(String name) {
        assertSurvives(weights -> {
            NDManager manager = weights.getManager();
            Engine.getEngine("PyTorch").setRandomSeed(7);
            NDArray real = manager.randomNormal(new Shape(5, 4), DataType.FLOAT32);
            NDArray fake = manager.randomNormal(new Shape(5, 4), DataType.FLOAT32);
            Critic critic = x -> Activation.tanh(x.matMul(weights.reshape(4, 1)));
            Penalty penalty = PenaltyCatalog.describe(name).create(3);
            penalty.initialise(manager);
            return penalty.evaluate(critic, real, fake);
        });
    }

    /** Compares the gradient at {@link #FAKE} with the one that is left after a collection between the two passes. */
    private static void assertSurvives(Function<NDArray, NDArray> function) {
        assertArrayEquals(gradient(function, false), gradient(function, true));
    }

    private static float[] gradient(Function<NDArray, NDArray> function, boolean collect) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray x = manager.create(FAKE);
            x.setRequiresGradient(true);
            NDArray value = function.apply(x);
            if (collect) {
                System.gc();
                // What was freed is used again, and overwritten.
                for (int i = 0; i < 20_000; i++) {
                    ByteBuffer.allocateDirect(8).putDouble(0, 1e30);
                }
            }
            gradients.backward(value);
            return x.getGradient().toFloatArray();
        }
    }
}

package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The slopes that a loss states are those that autograd finds of its formula. */
class StatedSlopesTest {

    private static final double[] REAL = {-800, -30, -2.5, 0, 1e-3, 0.7, 40, 900};
    private static final double[] FAKE = {700, 25, 0.3, -1e-4, 0, -1.9, -35, -1000};

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void areThoseOfAutograd() {
        int stating = 0;
        for (LossDescription description : LossCatalog.all()) {
            AdversarialLoss loss = LossCatalog.create(description.name(), Map.of());
            loss.initialise(manager);
            NDArray real = manager.create(REAL).reshape(-1, 1);
            NDArray fake = manager.create(FAKE).reshape(-1, 1);
            Optional<NDList> critic = loss.discriminatorSlopes(real, fake);
            Optional<NDList> generator = loss.generatorSlopes(real, fake);
            critic.ifPresent(stated -> assertAlike(description.name(), loss::discriminatorLoss, stated));
            generator.ifPresent(stated -> assertAlike(description.name(), loss::generatorLoss, stated));
            stating += critic.isPresent() ? 1 : 0;
        }
        assertTrue(stating > 0, "none states any");
    }

    /** Without both, for a loss whose labels are not hard, autograd is asked. */
    @Test
    void softLabelsAreLeftToAutograd() {
        AdversarialLoss loss = new NonSaturatingLoss(new Labels(0.1, 0));
        NDArray scores = manager.create(REAL);
        assertTrue(loss.discriminatorSlopes(scores, scores).isEmpty());
    }

    private void assertAlike(String name, BinaryOperator<NDArray> formula, NDList stated) {
        NDArray real = manager.create(REAL).reshape(-1, 1);
        NDArray fake = manager.create(FAKE).reshape(-1, 1);
        List<NDArray> scores = List.of(real, fake);
        scores.forEach(array -> array.setRequiresGradient(true));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray value = formula.apply(real, fake);
            collector.backward(value);
            assertEquals(value.getDouble(), stated.head().getDouble(), 1e-12 * Math.abs(value.getDouble()), name);
        }
        for (int i = 1; i < stated.size(); i++) {
            NDArray with = scores.get(i + scores.size() - stated.size());
            // Above 20 the engine's softplus is x itself: its slope there is 1, and the sigmoid is e^-20 less.
            assertArrayEquals(
                    with.getGradient().toDoubleArray(), stated.get(i).toDoubleArray(), 1e-11, name + " slope " + i);
        }
    }
}

package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The slopes that a loss or a penalty states are those that autograd finds of its formula. */
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
        Set<String> silent = new HashSet<>();
        for (LossDescription description : LossCatalog.all()) {
            AdversarialLoss loss = LossCatalog.create(description.name(), Map.of());
            loss.initialise(manager);
            Optional<StatedSlopes> critic = loss.discriminatorSlopes();
            Optional<StatedSlopes> generator = loss.generatorSlopes();
            critic.ifPresent(stated -> assertAlike(description.name(), loss::discriminatorLoss, stated, true));
            generator.ifPresent(stated -> assertAlike(description.name(), loss::generatorLoss, stated, false));
            if (critic.isEmpty()) {
                silent.add(description.name());
            }
        }
        assertEquals(Set.of("softmax", "dual-contrastive", "began"), silent, "what states no slopes of D");
        for (FGanLoss.Divergence divergence : FGanLoss.Divergence.values()) {
            FGanLoss loss = new FGanLoss(divergence, true);
            assertAlike(
                    divergence.name(),
                    loss::generatorLoss,
                    loss.generatorSlopes().orElseThrow(),
                    false);
        }
        LeastSquaresLoss other = new LeastSquaresLoss(-0.7, 0.9, 0.1, false);
        assertAlike(
                "lsgan", other::discriminatorLoss, other.discriminatorSlopes().orElseThrow(), true);
        assertAlike("lsgan", other::generatorLoss, other.generatorSlopes().orElseThrow(), false);
    }

    /** A loss whose labels are not hard leaves its slopes to autograd. */
    @Test
    void softLabelsAreLeftToAutograd() {
        assertTrue(
                new NonSaturatingLoss(new Labels(0.1, 0)).discriminatorSlopes().isEmpty());
    }

    /**
     * A number from the host goes to these operators alone. As PyTorch's sources have it, their kernels for a GPU take one
     * ({@code gpu_kernel_with_scalars} in {@code BinaryMulKernel.cu} and {@code ActivationThresholdKernel.cu}); most others fail there.
     */
    @Test
    void aGpuTakesTheNumbersFromTheHost() {
        List<String> taking = new ArrayList<>();
        for (LossDescription description : LossCatalog.all()) {
            AdversarialLoss loss = LossCatalog.create(description.name(), Map.of());
            Stream.of(loss.discriminatorSlopes(), loss.generatorSlopes())
                    .flatMap(Optional::stream)
                    .flatMap(stated -> stated.scoreSlopes().stream())
                    .filter(statement -> statement.contains("NumToTensor"))
                    .forEach(taking::add);
        }
        for (String statement : taking) {
            assertTrue(statement.matches("torch\\.(mul|threshold_backward)\\(.*"), statement);
        }
        assertTrue(taking.size() > 5, taking::toString);
    }

    private void assertAlike(String name, BinaryOperator<NDArray> formula, StatedSlopes stated, boolean both) {
        NDArray real = manager.create(REAL).reshape(-1, 1);
        NDArray fake = manager.create(FAKE).reshape(-1, 1);
        StatedSlopes.Found found = stated.of(real, fake);
        real.setRequiresGradient(true);
        fake.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray value = formula.apply(real, fake);
            collector.backward(value);
            double mean = stated.factor() * found.terms().mean().getDouble();
            assertEquals(value.getDouble(), mean, 1e-12 * Math.abs(value.getDouble()), name);
        }
        NDArray expected = both ? real.getGradient().concat(fake.getGradient()) : fake.getGradient();
        assertEquals(expected.getShape(), found.slopes().getShape());
        double[] slopes = found.slopes().toDoubleArray();
        for (int i = 0; i < slopes.length; i++) {
            double wanted = expected.toDoubleArray()[i];
            // Exponentials are as large as 1e17, and infinite, here.
            assertEquals(wanted, slopes[i], 1e-15 * Math.max(1, Math.abs(wanted)), name + ", score " + i);
        }
    }

    /** What a penalty sends back to the slopes, where they are 0, short, of length 1 and long. */
    @Test
    void penaltiesSendBackWhatAutogradDoes() {
        int stating = 0;
        for (PenaltyDescription description : PenaltyCatalog.all()) {
            Penalty penalty = description.create(0.7);
            Optional<Penalty.OfSlopes> form = penalty.ofSlopes();
            if (form.isEmpty()) {
                continue;
            }
            stating++;
            NDArray slopes = manager.create(new double[] {0, 0, 1e-3, -2e-4, 0.6, -0.8, 30, 40}, new Shape(4, 2));
            StatedSlopes stated = form.get().stated();
            StatedSlopes.Found found = stated.of(null, slopes);
            slopes.setRequiresGradient(true);
            Critic critic = new Critic() {
                @Override
                public NDArray score(NDArray samples) {
                    throw new IllegalStateException("only slopes are asked for");
                }

                @Override
                public Optional<NDArray> slopes(NDArray samples) {
                    return Optional.of(slopes);
                }
            };
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray value = penalty.evaluate(critic, slopes.stopGradient(), slopes.stopGradient());
                collector.backward(value);
                double mean = stated.factor() * found.terms().mean().getDouble();
                assertEquals(value.getDouble(), mean, 1e-12 * value.getDouble(), description.name());
            }
            double[] sent = slopes.getGradient().toDoubleArray();
            assertArrayEquals(sent, found.slopes().toDoubleArray(), 1e-13, description.name());
        }
        assertEquals(6, stating, "r1, r2, gp, lp, zero-gp and dragan state it");
    }
}

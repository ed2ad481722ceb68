package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.gan4j.config.TrainConfig.Average;
import org.gan4j.config.TrainConfig.Data;
import org.gan4j.config.TrainConfig.Length;
import org.gan4j.config.TrainConfig.Model;
import org.gan4j.config.TrainConfig.Objective;
import org.gan4j.config.TrainConfig.Optimization;
import org.gan4j.config.TrainConfig.WeightedPenalty;
import org.gan4j.losses.HingeLoss;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.penalty.R1Penalty;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Precision;
import org.gan4j.optim.Schedule;
import org.gan4j.optim.UpdateRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainConfigTest {

    private static final ActivationFunction RELU = ActivationFunction.parse("relu");

    private static void assertRefused(String message, Executable construction) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, construction).getMessage());
    }

    private static Optimization optimization(String optimizer, double... numbers) {
        return new Optimization(
                optimizer,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                Schedule.CONSTANT,
                1,
                false,
                false,
                new Average(0, 0));
    }

    @Test
    void sizesMustBeAtLeastOne() {
        assertRefused("batch-size (0) must be at least 1", () -> new Data("digits", null, 0));
        assertRefused(
                "latent (-1) must be at least 1",
                () -> new Model(
                        -1,
                        List.of(),
                        List.of(),
                        RELU,
                        RELU,
                        Initialization.PYTORCH,
                        Energy.SQUARED,
                        Precision.FLOAT32,
                        List.of()));
        assertRefused(
                "g-hidden (0) must be at least 1",
                () -> new Model(
                        1,
                        List.of(3, 0),
                        List.of(),
                        RELU,
                        RELU,
                        Initialization.PYTORCH,
                        Energy.SQUARED,
                        Precision.FLOAT32,
                        List.of()));
        assertRefused(
                "d-hidden (-2) must be at least 1",
                () -> new Model(
                        1,
                        List.of(),
                        List.of(-2),
                        RELU,
                        RELU,
                        Initialization.PYTORCH,
                        Energy.SQUARED,
                        Precision.FLOAT32,
                        List.of()));
        assertRefused("tick (0) must be at least 1", () -> new Length(1, 0, 0));
        assertRefused(
                "n-critic (0) must be at least 1",
                () -> Configs.small().criticSteps(0).build());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void ratesAndBoundsMustBeFiniteAndAboveZero(double value) {
        assertRefused(
                "g-lr (" + value + ") must be finite and above 0",
                () -> optimization("adam", value, 1, 0.5, 0.9, 0, 0));
        assertRefused(
                "d-lr (" + value + ") must be finite and above 0",
                () -> optimization("adam", 1, value, 0.5, 0.9, 0, 0));
        assertRefused(
                "clip (" + value + ") must be finite and above 0",
                () -> new Objective("wgan", Map.of(), List.of(), value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -0.1, 2, Double.NaN, Double.POSITIVE_INFINITY})
    void decaysMustBeBelowOne(double value) {
        assertRefused(
                "beta1 (" + value + ") must be at least 0 and below 1",
                () -> optimization("adam", 1, 1, value, 0.9, 0, 0));
        assertRefused(
                "beta2 (" + value + ") must be at least 0 and below 1",
                () -> optimization("adam", 1, 1, 0.5, value, 0, 0));
        assertRefused(
                "momentum (" + value + ") must be at least 0 and below 1",
                () -> optimization("sgd", 1, 1, 0.5, 0.9, value, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void decayAndAverageMustNotBeNegative(double value) {
        assertRefused(
                "weight-decay (" + value + ") must be finite and at least 0",
                () -> optimization("adam", 1, 1, 0.5, 0.9, 0, value));
        assertRefused("ema (" + value + ") must be finite and at least 0", () -> new Average(value, 0));
        assertRefused("ema-ramp-up (" + value + ") must be finite and at least 0", () -> new Average(1, value));
        assertThrows(IllegalArgumentException.class, () -> new WeightedPenalty("gp", value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 5", "-1, 0", "0, -1", "-2, -3"})
    void lengthIsEitherInEpochsOrInSteps(int epochs, long steps) {
        assertRefused(
                "epochs (" + epochs + ") or steps (" + steps + ") must be at least 1, and only one of them",
                () -> new Length(epochs, steps, 1));
    }

    @Test
    void nothingMayBeMissing() {
        TrainConfig config = Configs.small().build();
        assertRefused(
                "model is missing",
                () -> new TrainConfig(
                        "",
                        config.data(),
                        null,
                        config.objective(),
                        config.optimization(),
                        config.techniques(),
                        config.length(),
                        1));
        assertRefused("dataset is missing", () -> new Data(null, null, 1));
        assertRefused(
                "init is missing",
                () -> new Model(
                        1, List.of(), List.of(), RELU, RELU, null, Energy.SQUARED, Precision.FLOAT32, List.of()));
    }

    @Test
    void optimizersHavePyTorchsDefaults() {
        // PyTorch 2.7.1: eps is 1e-8 in Adam, AdamW and RMSprop, alpha 0.99 in RMSprop.
        assertEquals(
                UpdateRule.adam(0.5, 0.9, 1e-8, 0.1),
                optimization("adam", 1, 1, 0.5, 0.9, 0.7, 0.1).rule());
        assertEquals(
                UpdateRule.adamW(0.5, 0.9, 1e-8, 0.1),
                optimization("adamw", 1, 1, 0.5, 0.9, 0.7, 0.1).rule());
        assertEquals(
                UpdateRule.rmsProp(0.99, 1e-8, 0.1),
                optimization("rmsprop", 1, 1, 0.5, 0.9, 0.7, 0.1).rule());
        assertEquals(
                UpdateRule.sgd(0.7, 0.1),
                optimization("sgd", 1, 1, 0.5, 0.9, 0.7, 0.1).rule());
        assertRefused(
                "unknown optimizer 'lion'; there are adam, adamw, rmsprop, sgd",
                () -> optimization("lion", 1, 1, 0.5, 0.9, 0, 0));
    }

    @Test
    void objectivesMakeWhatTheyName() {
        Objective objective = new Objective("hinge", Map.of(), List.of(WeightedPenalty.parse("r1:3")), null);
        assertTrue(objective.createLoss() instanceof HingeLoss);
        assertTrue(objective.penalties().get(0).create() instanceof R1Penalty);
        assertNull(objective.clip());
    }

    @Test
    void objectivesAreChecked() {
        assertRefused(
                "unknown loss 'lsgn'; there are "
                        + String.join(
                                ", ",
                                LossCatalog.all().stream()
                                        .map(LossDescription::name)
                                        .toList()),
                () -> new Objective("lsgn", Map.of(), List.of(), null));
        assertRefused(
                "loss wgan has no option label-smoothing; it has halve-d-loss",
                () -> new Objective("wgan", Map.of("label-smoothing", "0.1"), List.of(), null));
        assertRefused(
                "penalty ([r1:1, gp:10, r1:2]) must name each penalty once",
                () -> Configs.small().penalties("r1:1", "gp", "r1:2").build());
    }

    @ParameterizedTest
    @CsvSource({"gp:0.1, gp, 0.1", "r1:0, r1, 0", "gp, gp, 10", "r1, r1, 10", "r2:1e-3, r2, 0.001"})
    void penaltiesAreANameAndAWeight(String text, String name, double weight) {
        WeightedPenalty penalty = WeightedPenalty.parse(text);
        assertEquals(new WeightedPenalty(name, weight), penalty);
        assertEquals(penalty, WeightedPenalty.parse(penalty.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpp", "gp:", "gp:x", "gp:-1", "gp:NaN", "gp:1:2", ":3"})
    void otherPenaltiesAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> WeightedPenalty.parse(text));
    }

    @Test
    void averageMovesHalfOfTheWayInAHalfLife() {
        Average steady = new Average(10, 0);
        // By hand: ten times (1 - fraction) leaves one half.
        assertEquals(0.5, Math.pow(1 - steady.fraction(1), 10), 1e-12);
        assertEquals(steady.fraction(1), steady.fraction(1_000_000));

        Average young = new Average(10, 0.05);
        // By hand: h = 0.05 · 20 = 1 in step 20, a fraction of ½; h = 10 from step 200 on.
        assertEquals(0.5, young.fraction(20), 1e-12);
        assertEquals(steady.fraction(1), young.fraction(200));
        assertEquals(steady.fraction(1), young.fraction(201));
        assertTrue(young.fraction(199) > steady.fraction(1));
        // h = 0.05 in step 1: all but ½^20 of the start is forgotten.
        assertEquals(1 - Math.pow(0.5, 20), young.fraction(1), 1e-15);
    }
}

package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.gan4j.config.TrainConfig.Data;
import org.gan4j.config.TrainConfig.Objective;
import org.gan4j.data.DataSet;
import org.gan4j.losses.HingeLoss;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.penalty.R1Penalty;
import org.gan4j.optim.UpdateRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainConfigTest {

    private static void assertRefused(String message, Executable construction) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, construction).getMessage());
    }

    private static void assertRefused(String message, String flag, Object value) {
        assertRefused(message, () -> Configs.small().with(flag, value).build());
    }

    @Test
    void sizesMustBeAtLeastOne() {
        for (String flag : List.of("batch-size", "latent", "tick", "n-critic", "pack", "penalty-every")) {
            assertRefused(flag + " (0) must be at least 1", flag, 0);
            assertRefused(flag + " (-1) must be at least 1", flag, -1);
        }
        assertRefused("g-hidden (0) must be at least 1", "g-hidden", "3,0");
        assertRefused("d-hidden (-2) must be at least 1", "d-hidden", "-2");
        assertRefused("keep (-1) must be at least 0", "keep", -1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void ratesAndBoundsMustBeFiniteAndAboveZero(double value) {
        for (String flag : List.of("g-lr", "d-lr", "clip")) {
            assertRefused(flag + " (" + value + ") must be finite and above 0", flag, value);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -0.1, 2, Double.NaN, Double.POSITIVE_INFINITY})
    void decaysMustBeBelowOne(double value) {
        assertRefused("betas (" + value + ") must be at least 0 and below 1", "betas", value + ",0.9");
        assertRefused("betas (" + value + ") must be at least 0 and below 1", "betas", "0.5," + value);
        assertRefused("momentum (" + value + ") must be at least 0 and below 1", "momentum", value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void decayAndAverageMustNotBeNegative(double value) {
        for (String flag :
                List.of("weight-decay", "ema", "ema-ramp-up", "instance-noise", "conditional", "pull-away")) {
            assertRefused(flag + " (" + value + ") must be finite and at least 0", flag, value);
        }
        assertRefused("zcr (" + value + ") must be finite and at least 0", "zcr", "1," + value);
        assertThrows(IllegalArgumentException.class, () -> new WeightedPenalty("gp", value, Map.of()));
    }

    /** A file, too, is checked by the table: its configuration is made without a flag. */
    @Test
    void constructionIsChecked() {
        TrainConfig config = Configs.small().build();
        assertRefused("batch-size (0) must be at least 1", () -> with(config, new Data("digits", null, 0, null)));
        assertRefused("dataset is missing", () -> with(config, new Data(null, null, 1, null)));
        assertRefused("data is missing", () -> with(config, (Data) null));
        assertRefused(
                "unknown data set 'digit'; there are " + String.join(", ", DataSet.names()),
                () -> with(config, new Data("digit", null, 1, null)));
        JsonObject tree = ConfigJson.tree(config);
        tree.getAsJsonObject("model").remove("initialization");
        assertRefused("init is missing", () -> ConfigJson.config(tree));
        tree.remove("objective");
        tree.add("model", ConfigJson.tree(config).get("model"));
        assertRefused("objective is missing", () -> ConfigJson.config(tree));
    }

    private static TrainConfig with(TrainConfig config, Data data) {
        return new TrainConfig(
                config.preset(),
                data,
                config.model(),
                config.objective(),
                config.optimization(),
                config.techniques(),
                config.length(),
                config.seed());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 5", "-1, 0", "0, -1", "-2, -3"})
    void lengthIsEitherInEpochsOrInSteps(int epochs, long steps) {
        JsonObject tree = ConfigJson.tree(Configs.small().build());
        ConfigJson.put(tree, "length.epochs", epochs);
        ConfigJson.put(tree, "length.steps", steps);
        assertRefused(
                "epochs (" + epochs + ") or steps (" + steps + ") must be at least 1, and only one of them",
                () -> ConfigJson.config(tree));
    }

    @Test
    void optimizersHavePyTorchsDefaults() {
        // PyTorch 2.7.1: eps is 1e-8 in Adam, AdamW and RMSprop, alpha 0.99 in RMSprop.
        Map<String, UpdateRule> rules = Map.of(
                "adam", UpdateRule.adam(0.5, 0.9, 1e-8, 0.1),
                "adamw", UpdateRule.adamW(0.5, 0.9, 1e-8, 0.1),
                "rmsprop", UpdateRule.rmsProp(0.99, 1e-8, 0.1),
                "sgd", UpdateRule.sgd(0.7, 0.1));
        rules.forEach((name, rule) -> assertEquals(
                rule,
                Configs.of("--optimizer " + name + " --betas 0.5,0.9 --momentum 0.7 --weight-decay 0.1")
                        .optimization()
                        .rule()));
    }

    @Test
    void anOptimizerThatIsNotThereIsRefused() {
        assertRefused("unknown optimizer 'lion'; there are adam, adamw, rmsprop, sgd", "optimizer", "lion");
    }

    @Test
    void objectivesMakeWhatTheyName() {
        Objective objective = Configs.of("--loss hinge --penalty r1:3").objective();
        assertTrue(objective.createLoss() instanceof HingeLoss);
        assertTrue(objective.penalties().get(0).create() instanceof R1Penalty);
        assertNull(objective.clip());
    }

    @Test
    void objectivesAreChecked() {
        assertRefused("unknown loss 'zzz'; there are " + String.join(", ", losses()), "loss", "zzz");
        assertRefused(
                "loss wgan has no option label-smoothing; it has halve-d-loss",
                () -> Configs.small()
                        .loss("wgan")
                        .with("label-smoothing", "0.1")
                        .build());
        assertRefused(
                "penalty ([r1:1, gp:10, r1:2]) must name each penalty once",
                () -> Configs.small().penalties("r1:1", "gp", "r1:2").build());
    }

    private static List<String> losses() {
        return LossCatalog.all().stream().map(LossDescription::name).toList();
    }

    @ParameterizedTest
    @CsvSource({"gp:0.1, gp, 0.1", "r1:0, r1, 0", "gp, gp, 10", "r1, r1, 10", "r2:1e-3, r2, 0.001"})
    void penaltiesAreANameAndAWeight(String text, String name, double weight) {
        WeightedPenalty penalty = WeightedPenalty.parse(text);
        assertEquals(new WeightedPenalty(name, weight, Map.of()), penalty);
        assertEquals(penalty, WeightedPenalty.parse(penalty.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "div:2:ends=true, div, 2, ends, true",
        "lecam:decay=0.99, lecam, 0.3, decay, 0.99",
        "div:1:p=6:p=4, div, 1, p, 4"
    })
    void penaltiesMayHaveOptions(String text, String name, double weight, String option, String value) {
        WeightedPenalty penalty = WeightedPenalty.parse(text);
        assertEquals(new WeightedPenalty(name, weight, Map.of(option, value)), penalty);
        assertEquals(penalty, WeightedPenalty.parse(penalty.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "gpp", "gp:", "gp:x", "gp:-1", "gp:NaN", "gp:1:2", ":3", "gp:1:p=2", "div:2:ends", "div:p=0"
            })
    void otherPenaltiesAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> WeightedPenalty.parse(text));
    }

    @Test
    void averageMovesHalfOfTheWayInAHalfLife() {
        Average steady = new Average(10, 0, false);
        // By hand: ten times (1 - fraction) leaves one half.
        assertEquals(0.5, Math.pow(1 - steady.fraction(1, 1_000), 10), 1e-12);
        assertEquals(steady.fraction(1, 1_000), steady.fraction(1_000_000, 1_000));

        Average young = new Average(10, 0.05, false);
        // By hand: h = 0.05 · 20 = 1 in step 20, a fraction of ½; h = 10 from step 200 on.
        assertEquals(0.5, young.fraction(20, 1_000), 1e-12);
        assertEquals(steady.fraction(1, 1_000), young.fraction(200, 1_000));
        assertEquals(steady.fraction(1, 1_000), young.fraction(201, 1_000));
        assertTrue(young.fraction(199, 1_000) > steady.fraction(1, 1_000));
        // Half of the wave's rise is done at step 500 of 1,000: h = 10 · ½ = 5.
        Average growing = new Average(10, 0, true);
        assertEquals(0.5, Math.pow(1 - growing.fraction(500, 1_000), 5), 1e-12);
        assertEquals(steady.fraction(1, 1_000), growing.fraction(1_000, 1_000), 1e-12);
        // h = 0.05 in step 1: all but ½^20 of the start is forgotten.
        assertEquals(1 - Math.pow(0.5, 20), young.fraction(1, 1_000), 1e-15);
    }

    /** By hand: β2 from 0.9 to 0.99 is in the middle half-way, and a quarter of the wave's rise is (1 - cos 45°)/2 = 0.1464. */
    @Test
    void beta2MovesOnHalfACosineWave() {
        TrainConfig.Optimization moving = Configs.small()
                .with("betas", "0,0.9")
                .with("betas-end", 0.99)
                .build()
                .optimization();
        assertEquals(0.9, moving.beta2At(0), 1e-12);
        assertEquals(0.9 + 0.09 * 0.14644660940672624, moving.beta2At(0.25), 1e-12);
        assertEquals(0.945, moving.beta2At(0.5), 1e-12);
        assertEquals(0.99, moving.beta2At(1), 1e-12);
        assertEquals(0.999, Configs.small().build().optimization().beta2At(0.5));
    }
}

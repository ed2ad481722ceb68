package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table: it covers every configuration, and what the banner, the page and {@code compare} say is what the flags said. */
class SettingsTest {

    /** What no row has a path to would change on resume unseen, and be missing on the page. */
    @Test
    void everyValueOfAConfigurationHasARow() {
        JsonObject tree = ConfigJson.tree(Configs.of("--loss wgan --clip 0.1 --dataset idx --data-dir /"));
        List<String> paths = Settings.all().stream()
                .flatMap(setting -> setting.members().stream())
                .toList();
        leaves("", tree).forEach(leaf -> assertTrue(paths.contains(leaf), leaf));
    }

    private static Stream<String> leaves(String path, JsonObject tree) {
        return tree.entrySet().stream()
                .flatMap(entry -> entry.getValue() instanceof JsonObject object
                                && !entry.getKey().equals("options")
                        ? leaves(path + entry.getKey() + ".", object)
                        : Stream.of(path + entry.getKey()));
    }

    /** A name that is offered and then refused would be worse than none. */
    @Test
    void whatIsOfferedIsRead() {
        for (Setting setting : Settings.all()) {
            for (String name :
                    setting.kind().names().<Iterable<String>>map(names -> names).orElse(List.of())) {
                assertDoesNotThrow(() -> setting.put(name, new JsonObject()), setting + " " + name);
            }
        }
    }

    @Test
    void everyDefaultIsReadAndChecked() {
        for (Setting setting : Settings.all()) {
            setting.initial().ifPresent(text -> assertDoesNotThrow(() -> setting.recorded(text), setting.toString()));
            assertFalse(setting.help().isBlank() || setting.label().isBlank(), setting.toString());
        }
    }

    @Test
    void whatIsRecordedGivesTheSameConfiguration() {
        Map<String, String> given =
                Map.of("loss", "lsgan", "loss-option", "a=-1,c=0", "penalty", "r1,gp:0.1", "zcr", "5,0.5");
        Choices choices = Choices.of(given);
        TrainConfig config = choices.config(List.of());
        Choices.Base base = new Choices.Base(config.preset(), "run", "run", choices.recorded(), Map.of());
        Choices again = new Choices(Map.of(), base);
        assertEquals(config, again.config(List.of()));
        assertEquals(choices.recorded(), again.recorded());
    }

    @Test
    void onlyLengthReportsAndPlacesAreNoMathematics() {
        TrainConfig config = Configs.small().build();
        assertEquals(
                List.of(), config.differences(Configs.small().epochs(3).tick(7).build(), "it"));
        assertEquals(
                List.of("--seed (1, it has 2)"),
                config.differences(Configs.small().seed(2).build(), "it"));
        assertEquals(
                List.of("--ema (0, it has 10)"),
                config.differences(Configs.small().average(10, 0).build(), "it"));
        assertEquals(
                List.of("--loss-option (none, it has label-smoothing=0.1)", "--label-smoothing (none, it has 0.1)"),
                config.differences(
                        Configs.small()
                                .options(Map.of("label-smoothing", "0.1"))
                                .build(),
                        "it"));
        assertEquals(
                Set.of(
                        "data-dir",
                        "epochs",
                        "steps",
                        "tick",
                        "checkpoint-every",
                        "sample-every",
                        "keep",
                        "keep-best",
                        "on-nan",
                        "evaluate-every",
                        "tensorboard"),
                Settings.all().stream()
                        .filter(setting -> !setting.isMathematics())
                        .map(Setting::name)
                        .collect(Collectors.toSet()));
    }

    private static void assertSaid(String expected, Configs config) {
        assertEquals(expected, Settings.objective(config.build()));
    }

    @Test
    void namesAllThatIsAddedToTheLoss() {
        assertSaid("hinge", Configs.small().loss("hinge"));
        assertSaid(
                "hinge + gp:10 + drift:0.001 + spectral-norm",
                Configs.small().loss("hinge").penalties("gp:10", "drift:0.001").spectralNorm());
        assertSaid(
                "lsgan a=-1 c=0 + clip:0.01",
                Configs.small()
                        .loss("lsgan")
                        .options(Map.of("c", "0", "a", "-1"))
                        .clip(0.01));
    }

    @Test
    void namesTheTechniques() {
        assertSaid(
                "non-saturating + r1:1000 + conditional:1 + instance-noise:0.00001 + top-k:0.5 + penalty-every:16"
                        + " + zcr:5,0.5",
                Configs.small()
                        .penalties("r1:1000")
                        .penaltyEvery(16)
                        .classes(1)
                        .topK(0.5, 0.99)
                        .instanceNoise(0.00001, 1)
                        .consistency(5, 0.5));
        assertSaid("non-saturating + pack:2", Configs.small().packing(2));
        assertSaid("ebgan + pull-away:0.1", Configs.small().loss("ebgan").pullAway(0.1));
    }

    /** Without penalties it changes nothing. */
    @Test
    void isSilentOnHowOftenNoPenaltyComes() {
        assertSaid("non-saturating", Configs.small().penaltyEvery(16));
    }
}

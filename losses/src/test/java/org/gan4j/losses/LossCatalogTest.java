package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class LossCatalogTest {

    /** A loss without numbers is a loss without tests. */
    @Test
    void everyLossHasItsNumbers() {
        TreeSet<String> listed =
                LossCatalog.all().stream().map(LossDescription::name).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> tested = LossNumbers.all()
                .filter(numbers -> numbers.options().isEmpty())
                .map(LossNumbers::loss)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(listed, tested);
    }

    @Test
    void everyNameIsGivenOnce() {
        List<String> names =
                LossCatalog.all().stream().map(LossDescription::name).toList();
        assertEquals(names.stream().distinct().toList(), names);
    }

    @Test
    void everyDescriptionIsComplete() {
        for (LossDescription loss : LossCatalog.all()) {
            for (String text : List.of(
                    loss.title(),
                    loss.discriminator(),
                    loss.generator(),
                    loss.conventions(),
                    loss.useWhen(),
                    loss.avoidWhen(),
                    loss.source())) {
                assertFalse(text.isBlank(), loss.name());
            }
            for (LossOption option : loss.options()) {
                assertFalse(option.meaning().isBlank(), loss.name() + " " + option.name());
                // The printed default is one that the option takes.
                loss.create(Map.of(option.name(), option.defaultValue()));
            }
        }
    }

    @Test
    void theLossesThatOwnAPenaltyNameOneThatExists() {
        List<String> penalties = LossCatalog.all().stream()
                .flatMap(loss -> loss.penalties().stream())
                .toList();
        // The weights are those of the sources, but for r3gan, whose γ depends on the image.
        assertEquals(List.of("dragan:10", "gp:10", "lp:10", "div:10", "r1:1", "r2:1"), penalties);
        for (String penalty : penalties) {
            String[] parts = penalty.split(":");
            PenaltyCatalog.describe(parts[0]).create(Double.parseDouble(parts[1]));
        }
    }

    /** So that the table can be shown in groups as it is. */
    @Test
    void groupsStandTogetherInTheirOrder() {
        List<LossDescription.Group> groups = LossCatalog.all().stream()
                .map(LossDescription::group)
                .distinct()
                .toList();
        assertEquals(List.of(LossDescription.Group.values()), groups);
        assertEquals(
                groups.stream()
                        .flatMap(group -> LossCatalog.all().stream().filter(loss -> loss.group() == group))
                        .toList(),
                List.copyOf(LossCatalog.all()));
    }

    @Test
    void optionsPrintTheirDefaults() {
        Map<String, String> defaults = LossCatalog.describe("lsgan").options().stream()
                .collect(Collectors.toMap(LossOption::name, LossOption::defaultValue));
        assertEquals(Map.of("a", "0", "b", "1", "c", "1", "half", "true", "halve-d-loss", "false"), defaults);
    }

    @Test
    void anUnknownLossIsAnsweredWithTheKnownOnes() {
        assertRefused(
                "wgangp", Map.of(), "unknown loss 'wgangp'; there are minimax, non-saturating, dragan, bgan, lsgan");
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheKnownOnes() {
        assertRefused("lsgan", Map.of("d", "1"), "loss lsgan has no option d; it has a, b, c, half, halve-d-loss");
        assertRefused("wgan", Map.of("label-noise", "0.1"), "loss wgan has no option label-noise; it has halve-d-loss");
    }

    @Test
    void optionsSayWhatTheyMayBe() {
        String smoothing = "must be at least 0 and below 1";
        for (String loss : List.of("minimax", "non-saturating", "bgan", "dragan")) {
            assertRefused(loss, Map.of("label-smoothing", "1.5"), "label-smoothing (1.5) " + smoothing);
            assertRefused(loss, Map.of("label-smoothing", "1"), "label-smoothing (1.0) " + smoothing);
            assertRefused(loss, Map.of("label-smoothing", "-0.1"), "label-smoothing (-0.1) " + smoothing);
            assertRefused(loss, Map.of("label-smoothing", "NaN"), "label-smoothing (NaN) " + smoothing);
            assertRefused(loss, Map.of("label-smoothing", "some"), "label-smoothing (some) " + smoothing);
            assertRefused(loss, Map.of("label-noise", "1.01"), "label-noise (1.01) must be from 0 to 1");
            assertRefused(loss, Map.of("label-noise", "-1"), "label-noise (-1.0) must be from 0 to 1");
        }
        for (String target : List.of("a", "b", "c")) {
            assertRefused("lsgan", Map.of(target, "Infinity"), target + " (Infinity) must be a finite number");
        }
        for (String margin : List.of("0", "-1", "NaN", "Infinity")) {
            assertRefused(
                    "ebgan", Map.of("margin", margin), "margin (" + Double.parseDouble(margin) + ") must be finite");
        }
        assertRefused("began", Map.of("gamma", "0"), "gamma (0.0) must be above 0 and at most 1");
        assertRefused("began", Map.of("gamma", "1.5"), "gamma (1.5) must be above 0 and at most 1");
        assertRefused("began", Map.of("lambda-k", "-0.001"), "lambda-k (-0.001) must be from 0 to 1");
        assertRefused("began", Map.of("lambda-k", "NaN"), "lambda-k (NaN) must be from 0 to 1");
        assertRefused("lsgan", Map.of("half", "yes"), "half (yes) must be true or false");
        assertRefused("hinge", Map.of("halve-d-loss", "1"), "halve-d-loss (1) must be true or false");
    }

    @Test
    void constructorsCheckAsTheOptionsDo() {
        assertMessage("b (NaN) must be a finite number", () -> new LeastSquaresLoss(0, Double.NaN, 1, true));
        assertMessage("margin (NaN) must be finite and above 0", () -> new EnergyBasedLoss(Double.NaN));
        assertMessage("gamma (2.0) must be above 0", () -> new BoundaryEquilibriumLoss(2, 0.001));
        assertMessage("lambda-k (2.0) must be from 0 to 1", () -> new BoundaryEquilibriumLoss(0.75, 2));
        assertMessage("weight (-1.0) must be finite and at least 0", () -> new PullAwayTerm(-1));
        assertMessage("weight (NaN) must be finite and at least 0", () -> new PullAwayTerm(Double.NaN));
        assertMessage("weight (Infinity) must be finite", () -> new PullAwayTerm(Double.POSITIVE_INFINITY));
        assertMessage("label-smoothing (1.0) must be at least 0 and below 1", () -> new Labels(1, 0));
        assertMessage("label-noise (NaN) must be from 0 to 1", () -> new Labels(0, Double.NaN));
    }

    private static void assertRefused(String loss, Map<String, String> options, String message) {
        assertMessage(message, () -> LossCatalog.create(loss, options));
    }

    private static void assertMessage(String start, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}

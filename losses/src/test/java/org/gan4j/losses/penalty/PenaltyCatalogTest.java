package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class PenaltyCatalogTest {

    /** A penalty without numbers is a penalty without tests; those on scores have theirs in a test of their own. */
    @Test
    void everyPenaltyHasItsNumbers() {
        Set<String> listed =
                PenaltyCatalog.all().stream().map(PenaltyDescription::name).collect(Collectors.toSet());
        Set<String> tested = PenaltyNumbers.all()
                .map(numbers -> numbers.name().split(":")[0])
                .collect(Collectors.toSet());
        tested.addAll(Set.of("lecam", "drift"));
        assertEquals(listed, tested);
    }

    @Test
    void everyNameIsGivenOnce() {
        List<String> names =
                PenaltyCatalog.all().stream().map(PenaltyDescription::name).toList();
        assertEquals(names.stream().distinct().toList(), names);
    }

    @Test
    void everyDescriptionIsCompleteAndItsDefaultAllowed() {
        for (PenaltyDescription penalty : PenaltyCatalog.all()) {
            assertFalse(penalty.formula().isBlank(), penalty.name());
            assertFalse(penalty.source().isBlank(), penalty.name());
            penalty.create(penalty.defaultWeight());
        }
    }

    /** λ 10 (Gulrajani, Petzka, Kodali), γ 10 (Mescheder), ε 0.001 (Karras); of the code k 10 (Wu), λ 0.3 (Tseng), λ 10 (Thanh-Tung). */
    @Test
    void defaultWeightsAreThoseOfThePapers() {
        Map<String, Double> weights = PenaltyCatalog.all().stream()
                .collect(Collectors.toMap(PenaltyDescription::name, PenaltyDescription::defaultWeight));
        assertEquals(
                Map.of(
                        "gp", 10.0, "lp", 10.0, "zero-gp", 10.0, "r1", 10.0, "r2", 10.0, "dragan", 10.0, "div", 10.0,
                        "lecam", 0.3, "drift", 0.001),
                weights);
    }

    @Test
    void optionsAreTakenAndOthersRefused() {
        PenaltyDescription div = PenaltyCatalog.describe("div");
        assertTrue(div.create(2, Map.of("ends", "true")).slopesAtReal());
        assertFalse(div.create(2).slopesAtReal());
        assertRefused("penalty div has no option q; it has p, ends", () -> div.create(2, Map.of("q", "6")));
        assertRefused("p (1.0) must be finite and above 1", () -> div.create(2, Map.of("p", "1")));
        assertRefused("ends (1) must be true or false", () -> div.create(2, Map.of("ends", "1")));
        PenaltyDescription lecam = PenaltyCatalog.describe("lecam");
        assertRefused(
                "start (0.5) must be a whole number of at least 0", () -> lecam.create(1, Map.of("start", "0.5")));
        PenaltyDescription gp = PenaltyCatalog.describe("gp");
        assertRefused("penalty gp has no option p; it has none", () -> gp.create(1, Map.of("p", "2")));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void anUnknownPenaltyIsAnsweredWithTheKnownOnes() {
        assertEquals(
                "unknown penalty 'r3'; there are gp, lp, zero-gp, r1, r2, dragan, div, lecam, drift",
                assertThrows(IllegalArgumentException.class, () -> PenaltyCatalog.describe("r3"))
                        .getMessage());
    }
}

package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PenaltyCatalogTest {

    /** A penalty without numbers is a penalty without tests; those on scores have theirs in a test of their own. */
    @Test
    void everyPenaltyHasItsNumbers() {
        Set<String> listed =
                PenaltyCatalog.all().stream().map(PenaltyDescription::name).collect(Collectors.toSet());
        Set<String> tested = PenaltyNumbers.all().map(PenaltyNumbers::name).collect(Collectors.toSet());
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
            penalty.factory().apply(penalty.defaultWeight());
        }
    }

    /** λ 10 (Gulrajani, Petzka, Kodali), γ 10 (Mescheder), k 2 (Wu), ε 0.001 (Karras); our own for zero-gp and lecam. */
    @Test
    void defaultWeightsAreThoseOfThePapers() {
        Map<String, Double> weights = PenaltyCatalog.all().stream()
                .collect(Collectors.toMap(PenaltyDescription::name, PenaltyDescription::defaultWeight));
        assertEquals(
                Map.of(
                        "gp", 10.0, "lp", 10.0, "zero-gp", 10.0, "r1", 10.0, "r2", 10.0, "dragan", 10.0, "div", 2.0,
                        "lecam", 0.3, "drift", 0.001),
                weights);
    }

    @Test
    void anUnknownPenaltyIsAnsweredWithTheKnownOnes() {
        assertEquals(
                "unknown penalty 'r3'; there are gp, lp, zero-gp, r1, r2, dragan, div, lecam, drift",
                assertThrows(IllegalArgumentException.class, () -> PenaltyCatalog.describe("r3"))
                        .getMessage());
    }
}

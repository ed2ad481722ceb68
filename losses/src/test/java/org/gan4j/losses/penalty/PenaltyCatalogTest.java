package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PenaltyCatalogTest {

    /** A penalty without numbers is a penalty without tests. */
    @Test
    void everyPenaltyHasItsNumbers() {
        Set<String> listed =
                PenaltyCatalog.all().stream().map(PenaltyDescription::name).collect(Collectors.toSet());
        assertEquals(listed, PenaltyNumbers.all().map(PenaltyNumbers::name).collect(Collectors.toSet()));
    }

    @Test
    void everyDescriptionIsCompleteAndItsDefaultAllowed() {
        for (PenaltyDescription penalty : PenaltyCatalog.all()) {
            assertFalse(penalty.formula().isBlank(), penalty.name());
            assertFalse(penalty.source().isBlank(), penalty.name());
            // λ 10 (Gulrajani 2017) and γ 10 (Mescheder 2018)
            assertEquals(10, penalty.defaultWeight(), penalty.name());
            penalty.factory().apply(penalty.defaultWeight());
        }
    }

    @Test
    void anUnknownPenaltyIsAnsweredWithTheKnownOnes() {
        assertEquals(
                "unknown penalty 'r3'; there are gp, r1, r2",
                assertThrows(IllegalArgumentException.class, () -> PenaltyCatalog.describe("r3"))
                        .getMessage());
    }
}

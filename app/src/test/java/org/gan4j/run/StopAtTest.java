package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a run stops before its end. */
class StopAtTest {

    /** By hand: shares are rounded up. */
    @ParameterizedTest
    @CsvSource({"500, 900, 500", "1/3, 900, 300", "1/3, 40, 14", "2/3, 40, 27", "1/1, 40, 40", "1/27, 5, 1"})
    void aStepOrAShareOfAllSteps(String text, long totalSteps, long step) {
        assertEquals(step, StopAt.parse(text).step(totalSteps));
        assertEquals(text, StopAt.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'stop-at (0) must be a step or a share of the run, e.g. 500 or 1/3'",
        "half, 'stop-at (half) must be a step or a share of the run, e.g. 500 or 1/3'",
        "4/3, 'stop-at (4/3) must be at most the whole run, 1/1'"
    })
    void anythingElseIsRefused(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> StopAt.parse(text))
                        .getMessage());
    }
}

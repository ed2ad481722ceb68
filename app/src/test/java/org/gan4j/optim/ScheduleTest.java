package org.gan4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gan4j.testing.PyTorchNumbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @ParameterizedTest
    @ValueSource(strings = {"linear:0.001", "linear", "cosine:0.01", "cosine"})
    void factorsEqualPyTorch(String text) {
        double[] expected = PyTorchNumbers.row("schedule", text);
        Schedule schedule = Schedule.parse(text);
        for (int step = 0; step < expected.length; step++) {
            // PyTorch multiplies its way from step to step, which leaves some rounding errors.
            assertEquals(expected[step], schedule.factor(step, 8), 1e-15, "step " + step);
        }
    }

    @Test
    void holdsTheEndOnceItIsReached() {
        for (long step : new long[] {8, 9, 1_000_000}) {
            assertEquals(0.25, Schedule.parse("linear:0.25").factor(step, 8));
            assertEquals(0.25, Schedule.parse("cosine:0.25").factor(step, 8));
        }
    }

    @Test
    void constantIsOneThroughout() {
        for (long step : new long[] {0, 4, 8, 9}) {
            assertEquals(1, Schedule.parse("constant").factor(step, 8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "linear:0.001", "cosine:0.0", "linear:1.0"})
    void readsWhatItWrites(String text) {
        assertEquals(text, Schedule.parse(text).toString());
        assertEquals(Schedule.parse(text), Schedule.parse(Schedule.parse(text).toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "step",
                "Linear",
                "linear:",
                "linear:x",
                "linear:-0.1",
                "linear:1.5",
                "cosine:NaN",
                "linear:Infinity",
                "constant:0.5",
                "linear:0.1:0.2"
            })
    void refusesAnythingElse(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text))
                .getMessage();
        assertTrue(message.startsWith("schedule "), message);
        assertTrue(message.contains("must"), message);
        assertTrue(message.contains(text.substring(text.indexOf(':') + 1)), message);
        assertEquals(1, message.lines().count(), message);
    }
}

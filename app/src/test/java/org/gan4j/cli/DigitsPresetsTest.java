package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset on images. */
class DigitsPresetsTest extends PresetTraining {

    static Stream<String> presetsButBegan() {
        return presets().filter(name -> !name.equals("began"));
    }

    @ParameterizedTest
    @MethodSource("presetsButBegan")
    void learnsDigits(String preset) throws Exception {
        assertLearns(preset, "digits");
    }

    /**
     * BEGAN's controller moves k by a thousandth a step at most, and a generator of grey images has low energy until k has risen: with
     * the paper's rates it has not begun to draw after 500 steps. What it must do is stay finite, or the run would fail.
     */
    @Test
    void beganStaysFinite() {
        Cli.Result result = Cli.run(
                "train",
                "--preset",
                "began",
                "--dataset",
                "digits",
                "--steps",
                "500",
                "--tick",
                "50",
                "--out",
                directory.resolve("run").toString(),
                "--quiet");
        assertEquals(0, result.code(), result.err());
    }
}

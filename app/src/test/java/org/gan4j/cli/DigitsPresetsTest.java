package org.gan4j.cli;

import org.gan4j.testing.PresetTraining;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset on images. */
class DigitsPresetsTest extends PresetTraining {

    @ParameterizedTest
    @MethodSource("presets")
    void learnsDigits(String preset) throws Exception {
        assertLearns(preset, "digits");
    }
}

package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form; what it makes of weights is in {@link MlpTest}. */
class InitializationTest {

    @ParameterizedTest
    @CsvSource({"pytorch,UNIFORM,0", "he,GAIN,2", "lecun,GAIN,1", "normal:0.02,DEVIATION,0.02", "normal:1.0,DEVIATION,1"
    })
    void readsWhatItWrites(String text, Initialization.Kind kind, double number) {
        assertEquals(new Initialization(kind, number), Initialization.parse(text));
        assertEquals(text, Initialization.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PyTorch",
                "xavier",
                "normal",
                "normal:",
                "normal:x",
                "normal:0",
                "normal:-1",
                "normal:1.5",
                "normal:NaN"
            })
    void refusesAnythingElse(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Initialization.parse(text))
                .getMessage();
        assertEquals(
                "init (" + text + ") must be pytorch, he, lecun or normal:STD, STD above 0 and at most 1", message);
    }
}

package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataOptionsTest {

    @Test
    void sizesAreHeightTimesWidth() {
        assertArrayEquals(
                new int[] {32, 32}, of("32", "auto", "white", 0).sides().orElseThrow());
        assertArrayEquals(
                new int[] {48, 64}, of("48x64", "auto", "white", 0).sides().orElseThrow());
        assertTrue(DataOptions.USUAL.sides().isEmpty());
        assertEquals(0x87ceeb, of(null, "3", "#87CEEB", 0).backgroundColour());
        assertEquals(0xffffff, DataOptions.USUAL.backgroundColour());
    }

    @ParameterizedTest
    @CsvSource({
        "0, auto, white, 0, size (0) must be the side of a square or HEIGHTxWIDTH",
        "5000, auto, white, 0, size (5000)",
        "32x, auto, white, 0, size (32x)",
        "x32, auto, white, 0, size (x32)",
        "32X32, auto, white, 0, size (32X32)",
        "-1, auto, white, 0, size (-1)",
        "3 2, auto, white, 0, size (3 2)",
        "32, 2, white, 0, channels (2) must be 1",
        "32, rgb, white, 0, channels (rgb)",
        "32, 1, pink, 0, 'background (pink) must be white, black, grey or #RRGGBB'",
        "32, 1, '#12345', 0, background (#12345)",
        "32, 1, white, 1, holdout (1.0) must be a share",
        "32, 1, white, -0.1, holdout (-0.1)",
        "32, 1, white, NaN, holdout (NaN)"
    })
    void saysWhatIsAllowed(String size, String channels, String background, double holdout, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> of(size, channels, background, holdout));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    private static DataOptions of(String size, String channels, String background, double holdout) {
        return new DataOptions(size, channels, background, false, false, holdout, null);
    }
}

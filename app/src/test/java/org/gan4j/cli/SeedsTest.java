package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

    @Test
    void numbersAndRanges() {
        assertEquals(List.of(3), Seeds.parse("3"));
        assertEquals(List.of(1, 2, 3, -7), Seeds.parse("1-3,-7"));
        assertEquals(List.of(-2, -1, 0), Seeds.parse("-2-0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1-", "3-1", "1-100000", "9999999999", "1,,2"})
    void otherTextIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Seeds.parse(text));
    }

    /** Names may have hyphens, and ranges go from name to name. */
    @Test
    void classesGoByTheirNames() {
        List<String> names = List.of("-3", "2", "10", "t-shirt", "trouser");
        assertEquals(List.of(3), ChosenClasses.parse("t-shirt", names));
        assertEquals(List.of(1, 2, 3, 4), ChosenClasses.parse("2-trouser", names));
        assertEquals(List.of(0, 1, 4), ChosenClasses.parse("-3-2,trouser", names));
        assertEquals(
                "class (7) does not occur; there are -3, 2, 10, t-shirt, trouser",
                assertThrows(IllegalArgumentException.class, () -> ChosenClasses.parse("7", names))
                        .getMessage());
    }
}

package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.gan4j.UserException;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void numbersThoseThatOccur() {
        for (Labels labels :
                List.of(Labels.of(new long[] {200, 100, 150, 100}), Labels.of(List.of("200", "100", "150", "100")))) {
            assertArrayEquals(new int[] {2, 0, 1, 0}, labels.numbers());
            assertEquals(List.of("100", "150", "200"), labels.names());
        }
        assertEquals(
                List.of("-3", "2", "10", "cat"),
                Labels.of(List.of("cat", "10", "2", "-3")).names());
    }

    @Test
    void aClassThatTheOthersLackIsNamed() {
        UserException e = assertThrows(
                UserException.class, () -> Labels.like(List.of("a", "b"), List.of("a", "c"), "train.npz", "test.npz"));
        assertEquals(
                "test.npz has the class c, which train.npz does not have (a, b); both must be of one data set",
                e.getMessage());
        assertEquals(Optional.of(1), Labels.find(List.of("a", "b"), "b"));
        assertEquals(Optional.empty(), Labels.find(List.of("a", "b"), "1"));
    }
}

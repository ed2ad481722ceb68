package org.gan4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuartilesTest {

    @Test
    void ofOne() {
        assertEquals(new Quartiles(3, 3, 3), Quartiles.of(List.of(3.0)));
    }

    /** Hyndman and Fan's type 8, by hand: of 1..9 the quartiles lie at positions 9⅓·¼ + ⅓ = 2⅔, 5 and 7⅓. */
    @Test
    void ofNine() {
        Quartiles quartiles = Quartiles.of(List.of(9.0, 1.0, 8.0, 2.0, 7.0, 3.0, 6.0, 4.0, 5.0));
        assertEquals(8 / 3.0, quartiles.low(), 1e-12);
        assertEquals(5, quartiles.median(), 1e-12);
        assertEquals(22 / 3.0, quartiles.high(), 1e-12);
    }
}

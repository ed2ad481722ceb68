package org.gan4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuartilesTest {

    @Test
    void ofOne() {
        assertEquals(new Quartiles(3, 3, 3), Quartiles.of(3));
    }

    /** Hyndman and Fan's type 8, by hand: of 1..9 the quartiles lie at positions 9⅓·¼ + ⅓ = 2⅔, 5 and 7⅓. */
    @Test
    void ofNine() {
        Quartiles quartiles = Quartiles.of(9, 1, 8, 2, 7, 3, 6, 4, 5);
        assertEquals(8 / 3.0, quartiles.low(), 1e-12);
        assertEquals(5, quartiles.median(), 1e-12);
        assertEquals(22 / 3.0, quartiles.high(), 1e-12);
    }
}

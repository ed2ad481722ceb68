package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {

    @Test
    void spansWhatCanBeShown() {
        assertEquals(
                new Range(-2, 3), Range.of(DoubleStream.of(3, Double.NaN, -2, Double.POSITIVE_INFINITY, -1e300, 1)));
        assertEquals(new Range(0, 1), Range.of(DoubleStream.of(Double.NaN)));
        assertEquals(new Range(0, 1), Range.of(DoubleStream.empty()));
        assertTrue(Range.shows(-Float.MAX_VALUE));
        assertFalse(Range.shows(Float.MAX_VALUE * 1.001));
    }

    @Test
    void isNeverTooNarrowForItsNumbers() {
        Range zero = new Range(0, 0);
        assertEquals(-0.5e-8, zero.low());
        assertEquals(0.5e-8, zero.high());
        Range constant = new Range(2000, 2000.5);
        assertEquals(2, constant.span(), 0.001);
        assertEquals(2000.25, constant.middle(), 1e-9);
    }

    @Test
    void widensAtBothEnds() {
        assertEquals(new Range(-1, 11), new Range(0, 10).widened(0.1));
    }

    /** The ticks are those XChart would choose: 1, 2 or 5 times a power of ten. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0      | 3      | 0.5     | 0.5",
                "0      | 3      | 1       | 1.0",
                "0      | 10     | 2       | 2",
                "-40    | 0      | -20     | -20",
                "0.69   | 0.70   | 0.692   | 0.692",
                "0      | 60000  | 20000   | 20,000",
                "0      | 3e38   | 1.5e38  | 1.5E38",
                "0      | 3e38   | 0       | 0",
                "0      | 1e-5   | 2e-6    | 2E-6",
                "1e15   | 1e15   | 1.0001e15 | 1.0001E15"
            })
    void labelsTicksWithTheDecimalsTheyNeed(double low, double high, double tick, String label) {
        assertEquals(label, new Range(low, high).labels().apply(tick));
    }
}

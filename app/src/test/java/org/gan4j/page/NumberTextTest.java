package org.gan4j.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "65, 1 min 5 s", "3599, 59 min 59 s", "3600, 1 h 0 min", "90061, 25 h 1 min"})
    void aTimeHasItsTwoLargestUnits(long seconds, String text) {
        assertEquals(text, NumberText.duration(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8.123456    | 8.123
            0.00014999  | 0.00015
            10          | 10
            9999999     | 9,999,999
            10000000    | 10,000,000
            12345678.5  | 1.235E+7
            1e12        | 1E+12
            1714.76     | 1715
            1.23456e-7  | 1.235E-7
            NaN         | NaN
            """)
    void aNumberHasFourDigits(double value, String text) {
        assertEquals(text, NumberText.number(value));
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "3.0133, 3.01", "0.999, 1"})
    void epochsHaveHundredths(double epochs, String text) {
        assertEquals(text, NumberText.epochs(epochs));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "0.98765, 98.8", "1, 100.0"})
    void aShareIsInPercent(double share, String text) {
        assertEquals(text + "\u00a0%", NumberText.percent(share));
    }
}

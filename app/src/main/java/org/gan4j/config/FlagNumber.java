package org.gan4j.config;

import java.math.BigDecimal;

/** Numbers as a person types them behind a flag: {@code 10}, {@code 0.0002}. */
public final class FlagNumber {

    private FlagNumber() {}

    /**
     * A number with all its digits, and no more.
     *
     * @param value the number, finite
     * @return its text, which read again gives the same number
     */
    public static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}

package org.gan4j.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a person reads them, the same on every machine. */
public final class NumberText {

    private static final MathContext DIGITS = new MathContext(4);

    /** More than any run has steps; a loss beyond it has diverged, and no digit of it matters. */
    private static final double MOST_COUNTED = 1e12;

    private NumberText() {}

    /**
     * A text with numbers in it.
     *
     * @param format as of {@link String#format(String, Object...)}
     * @param values what is put into it
     * @return the text, with the dot and the commas of English numbers
     */
    public static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /**
     * A number in four digits, or all of a whole number below 10¹².
     *
     * @param value the number
     * @return its text
     */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < MOST_COUNTED) {
            return text("%,d", (long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7 ? rounded.toPlainString() : rounded.toString();
    }

    /**
     * Passes over the data, to a hundredth.
     *
     * @param epochs how many, with fraction
     * @return their text
     */
    public static String epochs(double epochs) {
        return number(Math.round(100 * epochs) / 100.0);
    }

    /**
     * A part of a whole, in percent.
     *
     * @param share the part, from 0 to 1
     * @return its text, with a tenth of a percent
     */
    public static String percent(double share) {
        return text("%.1f\u00a0%%", 100 * share);
    }

    /**
     * A time in its two largest units.
     *
     * @param seconds the time
     * @return its text, such as {@code 1 min 5 s}
     */
    public static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? text("%d min %d s", seconds / 60, seconds % 60)
                : text("%d h %d min", seconds / 3600, seconds / 60 % 60);
    }
}

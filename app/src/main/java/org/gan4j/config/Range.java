package org.gan4j.config;

import java.util.function.DoublePredicate;

/** What a number may be. */
enum Range {
    FROM_0(number -> number >= 0, "at least 0"),
    FROM_1(number -> number >= 1, "at least 1"),
    /** Beyond a million a single array takes more memory than any machine has, or its size no longer is an int. */
    TO_A_MILLION(number -> number <= 1_000_000, "at most 1000000"),
    POSITIVE(number -> number > 0 && Double.isFinite(number), "finite and above 0"),
    NOT_NEGATIVE(number -> number >= 0 && Double.isFinite(number), "finite and at least 0"),
    /** A part of a whole that is not empty. */
    SHARE(number -> number > 0 && number <= 1, "above 0 and at most 1"),
    /** A decay. */
    FRACTION(number -> number >= 0 && number < 1, "at least 0 and below 1");

    private final DoublePredicate allows;
    private final String text;

    Range(DoublePredicate allows, String text) {
        this.allows = allows;
        this.text = text;
    }

    /** Checks a number, as it is written, for what a setting's name says. */
    void check(String name, Number number) {
        if (!allows.test(number.doubleValue())) {
            throw new IllegalArgumentException(name + " (" + number + ") must be " + text);
        }
    }
}

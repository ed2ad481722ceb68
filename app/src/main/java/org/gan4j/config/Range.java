package org.gan4j.config;

import java.util.function.DoublePredicate;

/**
 * What a number may be.
 *
 * @param allows whether it allows a number; never NaN
 * @param text what it allows, after "must be"
 */
record Range(DoublePredicate allows, String text) {

    static final Range FROM_0 = new Range(number -> number >= 0, "at least 0");
    static final Range FROM_1 = new Range(number -> number >= 1, "at least 1");

    /** Beyond a million a single array takes more memory than any machine has, or its size no longer is an int. */
    static final Range TO_A_MILLION = new Range(number -> number <= 1_000_000, "at most 1000000");

    static final Range POSITIVE = new Range(number -> number > 0 && Double.isFinite(number), "finite and above 0");
    static final Range NOT_NEGATIVE =
            new Range(number -> number >= 0 && Double.isFinite(number), "finite and at least 0");

    /** A part of a whole that is not empty. */
    static final Range SHARE = new Range(number -> number > 0 && number <= 1, "above 0 and at most 1");

    /** A decay. */
    static final Range FRACTION = new Range(number -> number >= 0 && number < 1, "at least 0 and below 1");

    /** Checks a number, as it is written, for what a setting's name says. */
    void check(String name, Number number) {
        if (!allows.test(number.doubleValue())) {
            throw new IllegalArgumentException(name + " (" + number + ") must be " + text);
        }
    }
}

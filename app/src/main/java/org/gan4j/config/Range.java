package org.gan4j.config;

/** What a number may be. */
enum Range {
    FROM_0(0, Double.POSITIVE_INFINITY, "at least 0"),
    FROM_1(1, Double.POSITIVE_INFINITY, "at least 1"),
    /** Beyond a million a single array takes more memory than any machine has, or its size no longer is an int. */
    TO_A_MILLION(Double.NEGATIVE_INFINITY, 1_000_000, "at most 1000000"),
    TO_4096(Double.NEGATIVE_INFINITY, 4096, "at most 4096"),
    POSITIVE(Double.MIN_VALUE, Double.MAX_VALUE, "finite and above 0"),
    NOT_NEGATIVE(0, Double.MAX_VALUE, "finite and at least 0"),
    /** A part of a whole that is not empty. */
    SHARE(Double.MIN_VALUE, 1, "above 0 and at most 1"),
    /** A decay. */
    FRACTION(0, Math.nextDown(1.0), "at least 0 and below 1");

    private final double least;
    private final double most;
    private final String text;

    Range(double least, double most, String text) {
        this.least = least;
        this.most = most;
        this.text = text;
    }

    /** Checks a number, as it is written, for what a setting's name says. */
    void check(String name, Number number) {
        double value = number.doubleValue();
        if (!(value >= least && value <= most)) { // so that NaN is none
            throw new IllegalArgumentException(name + " (" + number + ") must be " + text);
        }
    }
}

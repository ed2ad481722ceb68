package org.gan4j.losses.penalty;

import java.util.function.DoubleFunction;

/**
 * What a reader needs to know of a penalty, and how to make it.
 *
 * <pre>{@code
 * PenaltyDescription about = PenaltyCatalog.describe("r1");
 * about.formula();                                           // (γ/2)E‖∇D(x)‖² on real samples
 * Penalty r1 = about.factory().apply(about.defaultWeight());
 * }</pre>
 *
 * @param name its name on the command line
 * @param formula its value
 * @param defaultWeight the weight where none is given
 * @param source where it comes from
 * @param factory makes it from its weight
 */
public record PenaltyDescription(
        String name, String formula, double defaultWeight, String source, DoubleFunction<Penalty> factory) {

    /** Returns a weight if it may be one. */
    static double weight(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " (" + value + ") must be finite and at least 0");
        }
        return value;
    }
}

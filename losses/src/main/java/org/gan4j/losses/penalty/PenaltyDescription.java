package org.gan4j.losses.penalty;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.gan4j.losses.LossOption;

/**
 * What a reader needs to know of a penalty, and how to make it.
 *
 * <pre>{@code
 * PenaltyDescription about = PenaltyCatalog.describe("r1");
 * about.formula();                                           // (γ/2)E‖∇D(x)‖² on real samples
 * Penalty r1 = about.create(about.defaultWeight());
 * }</pre>
 *
 * @param name its name on the command line
 * @param formula its value
 * @param defaultWeight the weight where none is given
 * @param source where it comes from
 * @param options its further hyper-parameters with their defaults, often none
 * @param factory makes it from its weight and a number for each of its options, 1 or 0 for a flag; see {@link #create}
 */
public record PenaltyDescription(
        String name, String formula, double defaultWeight, String source, List<LossOption> options, Factory factory) {

    /** Makes a penalty. */
    @FunctionalInterface
    public interface Factory {
        /**
         * Makes a penalty.
         *
         * @param weight its weight
         * @param options a number for each of its options
         * @return a new penalty
         */
        Penalty create(double weight, Map<LossOption, Double> options);
    }

    /** One that has nothing but its weight. */
    PenaltyDescription(
            String name, String formula, double defaultWeight, String source, DoubleFunction<Penalty> factory) {
        this(name, formula, defaultWeight, source, List.of(), (weight, options) -> factory.apply(weight));
    }

    /**
     * Makes the penalty with the defaults of its options.
     *
     * @param weight its weight, finite and at least 0
     * @return a new penalty
     * @throws IllegalArgumentException if the weight is not
     */
    public Penalty create(double weight) {
        return create(weight, Map.of());
    }

    /**
     * Makes the penalty.
     *
     * @param weight its weight, finite and at least 0
     * @param values values of its options, by name; the others keep their defaults
     * @return a new penalty
     * @throws IllegalArgumentException if a name is unknown or a number not allowed
     */
    public Penalty create(double weight, Map<String, String> values) {
        return factory.create(weight, LossOption.read("penalty " + name, options, values));
    }

    /**
     * Whether it is made of slopes of scores, which are meant to be each sample's own.
     *
     * @return true if a gradient is in its formula
     */
    public boolean ofSlopes() {
        return formula.contains("∇");
    }

    /** Returns a weight if it may be one. */
    static double weight(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " (" + value + ") must be finite and at least 0");
        }
        return value;
    }
}

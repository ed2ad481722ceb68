package org.gan4j.losses;

import java.util.function.DoublePredicate;

/**
 * A hyper-parameter of a loss: its name, its only default, what it means and what it may be.
 *
 * <pre>{@code
 * for (LossOption option : LossCatalog.describe("lsgan").options()) {
 *     System.out.println(option.name() + "=" + option.defaultValue() + "  " + option.meaning());
 * }
 * }</pre>
 *
 * @param name its name on a command line
 * @param flag whether it is {@code true} or {@code false} rather than a number
 * @param defaultValue the value where none is given
 * @param meaning what it does, a phrase
 * @param allowed which numbers it may be; of a flag all
 * @param range the same in words, after "must be"
 */
public record LossOption(
        String name, boolean flag, String defaultValue, String meaning, DoublePredicate allowed, String range) {

    static LossOption number(String name, String defaultValue, String meaning) {
        return number(name, defaultValue, meaning, Double::isFinite, "a finite number");
    }

    static LossOption number(String name, String defaultValue, String meaning, DoublePredicate allowed, String range) {
        return new LossOption(name, false, defaultValue, meaning, allowed, range);
    }

    static LossOption flag(String name, String defaultValue, String meaning) {
        return new LossOption(name, true, defaultValue, meaning, value -> true, "true or false");
    }

    /** Returns a number if it is allowed. NaN fails every comparison, so it passes no range. */
    double check(double value) {
        if (!allowed.test(value)) {
            throw refused(value);
        }
        return value;
    }

    /** The number that a text stands for if it is allowed; a flag is 1 or 0. */
    double parse(String text) {
        if (flag) {
            return switch (text) {
                case "true" -> 1;
                case "false" -> 0;
                default -> throw refused(text);
            };
        }
        try {
            return check(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw refused(text);
        }
    }

    private IllegalArgumentException refused(Object value) {
        return new IllegalArgumentException(name + " (" + value + ") must be " + range);
    }
}

package org.gan4j.losses;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/**
 * A hyper-parameter of a loss or a penalty: its name, its only default, what it means and what it may be.
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

    /**
     * One that is a number.
     *
     * @param name its name on a command line
     * @param defaultValue the value where none is given
     * @param meaning what it does, a phrase
     * @param allowed which numbers it may be
     * @param range the same in words, after "must be"
     * @return the option
     */
    public static LossOption number(
            String name, String defaultValue, String meaning, DoublePredicate allowed, String range) {
        return new LossOption(name, false, defaultValue, meaning, allowed, range);
    }

    /**
     * One that is true or false.
     *
     * @param name its name on a command line
     * @param defaultValue the value where none is given
     * @param meaning what it does, a phrase
     * @return the option
     */
    public static LossOption flag(String name, String defaultValue, String meaning) {
        return new LossOption(name, true, defaultValue, meaning, value -> true, "true or false");
    }

    /**
     * Reads the values of several.
     *
     * @param owner what they belong to, for the message
     * @param options what there is
     * @param values texts by name; the others keep their defaults
     * @return a number for each option, 1 or 0 for a flag
     * @throws IllegalArgumentException if a name is unknown or a value not allowed
     */
    public static Map<LossOption, Double> read(String owner, List<LossOption> options, Map<String, String> values) {
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        Map<LossOption, Double> numbers = new HashMap<>();
        for (LossOption option : options) {
            numbers.put(option, option.parse(values.getOrDefault(option.name, option.defaultValue)));
            unknown.remove(option.name);
        }
        if (!unknown.isEmpty()) {
            String known = options.stream().map(LossOption::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    owner + " has no option " + unknown.first() + "; it has " + (known.isEmpty() ? "none" : known));
        }
        return numbers;
    }

    /**
     * Returns a number if it is allowed. NaN fails every comparison, so it passes no range.
     *
     * @param value the number
     * @return the same number
     * @throws IllegalArgumentException if it is not allowed; the message says what is
     */
    public double check(double value) {
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

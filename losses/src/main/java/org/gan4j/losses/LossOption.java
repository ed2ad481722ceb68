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
 */
public final class LossOption {

    private final String name;
    private final boolean flag;
    private final double defaultValue;
    private final String meaning;
    private final DoublePredicate allowed;
    private final String range;

    private LossOption(
            String name, boolean flag, double defaultValue, String meaning, DoublePredicate allowed, String range) {
        this.name = name;
        this.flag = flag;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
        this.allowed = allowed;
        this.range = range;
    }

    static LossOption number(String name, double defaultValue, String meaning) {
        return number(name, defaultValue, meaning, Double::isFinite, "a finite number");
    }

    static LossOption number(String name, double defaultValue, String meaning, DoublePredicate allowed, String range) {
        return new LossOption(name, false, defaultValue, meaning, allowed, range);
    }

    static LossOption flag(String name, boolean defaultValue, String meaning) {
        return new LossOption(name, true, defaultValue ? 1 : 0, meaning, v -> v == 0 || v == 1, "true or false");
    }

    /** Returns a constructor's argument if it is finite. */
    static double finite(String name, double value) {
        number(name, 0, "").check(value);
        return value;
    }

    void check(double value) {
        // NaN fails every comparison, so it passes no range.
        if (!allowed.test(value)) {
            throw new IllegalArgumentException(name + " (" + value + ") must be " + range);
        }
    }

    double parse(String text) {
        double value;
        try {
            value = flag ? parseFlag(text) : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " (" + text + ") must be " + range);
        }
        check(value);
        return value;
    }

    private static double parseFlag(String text) {
        return switch (text) {
            case "true" -> 1;
            case "false" -> 0;
            default -> throw new NumberFormatException(text);
        };
    }

    boolean isFlag() {
        return flag;
    }

    double defaultNumber() {
        return defaultValue;
    }

    /**
     * The option's name as it stands on a command line.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What the option does.
     *
     * @return a phrase
     */
    public String meaning() {
        return meaning;
    }

    /**
     * The value where none is given.
     *
     * @return a number, or {@code true} or {@code false}
     */
    public String defaultValue() {
        if (flag) {
            return String.valueOf(defaultValue == 1);
        }
        return defaultValue == Math.rint(defaultValue)
                ? String.valueOf((long) defaultValue)
                : String.valueOf(defaultValue);
    }
}

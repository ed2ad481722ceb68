package org.gan4j.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gan4j.config.Kind;
import org.gan4j.config.KnownNames;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;

/**
 * A setting that differs from run to run: by values, {@code loss=hinge,wgan-gp}, or within a range that values are drawn from,
 * {@code g-lr=1e-5..1e-2:log}.
 *
 * @param setting the setting's name
 * @param values what it may be, as flags have it; empty for a range
 * @param range the range; {@code null} for values
 */
public record Axis(String setting, List<String> values, Range range) {

    /** Digits of a drawn number: as many as anybody wants to copy. */
    private static final MathContext DIGITS = new MathContext(4);

    private static final Pattern RANGE = Pattern.compile("([^,;:]+)\\.\\.([^,;:]+)(:log)?");

    /** Settings that a sweep cannot vary, each with the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            "seed", "give --seeds N instead",
            "dataset", "scores of different data do not compare; start a sweep for each",
            "data-dir", "scores of different data do not compare; start a sweep for each");

    /**
     * What numbers are drawn from.
     *
     * @param low the least
     * @param high the greatest
     * @param log whether each power of ten is as likely as any other, rather than each number
     * @param whole whether the numbers are whole
     */
    public record Range(double low, double high, boolean log, boolean whole) {

        private double draw(Random random) {
            double u = random.nextDouble();
            // Whole numbers each have an interval of length one.
            double below = whole ? low - 0.5 : low;
            double above = whole ? high + 0.5 : high;
            double drawn = log ? below * Math.pow(above / below, u) : below + u * (above - below);
            double rounded = whole
                    ? Math.rint(drawn)
                    : new BigDecimal(drawn).round(DIGITS).doubleValue();
            return Math.max(low, Math.min(high, rounded));
        }
    }

    /**
     * Reads an axis.
     *
     * @param text as {@code --vary} has it. Values are parted by commas; where a value has commas of its own, by semicolons
     * @return the axis, whose values are allowed one by one
     * @throws IllegalArgumentException if it is none; the message says why
     */
    public static Axis parse(String text) {
        String[] parts = text.split("=", 2);
        if (parts.length < 2 || parts[1].isBlank()) {
            throw new IllegalArgumentException(
                    "vary ('" + text
                            + "') must be SETTING=VALUE,VALUE... or SETTING=LOW..HIGH[:log], e.g. loss=hinge,wgan-gp or g-lr=1e-5..1e-2:log");
        }
        Setting setting = setting(parts[0]);
        Matcher range = RANGE.matcher(parts[1]);
        return range.matches() ? range(setting, range) : values(setting, parts[1]);
    }

    private static Setting setting(String name) {
        List<String> names = Settings.all().stream().map(Setting::name).toList();
        if (!names.contains(name)) {
            List<String> near = KnownNames.nearest(name, names);
            throw new IllegalArgumentException("vary: unknown setting '" + name + "'"
                    + (near.isEmpty()
                            ? "; gan4j train --help lists them"
                            : "; did you mean " + String.join(" or ", near) + "?"));
        }
        String refused = REFUSED.get(name);
        if (refused != null) {
            throw new IllegalArgumentException("vary: " + name + " is not for --vary; " + refused);
        }
        return Settings.find(name);
    }

    private static Axis values(Setting setting, String text) {
        List<String> values = Stream.of(text.split(text.contains(";") ? ";" : ","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        Set<Object> seen = new HashSet<>();
        for (String value : values) {
            if (!seen.add(setting.read(value))) {
                throw new IllegalArgumentException("vary: " + setting.name() + " has " + value + " twice");
            }
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("vary: " + setting.name() + " has no values");
        }
        return new Axis(setting.name(), values, null);
    }

    private static Axis range(Setting setting, Matcher text) {
        String given = "vary: " + setting.name() + " (" + text.group() + ") ";
        boolean whole = setting.kind() == Kind.WHOLE || setting.kind() == Kind.LONG;
        if (!whole && setting.kind() != Kind.NUMBER || setting.isList()) {
            throw new IllegalArgumentException(given + "cannot be a range; list its values");
        }
        double low = ((Number) setting.read(text.group(1))).doubleValue();
        double high = ((Number) setting.read(text.group(2))).doubleValue();
        boolean log = text.group(3) != null;
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException(given + "must have its lower end first");
        }
        if (log && low <= 0) {
            throw new IllegalArgumentException(given + "must begin above 0, as it is logarithmic");
        }
        return new Axis(setting.name(), List.of(), new Range(low, high, log, whole));
    }

    /** Draws a value, as a flag has it. */
    String draw(Random random) {
        return range == null ? values.get(random.nextInt(values.size())) : Setting.number(range.draw(random));
    }

    /**
     * Where on a picture's axis a value lies.
     *
     * @param value one of its values, as a flag has it
     * @return the number that it is; empty if the axis has words
     */
    Optional<Double> number(String value) {
        Setting known = Settings.find(setting);
        boolean numbers = !known.isList()
                && (known.kind() == Kind.WHOLE || known.kind() == Kind.LONG || known.kind() == Kind.NUMBER);
        return numbers ? Optional.of(Double.valueOf(value)) : Optional.empty();
    }
}

package org.gan4j.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;

/**
 * A penalty by name, as a flag has it: {@code r1:10}, or {@code lecam:0.3:decay=0.99:start=0}.
 *
 * @param name its name in the catalogue
 * @param weight its weight, finite and at least 0
 * @param options its options that differ from their defaults
 */
public record WeightedPenalty(String name, double weight, Map<String, String> options) {

    private static final Pattern FORM = Pattern.compile("([^:]*)(?::([^:=]*))?((?::[^:=]+=[^:]*)*)");

    /** Checks all by making the penalty once. */
    public WeightedPenalty {
        options = options == null ? Map.of() : Map.copyOf(options);
        PenaltyCatalog.describe(name).create(weight, options);
    }

    /**
     * Makes the penalty.
     *
     * @return a new penalty
     */
    public Penalty create() {
        return PenaltyCatalog.describe(name).create(weight, options);
    }

    @Override
    public String toString() {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .map(option -> ":" + option)
                        .collect(Collectors.joining("", name + ":" + Setting.number(weight), ""));
    }

    /**
     * Reads {@code name:weight:key=value}, with any number of options. Without a weight it is that of the catalogue.
     *
     * @param text the text
     * @return the penalty
     * @throws IllegalArgumentException if the name or an option is unknown, or a value is not allowed
     */
    public static WeightedPenalty parse(String text) {
        PenaltyDescription penalty = PenaltyCatalog.describe(text.split(":", 2)[0]);
        Matcher form = FORM.matcher(text);
        double weight = penalty.defaultWeight();
        try {
            if (!form.matches()) {
                throw new IllegalArgumentException();
            }
            weight = form.group(2) == null ? weight : Double.parseDouble(form.group(2));
            penalty.create(weight);
        } catch (IllegalArgumentException e) { // of the number too
            throw new IllegalArgumentException(
                    "penalty (" + text + ") must be name:weight with a finite weight of at least 0, e.g. "
                            + penalty.name() + ":" + Setting.number(penalty.defaultWeight()),
                    e);
        }
        Map<String, String> options = Stream.of(form.group(3).split(":"))
                .filter(option -> !option.isEmpty())
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1], (first, last) -> last));
        return new WeightedPenalty(penalty.name(), weight, options);
    }
}

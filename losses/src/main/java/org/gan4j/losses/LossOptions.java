package org.gan4j.losses;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Values of a loss's options: the given ones, checked, and the defaults of the others. */
final class LossOptions {

    private final Map<LossOption, Double> values = new HashMap<>();

    LossOptions(String loss, List<LossOption> declared, Map<String, String> given) {
        TreeSet<String> unknown = new TreeSet<>(given.keySet());
        for (LossOption option : declared) {
            values.put(option, option.parse(given.getOrDefault(option.name(), option.defaultValue())));
            unknown.remove(option.name());
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("loss " + loss + " has no option " + unknown.first() + "; it has "
                    + declared.stream().map(LossOption::name).collect(Collectors.joining(", ")));
        }
    }

    double number(LossOption option) {
        return values.get(option);
    }

    boolean flag(LossOption option) {
        return values.get(option) == 1;
    }
}

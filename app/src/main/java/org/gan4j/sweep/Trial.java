package org.gan4j.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run of a sweep: a configuration with a seed.
 *
 * @param number from 0, over all runs
 * @param configuration the number of its configuration, from 0: runs that differ by their seeds alone share it
 * @param varied the values of the axes
 * @param seed the run's seed
 */
public record Trial(int number, int configuration, Map<String, String> varied, int seed) {

    /** File systems take 255 bytes; names this long are read by nobody. */
    private static final int LONGEST_NAME = 100;

    /**
     * The name of its directory: its number, then what tells it from the others.
     *
     * @return a file name
     */
    public String name() {
        String label = varied.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(","));
        String name = String.format(Locale.ROOT, "%03d-%s%sseed=%d", number, label, label.isEmpty() ? "" : ",", seed);
        String safe = name.replaceAll("[^A-Za-z0-9._=,+-]", "_");
        return safe.length() <= LONGEST_NAME ? safe : safe.substring(0, LONGEST_NAME);
    }

    /**
     * The settings that {@code train} is given.
     *
     * @param common those of all runs
     * @return texts of settings by name without dashes
     */
    public Map<String, String> settings(Map<String, String> common) {
        Map<String, String> settings = new LinkedHashMap<>(common);
        settings.putAll(varied);
        settings.put("seed", String.valueOf(seed));
        return settings;
    }

    /** Settings as flags of a command line. */
    static List<String> flags(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }
}

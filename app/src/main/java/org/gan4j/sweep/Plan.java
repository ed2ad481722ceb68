package org.gan4j.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.gan4j.config.Settings;
import org.gan4j.eval.Metric;

/**
 * Which runs a sweep has: what {@code sweep.json} holds. The same plan stands for the same runs, wherever and whenever it is read.
 *
 * @param gan4j the version that made it
 * @param settings the settings of all runs, texts by name without dashes
 * @param config the file whose settings all runs start from; {@code null} for none
 * @param vary the axes, as they were given
 * @param trials how many configurations are drawn; 0 for all that there are
 * @param searchSeed what the draw follows from
 * @param seeds runs of each configuration
 * @param halving of how many configurations one goes on after each stage; 0 if all go to their ends
 * @param metric the key of the metric that decides
 * @param threads of the engine in each run
 */
public record Plan(
        String gan4j,
        Map<String, String> settings,
        String config,
        List<String> vary,
        int trials,
        int searchSeed,
        int seeds,
        int halving,
        String metric,
        int threads) {

    /** More directories than anybody wants to look at. */
    public static final int MOST_RUNS = 100_000;

    private static final String SEED = "seed";

    /** So often a draw may give a configuration that is there already. */
    private static final int MOST_DRAWS_IN_VAIN = 1_000;

    /** Checks what can be checked without the configurations. */
    public Plan {
        if (settings == null || vary == null || metric == null) {
            throw new IllegalArgumentException("settings, vary or metric is missing");
        }
        if (Stream.concat(settings.values().stream(), vary.stream()).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a setting has no value");
        }
        if (trials < 0 || seeds < 1 || halving < 0 || halving == 1) {
            throw new IllegalArgumentException("trials (" + trials + ") must be at least 0, seeds (" + seeds
                    + ") at least 1, halving (" + halving + ") 0 or at least 2");
        }
        Metric.of(metric);
        Settings.find(SEED).read(settings.getOrDefault(SEED, "0"));
        Set<String> names = new LinkedHashSet<>();
        for (Axis axis : axes(vary)) {
            if (!names.add(axis.setting())) {
                throw new IllegalArgumentException("vary: " + axis.setting() + " is varied twice");
            }
            if (settings.containsKey(axis.setting())) {
                throw new IllegalArgumentException(axis.setting() + " (" + settings.get(axis.setting())
                        + ") is varied too; leave out --" + axis.setting() + " or --vary " + axis.setting());
            }
            if (axis.range() != null && trials == 0) {
                throw new IllegalArgumentException(
                        "vary: " + axis.setting() + " is a range; say with --trials N how many configurations to draw");
            }
        }
        if (trials > 0 && vary.isEmpty()) {
            throw new IllegalArgumentException("trials (" + trials + ") needs --vary: what is to be drawn?");
        }
    }

    private static List<Axis> axes(List<String> vary) {
        return vary.stream().map(Axis::parse).toList();
    }

    /**
     * What differs from run to run, next to the seed.
     *
     * @return the axes
     */
    public List<Axis> axes() {
        return axes(vary);
    }

    /**
     * What decides.
     *
     * @return the metric
     */
    public Metric deciding() {
        return Metric.of(metric);
    }

    /**
     * The runs.
     *
     * @return all of them, each configuration with its seeds one after the other
     * @throws IllegalArgumentException if there are more than can be run, or fewer than were to be drawn
     */
    public List<Trial> runs() {
        List<Map<String, String>> configurations = trials == 0 ? product() : drawn();
        int first = Integer.parseInt(settings.getOrDefault(SEED, "0"));
        checkCount(configurations.size());
        List<Trial> runs = new ArrayList<>();
        for (int i = 0; i < configurations.size(); i++) {
            for (int seed = 0; seed < seeds; seed++) {
                runs.add(new Trial(runs.size(), i, configurations.get(i), first + seed));
            }
        }
        return runs;
    }

    private void checkCount(long configurations) {
        if (configurations * seeds > MOST_RUNS) {
            throw new IllegalArgumentException(
                    "these are " + configurations * seeds + " runs; a sweep has at most " + MOST_RUNS);
        }
    }

    private List<Map<String, String>> product() {
        List<Map<String, String>> all = List.of(Map.of());
        for (Axis axis : axes()) {
            checkCount((long) all.size() * axis.values().size());
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> configuration : all) {
                for (String value : axis.values()) {
                    Map<String, String> more = new LinkedHashMap<>(configuration);
                    more.put(axis.setting(), value);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    /** Draws without replacement: one after the other, so that a longer list begins with the shorter one. */
    private List<Map<String, String>> drawn() {
        checkCount(trials);
        Random random = new Random(searchSeed);
        List<Axis> axes = axes();
        Set<Map<String, String>> drawn = new LinkedHashSet<>();
        int inVain = 0;
        while (drawn.size() < trials && inVain < MOST_DRAWS_IN_VAIN) {
            Map<String, String> configuration = new LinkedHashMap<>();
            axes.forEach(axis -> configuration.put(axis.setting(), axis.draw(random)));
            inVain = drawn.add(configuration) ? 0 : inVain + 1;
        }
        if (drawn.size() < trials) {
            throw new IllegalArgumentException("trials (" + trials + ") must be at most " + drawn.size()
                    + ": these axes have no more configurations");
        }
        return List.copyOf(drawn);
    }

    /**
     * What another plan has otherwise.
     *
     * @param other the other plan, of the same directory
     * @return each part that differs, with both values; empty for the same runs
     */
    public List<String> differences(Plan other) {
        List<String> differences = new ArrayList<>();
        Map<String, Object> mine = parts();
        other.parts().forEach((name, its) -> {
            if (!its.equals(mine.get(name))) {
                differences.add(name + " (" + mine.get(name) + ", it has " + its + ")");
            }
        });
        return differences;
    }

    private Map<String, Object> parts() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("the settings", settings);
        parts.put("--config", String.valueOf(config));
        parts.put("--vary", vary);
        parts.put("--trials", trials);
        parts.put("--search-seed", searchSeed);
        parts.put("--seeds", seeds);
        parts.put("--halving", halving);
        parts.put("--metric", metric);
        return parts;
    }
}

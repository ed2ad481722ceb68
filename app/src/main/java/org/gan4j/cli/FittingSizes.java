package org.gan4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.data.ResidentImages;

/**
 * Sizes for data that are fewer than a configuration is made for: those of a recipe become smaller, those that were asked for are refused.
 *
 * @param values the sizes that fit, by the names of the settings that do not; empty if all do
 * @param problems why those do not, a part of a sentence each
 */
record FittingSizes(Map<String, String> values, List<String> problems) {

    /** At least so many samples a cluster, in the mean: what comes out of clusters of one or two is copies. */
    private static final int SAMPLES_A_CLUSTER = 3;

    /**
     * Compares a configuration with its data.
     *
     * @param config the configuration
     * @param data its samples, before they are parted into clusters
     * @return what does not fit
     */
    static FittingSizes of(TrainConfig config, RealData data) {
        FittingSizes fitting = new FittingSizes(new LinkedHashMap<>(), new ArrayList<>());
        TrainConfig.Techniques techniques = config.techniques();
        if (techniques.clusters() > 0) {
            boolean inClasses = techniques.conditional();
            int most = ((ResidentImages) data).mostClusters(inClasses);
            if (most > 1) {
                int good = Math.max(2, Integer.highestOneBit(most / SAMPLES_A_CLUSTER));
                String what = inClasses ? "samples of the smallest class" : "samples";
                fitting.compare("clusters", techniques.clusters(), most, what, good);
            }
        }
        long size = data.size();
        int pack = techniques.packing();
        if (size >= pack) {
            long good = pack * Long.highestOneBit(size / pack);
            fitting.compare("batch-size", config.data().batchSize(), size, "samples", good);
        }
        return fitting;
    }

    private void compare(String setting, int value, long most, String what, long good) {
        if (value > most) {
            values.put(setting, String.valueOf(good));
            problems.add(Settings.find(setting) + " (" + value + ") must not be above the number of " + what + " ("
                    + most + ")");
        }
    }

    /** What does not fit, and what does. */
    String refusal() {
        return String.join(", ", problems) + "; give " + flags();
    }

    /** What fits, as flags. */
    String flags() {
        return values.entrySet().stream()
                .map(value -> "--" + value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(" "));
    }
}

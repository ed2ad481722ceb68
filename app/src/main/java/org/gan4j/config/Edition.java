package org.gan4j.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Which defaults hold for what a configuration does not record. It is counted on when a default or a formula changes, and an earlier
 * file is told in the words of today: a run of an earlier version goes on with the formulas that it began with.
 *
 * <p>Before edition 2, {@code div} had slopes at the ends, {@code lecam} a decay of 0.99 and {@code began} a γ of 0.75.
 */
public final class Edition {

    /** The edition of what is written now. */
    public static final int PRESENT = 2;

    private static final Map<String, Map.Entry<String, String>> PENALTIES_OF_1 =
            Map.of("div", Map.entry("ends", "true"), "lecam", Map.entry("decay", "0.99"));

    private Edition() {}

    /**
     * Brings a configuration of an earlier edition up to this one.
     *
     * @param edition the edition of both
     * @param flags the flags that a resumed run starts from
     * @param config the configuration as JSON
     * @throws IllegalArgumentException if the edition is a later one
     */
    public static void bringUp(int edition, JsonObject flags, JsonObject config) {
        if (edition > PRESENT) {
            throw new IllegalArgumentException(
                    "edition (" + edition + ") is that of a later version; this one knows those up to " + PRESENT);
        }
        if (edition < 2 && config.get("objective") instanceof JsonObject objective) {
            if (objective.get("penalties") instanceof JsonArray penalties) {
                bringUpPenalties(flags, penalties);
            }
            if (objective.get("options") instanceof JsonObject options && !options.has("gamma")) {
                bringUpBegan(flags, objective.get("loss"), options);
            }
        }
    }

    private static void bringUpPenalties(JsonObject flags, JsonArray penalties) {
        boolean changed = false;
        for (JsonElement element : penalties) {
            JsonObject penalty = element.getAsJsonObject();
            Map.Entry<String, String> then =
                    PENALTIES_OF_1.get(penalty.get("name").getAsString());
            if (then != null) {
                JsonObject options = new JsonObject();
                options.addProperty(then.getKey(), then.getValue());
                penalty.add("options", options);
                changed = true;
            }
        }
        if (changed) {
            String text = StreamSupport.stream(penalties.spliterator(), false)
                    .map(penalty -> ConfigJson.FILE.fromJson(penalty, WeightedPenalty.class))
                    .map(WeightedPenalty::toString)
                    .collect(Collectors.joining(","));
            flags.addProperty("penalty", text);
        }
    }

    private static void bringUpBegan(JsonObject flags, JsonElement loss, JsonObject options) {
        if (loss != null && loss.getAsString().equals("began")) {
            options.addProperty("gamma", "0.75");
            JsonElement others = flags.get("loss-option");
            flags.addProperty("loss-option", (others == null ? "" : others.getAsString() + ",") + "gamma=0.75");
        }
    }
}

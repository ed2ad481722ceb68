package org.gan4j.config;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gan4j.files.Table;

/**
 * The table of settings, {@code settings.csv} next to this class. One more is a row there, a component of a record in
 * {@link TrainConfig}, and what reads it.
 *
 * <p>The order is that of the help, of {@code --dry-run} and of the page of a run. The columns, with {@code -} where there is nothing:
 *
 * <ul>
 *   <li>{@code kind}: a {@link Kind}; {@code label}: what stands for the value in the help;
 *   <li>{@code default}: the value without flag, recipe and file; {@code alone}: that of the flag alone;
 *   <li>{@code members}: where a {@link TrainConfig} holds it, as {@code config.json} names it; two for a list of two;
 *   <li>{@code range}: what a number may be, see {@link Range};
 *   <li>{@code help}: where {@code {data sets}} stands for the names of {@link org.gan4j.data.DataSet};
 *   <li>{@code marks}: {@code list} for several values with commas between them, {@code repeatable} for a flag that may come several
 *       times, {@code free} for what may change when a run is resumed, {@code told} for what is said next to the loss where it is not
 *       as it is by default, {@code before=VALUE} for what runs have that are older than the setting.
 * </ul>
 */
public final class Settings {

    /** As many samples as points in the plane are scored from: so many images are scored in seconds. */
    public static final int EVALUATION_COUNT = 2_500;

    /** How often a run goes back to its last checkpoint before it gives up. */
    public static final int MOST_ROLLBACKS = 3;

    /** What {@code --on-nan} may be, other than to stop. */
    public static final String ROLLBACK = "rollback";

    private static final List<Setting> ALL = Table.of(Settings.class, "settings.csv").rows().stream()
            .map(Setting::of)
            .toList();

    private Settings() {}

    /**
     * The table.
     *
     * @return every setting, in its order
     */
    public static List<Setting> all() {
        return ALL;
    }

    /**
     * Looks a setting up.
     *
     * @param name the flag without dashes
     * @return its row
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Setting find(String name) {
        return ALL.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown setting '" + name + "'"));
    }

    /**
     * Gives a configuration of an earlier version the settings that came after it.
     *
     * @param config the configuration as JSON
     * @param flags the values of the settings that the version knew, by name
     */
    public static void complete(JsonObject config, JsonObject flags) {
        ALL.stream().filter(setting -> !flags.has(setting.name())).forEach(setting -> setting.complete(config, flags));
    }

    /** The settings that decide what a run computes, and are not the same. */
    static List<String> differences(TrainConfig config, TrainConfig other, String name) {
        JsonObject here = ConfigJson.tree(config);
        JsonObject there = ConfigJson.tree(other);
        Map<Setting, String> texts = texts(config);
        Map<Setting, String> otherTexts = texts(other);
        return ALL.stream()
                .filter(setting ->
                        setting.isMathematics() && !setting.parts(here).equals(setting.parts(there)))
                .map(setting -> setting + " (" + texts.getOrDefault(setting, "none") + ", " + name + " has "
                        + otherTexts.getOrDefault(setting, "none") + ")")
                .toList();
    }

    /**
     * A configuration in words.
     *
     * @param config the configuration
     * @return each setting that it has a value for, with the value as a flag has it
     */
    public static Map<Setting, String> texts(TrainConfig config) {
        JsonObject texts = ConfigJson.texts(config);
        Map<Setting, String> values = new LinkedHashMap<>();
        ALL.forEach(setting -> setting.text(texts).ifPresent(text -> values.put(setting, text)));
        return values;
    }

    /**
     * What the players minimise and what else helps them, as flags would say it: {@code wgan-gp + gp:10 + pack:2}.
     *
     * @param config a run's configuration
     * @return the loss, and whatever is not as it is without a flag, in one line for a person
     */
    public static String objective(TrainConfig config) {
        TrainConfig.Objective objective = config.objective();
        StringBuilder text = new StringBuilder(objective.loss());
        new TreeMap<>(objective.options())
                .forEach(
                        (key, value) -> text.append(' ').append(key).append('=').append(value));
        objective.penalties().forEach(penalty -> text.append(" + ").append(penalty));
        JsonObject texts = ConfigJson.texts(config);
        for (Setting setting : ALL) {
            boolean idle = setting.name().equals("penalty-every")
                    && objective.penalties().isEmpty();
            if (setting.marks().contains("told") && !idle && !setting.isDefault(texts)) {
                text.append(" + ").append(setting.name());
                if (!setting.kind().isSwitch()) {
                    text.append(':').append(setting.text(texts).orElseThrow());
                }
            }
        }
        return text.toString();
    }
}

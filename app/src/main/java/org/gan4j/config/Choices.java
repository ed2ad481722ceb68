package org.gan4j.config;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossCatalog;
import org.gan4j.model.Architecture;
import org.gan4j.model.Architecture.Trait;

/**
 * The value of every setting, with where it comes from: {@code default < recipe of the data set, or a named preset < what the loss
 * needs < flags}. In place of the recipe may stand what an earlier run had. A preset that is named after a loss is its source's, and nothing
 * is added to it.
 */
public final class Choices {

    private static final String PRESET = "preset";
    private static final String DATASET = "dataset";
    private static final String DATA_DIR = "data-dir";
    private static final String EPOCHS = "epochs";
    private static final String STEPS = "steps";
    private static final String LOSS = "loss";
    private static final String PENALTY = "penalty";
    private static final String ARCH = "arch";

    /** What keeps the critic of one loss in bounds, or shapes that loss alone. */
    private static final List<String> OF_ONE_LOSS = List.of("clip", "loss-option", "label-smoothing", "label-noise");

    /** What tells D of classes. */
    private static final List<String> OF_CLASSES = List.of("conditional", "class-by", "clusters");

    /** What only some architectures have. */
    private static final Map<Trait, String> OF_NETWORKS = Map.of(Trait.INITIALIZATION, "init", Trait.HEAD, "d-head");

    /**
     * A value and where it comes from.
     *
     * @param text the value as a flag has it
     * @param origin {@code flag}, {@code default}, {@code preset wgan}, {@code data set ring}, {@code loss hinge} and the like
     */
    public record Value(String text, String origin) {}

    /**
     * What the values start from: a recipe, or an earlier run with what it {@linkplain #recorded recorded}.
     *
     * @param preset the name of the recipe, be it that of an earlier run
     * @param reason why it is this one, if no flag named it
     * @param origin what is said of a value that comes from here
     * @param values texts of settings by name without dashes
     * @param ofLoss those that the chosen loss adds to a recipe, or has in place of the recipe's
     */
    public record Base(
            String preset, String reason, String origin, Map<String, String> values, Map<String, String> ofLoss) {

        private static Base matching(Map<String, String> given) {
            String name = given.get(PRESET);
            boolean named = given.containsKey(DATASET) || !given.containsKey(DATA_DIR);
            String dataset = named ? given.get(DATASET) : suiting(given);
            Preset preset;
            String reason = "flag";
            String origin = "preset " + name;
            if (name != null) {
                Settings.find(PRESET).read(name);
                preset = Preset.find(name);
            } else {
                preset = Preset.matching(dataset);
                reason = dataset == null ? "the default" : "that of --" + (named ? DATASET : DATA_DIR);
                origin = "data set " + (dataset == null ? preset.values().get(DATASET) : dataset);
            }
            Map<String, String> values = preset.valuesFor(given.get(DATASET));
            String loss = given.get(LOSS);
            Map<String, String> ofLoss = Map.of();
            if (loss != null && (name == null || !preset.isOfALoss())) {
                Architecture networks = Architecture.parse(given.getOrDefault(ARCH, values.getOrDefault(ARCH, "mlp")));
                ofLoss = LossRecipe.of(loss).valuesFor(preset.kindOf(dataset), networks);
            }
            return new Base(preset.name(), reason, origin, values, ofLoss);
        }

        /** What flags and defaults find in their place: without what the flags speak against. */
        private Map<String, Value> kept(Map<String, String> given) {
            Map<String, Value> kept = new HashMap<>();
            without(given).forEach((name, text) -> kept.put(name, new Value(text, origin)));
            needed(given).forEach((name, text) -> kept.put(name, new Value(text, "loss " + given.get(LOSS))));
            if (given.containsKey(EPOCHS)) {
                kept.remove(STEPS); // a number of steps must not outweigh epochs that were asked for
            }
            if (kept.containsKey(STEPS)) {
                kept.remove(EPOCHS); // recorded too, but the steps are what counts
            }
            return kept;
        }

        /** What the loss needs: where there can be no spectral norm, the recipe's penalty stands in for it, if it has one. */
        private Map<String, String> needed(Map<String, String> given) {
            Map<String, String> needed = new HashMap<>(ofLoss);
            String arch = given.getOrDefault(ARCH, values.get(ARCH));
            boolean possible = arch == null || Architecture.parse(arch).has(Trait.SPECTRAL_NORM);
            boolean refused = "false".equals(given.get("spectral-norm")) || "bfloat16".equals(given.get("precision"));
            if ((!possible || refused) && needed.remove("spectral-norm") != null) {
                needed.remove(PENALTY);
            }
            return needed;
        }

        private Map<String, String> without(Map<String, String> given) {
            Map<String, String> kept = new HashMap<>(values);
            if (given.containsKey(DATASET) && !given.get(DATASET).equals(values.get(DATASET))) {
                kept.remove(DATA_DIR);
            }
            if (!given.getOrDefault("conditional", "1").equals("1") && !given.containsKey("clusters")) {
                kept.remove("class-by"); // D is told no class, or also tells it, with this weight
            }
            boolean packed = !given.getOrDefault("pack", "1").equals("1");
            if (packed && !given.containsKey("conditional") && !given.containsKey("clusters")) {
                OF_CLASSES.forEach(kept::remove); // a pack has no class of its own
            }
            String arch = given.get(ARCH);
            if (arch != null && !arch.equals(values.get(ARCH))) {
                Architecture other = Architecture.parse(arch);
                OF_NETWORKS.forEach((trait, name) -> {
                    if (!other.has(trait)) {
                        kept.remove(name);
                    }
                });
            }
            String loss = given.get(LOSS);
            if (loss != null && !loss.equals(values.get(LOSS))) {
                Settings.find(LOSS).read(loss);
                OF_ONE_LOSS.forEach(kept::remove);
                if (!LossCatalog.describe(loss).penalties().isEmpty()) {
                    kept.remove(PENALTY);
                }
            }
            return kept;
        }
    }

    private final Base base;
    private final Map<String, String> given;
    private final Map<String, Value> kept;
    private final Map<Setting, Value> values = new LinkedHashMap<>();

    /**
     * Flags over the values of an earlier run.
     *
     * @param given texts of settings by name without dashes
     * @param base the values of the run
     * @throws IllegalArgumentException if a name is unknown; the message names it
     */
    public Choices(Map<String, String> given, Base base) {
        given.keySet().forEach(Settings::find);
        base.values.keySet().forEach(Settings::find);
        if (given.containsKey(EPOCHS) && given.containsKey(STEPS)) {
            throw new IllegalArgumentException("--epochs (" + given.get(EPOCHS) + ") and --steps (" + given.get(STEPS)
                    + ") both say how long to train; give one of them");
        }
        this.base = base;
        this.given = given;
        this.kept = base.kept(given);
        for (Setting setting : Settings.all()) {
            String flag = given.get(setting.name());
            Optional<Value> value = flag == null ? withoutFlag(setting) : Optional.of(new Value(flag, "flag"));
            value.ifPresent(found -> values.put(setting, found));
        }
    }

    /**
     * The value that a setting has unless a flag gives it.
     *
     * @param setting the setting
     * @return its value, if it has one
     */
    public Optional<Value> withoutFlag(Setting setting) {
        Optional<Value> known = Optional.ofNullable(kept.get(setting.name()));
        boolean readsFiles = known.flatMap(value -> DataSet.find(value.text))
                .filter(DataSet::readsFiles)
                .isPresent();
        if (setting.name().equals(DATASET) && given.containsKey(DATA_DIR) && !readsFiles) {
            return Optional.of(new Value(suiting(given), "that of --" + DATA_DIR));
        }
        return known.or(() -> setting.initial().map(initial -> new Value(initial, "default")));
    }

    /** The data set that the files of {@code --data-dir} are. */
    private static String suiting(Map<String, String> given) {
        return DataSet.suiting(Path.of(given.get(DATA_DIR))).toString();
    }

    /**
     * Flags over the recipe that they ask for.
     *
     * @param given texts of settings by name without dashes
     * @return every value
     * @throws IllegalArgumentException if a name is unknown; the message names it
     */
    public static Choices of(Map<String, String> given) {
        return new Choices(given, Base.matching(given));
    }

    /**
     * The same with more flags.
     *
     * @param flags texts of settings by name without dashes
     * @return every value
     */
    public Choices with(Map<String, String> flags) {
        Map<String, String> more = new HashMap<>(given);
        more.putAll(flags);
        return new Choices(more, base);
    }

    /** {@return what the values start from} */
    public Base base() {
        return base;
    }

    /**
     * The value of one setting, also where it follows from those of others.
     *
     * @param setting the setting
     * @return its value, if it has one
     */
    public Optional<Value> value(Setting setting) {
        Value value = values.get(setting);
        if (value == null && setting.name().equals(PRESET)) {
            value = new Value(base.preset, base.reason);
        } else if (value == null && setting.name().equals(PENALTY)) {
            String loss = values.get(Settings.find(LOSS)).text();
            List<String> own = LossCatalog.describe(loss).penalties();
            value = own.isEmpty() ? null : new Value(String.join(",", own), "loss " + loss);
        }
        return Optional.ofNullable(value);
    }

    /**
     * The text of a setting that always has a value.
     *
     * @param name the flag without dashes
     * @return its value, read once, so that it is allowed
     * @throws IllegalArgumentException if it is not allowed; the message says what is
     */
    public String text(String name) {
        Setting setting = Settings.find(name);
        return setting.recorded(value(setting).orElseThrow().text());
    }

    /**
     * The configuration that the values stand for.
     *
     * @param initFrom what the players start from, which only who reads the files can tell
     * @return the configuration
     * @throws IllegalArgumentException if a value is not allowed; the message names it
     */
    public TrainConfig config(List<InitialWeights> initFrom) {
        JsonObject tree = new JsonObject();
        boolean bySteps = value(Settings.find(STEPS)).isPresent();
        for (Setting setting : Settings.all()) {
            if (setting.name().equals("init-from")) {
                ConfigJson.put(tree, "model.initFrom", initFrom);
            } else if (setting.name().equals(PENALTY)) {
                setting.put(value(setting).map(Value::text).orElse("none"), tree);
            } else if (!(bySteps && setting.name().equals(EPOCHS))) {
                value(setting).ifPresent(value -> setting.put(value.text(), tree));
            }
        }
        return ConfigJson.config(tree);
    }

    /**
     * What {@code config.json} keeps for a run that goes on from it. A recipe that no flag named and a penalty that the loss brings are
     * not among it, nor are the files of the first weights: a run that goes on has weights, and they may be gone.
     *
     * @return texts by name without dashes, which read again give the same values
     */
    public Map<String, String> recorded() {
        Map<String, String> recorded = new LinkedHashMap<>();
        values.forEach((setting, value) -> {
            String text = setting.recorded(value.text());
            if (!text.isEmpty() && !setting.name().equals("init-from")) {
                recorded.put(setting.name(), text);
            }
        });
        return recorded;
    }
}

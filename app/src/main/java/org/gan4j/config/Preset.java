package org.gan4j.config;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.data.DataSet;
import org.gan4j.files.Table;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;

/**
 * A recipe: a loss with what its source pairs with it, or what was tuned here, as the values of {@code train}'s flags. Flags that
 * are given override a preset's one by one. The recipes stand in the resource {@code presets.csv}.
 *
 * @param name its name on the command line
 * @param summary what it is for
 * @param source where its settings come from
 * @param values the flags it sets, by name without dashes
 * @param onModes those that it sets otherwise on points around modes
 */
public record Preset(
        String name, String summary, String source, Map<String, String> values, Map<String, String> onModes) {

    /** What a loss has that no recipe is named after. */
    private static final String USUAL = "*";

    private static final Pattern FLAG = Pattern.compile("--(\\S+)\\s+(\\S+)");

    private static final Map<String, Preset> PRESETS = index(read());

    /** The recipe of a run that names none. */
    public static final Preset DEFAULT = find("digits");

    /** Keeps maps of its own. */
    public Preset {
        values = Map.copyOf(values);
        onModes = Map.copyOf(onModes);
    }

    /** Named recipes first, then one for each loss of the catalogue. */
    private static Map<String, Preset> index(Map<String, Preset> read) {
        Map<String, Preset> index = new LinkedHashMap<>(read);
        Preset usual = index.remove(USUAL);
        for (LossDescription loss : LossCatalog.all()) {
            Preset own = index.remove(loss.name());
            Map<String, String> values = with((own == null ? usual : own).values, "--loss " + loss.name());
            String title = loss.title().substring(0, 1).toLowerCase(Locale.ROOT)
                    + loss.title().substring(1);
            Preset preset = own == null
                    ? new Preset(loss.name(), title, loss.source() + "; " + usual.source, values, usual.onModes)
                    : new Preset(loss.name(), own.summary, own.source, values, own.onModes);
            index.put(loss.name(), preset);
        }
        return Collections.unmodifiableMap(index);
    }

    private static Map<String, Preset> read() {
        Map<String, Preset> read = new LinkedHashMap<>();
        for (CSVRecord row : Table.of(Preset.class, "presets.csv").rows()) {
            String name = row.get("name");
            Preset like = read.get(row.get("like"));
            Map<String, String> values = with(like == null ? Map.of() : like.values, row.get("flags"));
            Map<String, String> onModes = with(Map.of(), row.get("modes"));
            read.put(name, new Preset(name, row.get("summary"), row.get("source"), values, onModes));
        }
        return read;
    }

    /** Values with those of a text of flags, which override them. */
    static Map<String, String> with(Map<String, String> values, String flags) {
        Map<String, String> all = new HashMap<>(values);
        FLAG.matcher(flags).results().forEach(flag -> all.put(flag.group(1), flag.group(2)));
        return all;
    }

    /**
     * Values as a person types them.
     *
     * @param values values by name without dashes
     * @return {@code --NAME VALUE}, in the order of the names
     */
    public static String flags(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(flag -> "--" + flag.getKey() + " " + flag.getValue())
                        .collect(Collectors.joining(" "));
    }

    /**
     * The flags it sets for a data set.
     *
     * @param dataset the data set's name, or {@code null} for the preset's own
     * @return values by name without dashes
     */
    public Map<String, String> valuesFor(String dataset) {
        Map<String, String> all = new HashMap<>(values);
        if (DataSet.find(dataset)
                .filter(row -> row.kind() == DataSet.Kind.MODES)
                .isPresent()) {
            all.putAll(onModes);
        }
        return all;
    }

    /**
     * All presets in the order of the table.
     *
     * @return the presets
     */
    public static Collection<Preset> all() {
        return PRESETS.values();
    }

    /**
     * What {@link #find} knows.
     *
     * @return the names, in the order of the table
     */
    public static List<String> names() {
        return List.copyOf(PRESETS.keySet());
    }

    /**
     * Looks a preset up.
     *
     * @param name its name
     * @return the preset, or {@code null} if there is none of that name
     */
    public static Preset find(String name) {
        return PRESETS.get(name);
    }

    /**
     * The recipe of a run that names none: that of its data set.
     *
     * @param dataset the data set that was asked for, or {@code null}
     * @return a preset
     */
    static Preset matching(String dataset) {
        return DataSet.find(dataset).map(row -> find(row.preset())).orElse(DEFAULT);
    }

    /** What the samples are that it is for: those of a data set, or of its own if there is none of that name. */
    DataSet.Kind kindOf(String dataset) {
        return DataSet.find(dataset)
                .or(() -> DataSet.find(values.get("dataset")))
                .map(DataSet::kind)
                .orElse(DataSet.Kind.IMAGES);
    }

    /** Whether it is a loss as its source trains it, rather than a recipe that another loss may take part in. */
    boolean isOfALoss() {
        return LossCatalog.all().stream().anyMatch(loss -> loss.name().equals(name));
    }
}

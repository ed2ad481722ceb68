package org.gan4j.config;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.data.DataSet;
import org.gan4j.files.Table;

/**
 * What a loss needs where it takes part in a recipe that was made for another: the constraint of its critic, options, rates. A row of the
 * resource {@code losses.csv} each. How the loss's source trains it is a {@link Preset} instead.
 *
 * @param loss the loss's name
 * @param why which constraint goes with it, and why; a sentence or two
 * @param values flags by name without dashes, for each kind of data
 */
public record LossRecipe(String loss, String why, Map<DataSet.Kind, Map<String, String>> values) {

    private static final Map<String, LossRecipe> RECIPES = Table.of(LossRecipe.class, "losses.csv").rows().stream()
            .map(LossRecipe::read)
            .collect(Collectors.toUnmodifiableMap(LossRecipe::loss, Function.identity()));

    private static LossRecipe read(CSVRecord row) {
        Map<DataSet.Kind, Map<String, String>> values = new EnumMap<>(DataSet.Kind.class);
        for (DataSet.Kind kind : DataSet.Kind.values()) {
            String own = row.get(kind.name().toLowerCase(Locale.ROOT));
            values.put(kind, own == null ? Map.of() : Preset.with(Map.of(), own));
        }
        return new LossRecipe(row.get("loss"), row.get("why"), values);
    }

    /**
     * Looks a loss up.
     *
     * @param loss a name
     * @return its row
     * @throws IllegalArgumentException if there is no such loss; the message lists those there are
     */
    public static LossRecipe of(String loss) {
        Settings.find("loss").read(loss);
        return RECIPES.get(loss);
    }

    /**
     * The flags that are added to the recipe of a data set.
     *
     * @param kind what its samples are
     * @return values by name without dashes; empty if the recipe needs nothing more
     */
    public Map<String, String> valuesFor(DataSet.Kind kind) {
        return values.get(kind);
    }
}

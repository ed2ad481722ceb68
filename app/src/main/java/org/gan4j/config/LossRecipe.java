package org.gan4j.config;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.data.DataSet;
import org.gan4j.files.Table;
import org.gan4j.model.Architecture;

/**
 * What a loss needs where it takes part in a recipe that was made for another: the constraint of its critic, options, rates. A row of the
 * resource {@code losses.csv} each. How the loss's source trains it is a {@link Preset} instead.
 *
 * @param loss the loss's name
 * @param why which constraint goes with it, and why; a sentence or two
 * @param values flags by name without dashes, for each kind of data
 * @param ofConvolutions those that convolutions have too
 */
public record LossRecipe(
        String loss, String why, Map<DataSet.Kind, Map<String, String>> values, Map<String, String> ofConvolutions) {

    private static final Map<String, LossRecipe> RECIPES = Table.of(LossRecipe.class, "losses.csv").rows().stream()
            .map(LossRecipe::read)
            .collect(Collectors.toUnmodifiableMap(LossRecipe::loss, Function.identity()));

    private static LossRecipe read(CSVRecord row) {
        Map<DataSet.Kind, Map<String, String>> values = new EnumMap<>(DataSet.Kind.class);
        for (DataSet.Kind kind : DataSet.Kind.values()) {
            values.put(kind, flags(row, kind.name().toLowerCase(Locale.ROOT)));
        }
        return new LossRecipe(row.get("loss"), row.get("why"), values, flags(row, "convolutions"));
    }

    private static Map<String, String> flags(CSVRecord row, String column) {
        String own = row.get(column);
        return own == null ? Map.of() : Preset.with(Map.of(), own);
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
     * @param architecture of the networks
     * @return values by name without dashes; empty if the recipe needs nothing more
     */
    public Map<String, String> valuesFor(DataSet.Kind kind, Architecture architecture) {
        Map<String, String> all = new HashMap<>(values.get(kind));
        if (architecture != Architecture.MLP) {
            all.putAll(ofConvolutions);
        }
        return all;
    }
}

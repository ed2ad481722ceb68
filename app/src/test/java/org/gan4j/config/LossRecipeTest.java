package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.data.DataSet;
import org.gan4j.files.Table;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.model.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what each loss needs: it is whole, and every recipe of data is a valid one with every loss. */
class LossRecipeTest {

    @TempDir
    private Path temp;

    private static Stream<String> losses() {
        return LossCatalog.all().stream().map(LossDescription::name);
    }

    @Test
    void everyLossHasOneRowAndEveryRowALoss() {
        List<String> rows = Table.of(LossRecipe.class, "losses.csv").rows().stream()
                .map(row -> row.get("loss"))
                .toList();
        assertEquals(losses().sorted().toList(), rows.stream().sorted().toList());
        losses().forEach(loss -> assertFalse(LossRecipe.of(loss).why().isBlank(), loss));
    }

    /** What a person types who names a loss and data alone. */
    private Choices choices(String loss, DataSet dataset) {
        Map<String, String> given = new HashMap<>(Map.of("loss", loss, "dataset", dataset.toString()));
        switch (dataset) {
            case PICTURES, IDX -> given.put("data-dir", temp.toString());
            case NPZ -> given.put("data-dir", temp.resolve("a.npz").toString());
            case VECTORS -> given.put("data-dir", temp.resolve("a.csv").toString());
            default -> {} // drawn or downloaded
        }
        return Choices.of(given);
    }

    private static Map<String, String> needs(String loss, DataSet dataset) {
        String arch = Preset.find(dataset.preset()).values().getOrDefault("arch", "mlp");
        return LossRecipe.of(loss).valuesFor(dataset.kind(), Architecture.parse(arch));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLossTrainsOnAllDataAsTheirRecipesAndItsRowSay(String loss) throws Exception {
        for (String file : List.of("a.npz", "a.csv")) {
            Files.writeString(temp.resolve(file), "");
        }
        for (DataSet dataset : DataSet.values()) {
            String where = loss + " on " + dataset;
            Choices choices = choices(loss, dataset);
            TrainConfig config = assertDoesNotThrow(() -> choices.config(List.of()), where);
            assertEquals(loss, config.objective().loss());
            assertEquals(dataset.preset(), config.preset());
            Map<String, String> row = needs(loss, dataset);
            Map<String, String> recipe = Preset.find(dataset.preset()).valuesFor(dataset.toString());
            for (Setting setting : Settings.all()) {
                String name = setting.name();
                String origin =
                        choices.value(setting).map(Choices.Value::origin).orElse("default");
                String expected = Stream.of("loss", "dataset", "data-dir").anyMatch(name::equals)
                        ? origin
                        : row.containsKey(name)
                                ? "loss " + loss
                                : recipe.containsKey(name) ? "data set " + dataset : "default";
                boolean leftOut = name.equals("preset") || recipe.containsKey(name) && origin.equals("default");
                assertTrue(leftOut || origin.equals(expected), where + ": --" + name + " is from " + origin);
            }
        }
    }

    /** What belongs to a loss by definition stays with it, whatever its weight; and nothing else may bound a Wasserstein critic. */
    @ParameterizedTest
    @MethodSource("losses")
    void penaltiesOfALossAreInEveryRecipe(String loss) {
        LossDescription description = LossCatalog.describe(loss);
        for (DataSet dataset : List.of(DataSet.DIGITS, DataSet.MNIST, DataSet.RING, DataSet.GRID, DataSet.GAUSSIAN)) {
            TrainConfig.Objective objective =
                    choices(loss, dataset).config(List.of()).objective();
            List<String> names =
                    objective.penalties().stream().map(WeightedPenalty::name).toList();
            List<String> own = new ArrayList<>(description.penalties());
            own.replaceAll(penalty -> penalty.split(":")[0]);
            assertTrue(names.containsAll(own), loss + " on " + dataset + " has " + names);
            assertFalse(description.group() == Group.WASSERSTEIN && names.isEmpty(), loss + " on " + dataset);
        }
    }

    /** Or else {@code --loss} would change what the data set's recipe says of the same loss. */
    @Test
    void theLossOfARecipeNeedsNothingMore() {
        for (DataSet dataset : DataSet.values()) {
            String own = Preset.find(dataset.preset()).values().get("loss");
            assertEquals(Map.of(), needs(own, dataset), dataset + " with " + own);
        }
    }

    @Test
    void aPresetOfALossStaysAsItsSourceHasIt() {
        for (String loss : losses().toList()) {
            Choices choices = Choices.of(Map.of("preset", loss, "dataset", "ring"));
            assertEquals(Map.of(), choices.base().ofLoss());
            // With another loss, too, nothing is added to what its source says.
            assertEquals(
                    Map.of(),
                    Choices.of(Map.of("preset", loss, "loss", "fgan-kl")).base().ofLoss());
        }
    }

    @Test
    void aRecipeOfDataTakesALossWithWhatItNeeds() {
        Choices choices = Choices.of(Map.of("preset", "mnist-dcgan", "loss", "fgan-js"));
        TrainConfig config = choices.config(List.of());
        assertEquals(Map.of("alternative", "true"), config.objective().options());
        assertEquals("[r1:0.1]", config.objective().penalties().toString());
        assertEquals(
                new Choices.Value("alternative=true", "loss fgan-js"),
                choices.value(Settings.find("loss-option")).orElseThrow());
    }

    @Test
    void flagsOverrideWhatTheLossNeeds() {
        Choices choices = Choices.of(Map.of("loss", "wgan-gp", "dataset", "mnist", "penalty", "gp:7"));
        assertEquals(
                new Choices.Value("gp:7", "flag"),
                choices.value(Settings.find("penalty")).orElseThrow());
    }

    /** {@code --conditional 0} alone is enough to do without the classes of a recipe. */
    @Test
    void classesOfARecipeCanBeTurnedOff() {
        TrainConfig config = TrainConfig.of(Map.of("dataset", "mnist", "conditional", "0"));
        assertFalse(config.techniques().labelled());
        assertTrue(TrainConfig.of(Map.of("dataset", "mnist", "conditional", "0", "clusters", "100"))
                .techniques()
                .classes()
                .isTold());
    }
}

package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gan4j.losses.BoundaryEquilibriumLoss;
import org.junit.jupiter.api.Test;

/** What runs of earlier editions keep. {@code EarlierRunsTest} goes on with some that an earlier version made. */
class EditionTest {

    private final JsonObject flags = new JsonObject();

    /** As an earlier version wrote it: penalties without options, and an objective with those options that it was given. */
    private static JsonObject earlier(String loss, Map<String, String> options, String... penalties) {
        JsonObject config = ConfigJson.tree(Configs.of("--loss " + loss + " --seed 3"));
        JsonArray array = new JsonArray();
        for (String penalty : penalties) {
            JsonObject object = new JsonObject();
            object.addProperty("name", penalty.split(":")[0]);
            object.addProperty("weight", Double.parseDouble(penalty.split(":")[1]));
            array.add(object);
        }
        config.getAsJsonObject("objective").add("penalties", array);
        ConfigJson.put(config, "objective.options", options);
        return config;
    }

    /** The loss brought {@code div:2} then, which no flag recorded. */
    @Test
    void divKeepsItsTwoTerms() {
        JsonObject config = earlier("wgan-div", Map.of(), "div:2");
        Edition.bringUp(1, flags, config);
        assertEquals("div:2:ends=true", flags.get("penalty").getAsString());
        assertEquals(Configs.of("--loss wgan-div --seed 3 --penalty div:2:ends=true"), ConfigJson.config(config));
    }

    @Test
    void lecamKeepsItsDecay() {
        flags.addProperty("penalty", "lecam,r1:0.1");
        JsonObject config = earlier("hinge", Map.of(), "lecam:0.3", "r1:0.1");
        Edition.bringUp(1, flags, config);
        assertEquals("lecam:0.3:decay=0.99,r1:0.1", flags.get("penalty").getAsString());
        assertEquals(
                Configs.of("--loss hinge --seed 3 --penalty lecam:0.3:decay=0.99,r1:0.1"), ConfigJson.config(config));
    }

    @Test
    void beganKeepsItsGamma() {
        flags.addProperty("loss-option", "lambda-k=0.01");
        JsonObject config = earlier("began", Map.of("lambda-k", "0.01"));
        Edition.bringUp(1, flags, config);
        Map<String, String> values = new LinkedHashMap<>(Map.of("loss", "began", "seed", "3"));
        values.put("loss-option", flags.get("loss-option").getAsString());
        assertEquals(TrainConfig.of(values), ConfigJson.config(config));
        TrainConfig.Objective objective = ConfigJson.config(config).objective();
        assertEquals("0.75", objective.options().get("gamma"));
        assertEquals(BoundaryEquilibriumLoss.class, objective.createLoss().getClass());

        JsonObject given = earlier("began", Map.of("gamma", "0.3"));
        Edition.bringUp(1, new JsonObject(), given);
        assertEquals("0.3", ConfigJson.config(given).objective().options().get("gamma"));
    }

    @Test
    void whatIsOfThisEditionStaysAsItIs() {
        JsonObject config = earlier("wgan-div", Map.of(), "div:2");
        Edition.bringUp(Edition.PRESENT, flags, config);
        assertEquals(new JsonObject(), flags);
        assertEquals(
                "div:2",
                ConfigJson.config(config).objective().penalties().get(0).toString());
        JsonObject others = earlier("wgan-gp", new HashMap<>(), "gp:10");
        Edition.bringUp(1, flags, others);
        assertEquals(new JsonObject(), flags);
    }

    @Test
    void aLaterOneIsRefused() {
        JsonObject config = earlier("wgan", Map.of());
        assertEquals(
                "edition (3) is that of a later version; this one knows those up to 2",
                assertThrows(IllegalArgumentException.class, () -> Edition.bringUp(3, flags, config))
                        .getMessage());
    }
}

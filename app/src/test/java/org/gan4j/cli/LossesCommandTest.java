package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.LossOption;
import org.gan4j.testing.Cli;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossesCommandTest {

    private static JsonObject json(String name, String... flags) {
        List<String> args = new ArrayList<>(List.of("losses", name, "--json"));
        args.addAll(List.of(flags));
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        assertEquals(1, result.out().lines().count());
        JsonReader reader = new JsonReader(new StringReader(result.out()));
        reader.setStrictness(Strictness.STRICT);
        JsonObject object = JsonParser.parseReader(reader).getAsJsonObject();
        assertEquals(name, object.get("loss").getAsString());
        return object;
    }

    private static double value(JsonObject object, String player) {
        return object.getAsJsonObject(player).get("value").getAsDouble();
    }

    private static void assertGradient(JsonObject object, String player, String gradient, double... expected) {
        JsonArray actual = object.getAsJsonObject(player).getAsJsonArray(gradient);
        assertEquals(expected.length, actual.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.get(i).getAsDouble(), 1e-6, player + " " + gradient + " " + i);
        }
    }

    /** The known answers of the project's catalogue of losses (losses.md), six digits each. */
    @ParameterizedTest
    @CsvSource({
        "non-saturating, , 5.83387, 1.38582",
        "non-saturating, label-smoothing=0.125, 6.19637, 1.38582",
        "non-saturating, label-smoothing=0.1, 6.12387, 1.38582",
        "minimax, , 5.83387, -4.51082",
        "lsgan, , 41.73375, 17.69625",
        "lsgan, a=-1 b=1 c=0, 45.35875, 20.32125",
        "wgan, , 0.225, -3.125",
        "wgan-gp, , 0.225, -3.125",
        "hinge, , 6.75, -3.125",
        "hinge-v1, , 6.75, 1.625",
    })
    void givesTheKnownAnswers(String loss, String options, double discriminator, double generator) {
        List<String> flags = new ArrayList<>(List.of("--real=-5,1.4,12.5,2.7", "--fake=10,4.4,-5.5,3.6"));
        for (String option : options == null ? new String[0] : options.split(" ")) {
            flags.add("--option");
            flags.add(option);
        }
        JsonObject object = json(loss, flags.toArray(String[]::new));
        assertEquals(discriminator, value(object, "discriminator"), 1e-5 * Math.abs(discriminator));
        assertEquals(generator, value(object, "generator"), 1e-5 * Math.abs(generator));
    }

    @Test
    void halvesOnDemand() {
        // Half of the known answer 5.83387; the generator's is left alone.
        JsonObject object = json(
                "non-saturating", "--real=-5,1.4,12.5,2.7", "--fake=10,4.4,-5.5,3.6", "--option", "halve-d-loss=true");
        assertEquals(5.83387 / 2, value(object, "discriminator"), 3e-5);
        assertEquals(1.38582, value(object, "generator"), 2e-5);
    }

    /** KL's conjugate is e^(t-1): beyond e^88 float32 has no number for it, and JSON none for infinity. */
    @Test
    void infinityIsText() {
        JsonObject object = json("fgan-kl", "--real=1,-3", "--fake=100,2");
        assertEquals(
                "Infinity", object.getAsJsonObject("discriminator").get("value").getAsString());
        assertEquals(
                "-Infinity", object.getAsJsonObject("generator").get("value").getAsString());
        assertEquals(
                "Infinity",
                object.getAsJsonObject("discriminator")
                        .getAsJsonArray("gradFake")
                        .get(0)
                        .getAsString());
    }

    @Test
    void everyLossGivesJsonOfHugeScores() {
        for (LossDescription loss : LossCatalog.all()) {
            value(json(loss.name(), "--real=3e38,-3e38", "--fake=-3e38,3e38"), "discriminator");
        }
    }

    @Test
    void givesGradients() {
        // By hand: E f - E r and -E f over four samples.
        JsonObject wgan = json("wgan", "--real=-5,1.4,12.5,2.7", "--fake=10,4.4,-5.5,3.6");
        assertGradient(wgan, "discriminator", "gradReal", -0.25, -0.25, -0.25, -0.25);
        assertGradient(wgan, "discriminator", "gradFake", 0.25, 0.25, 0.25, 0.25);
        assertGradient(wgan, "generator", "gradReal", 0, 0, 0, 0);
        assertGradient(wgan, "generator", "gradFake", -0.25, -0.25, -0.25, -0.25);
        // By hand: (r - 1)/2, f/2 and (f - 1)/2 over two samples.
        JsonObject lsgan = json("lsgan", "--real=-5,1.4", "--fake=10,4.4");
        assertGradient(lsgan, "discriminator", "gradReal", -3, 0.2);
        assertGradient(lsgan, "discriminator", "gradFake", 5, 2.2);
        assertGradient(lsgan, "generator", "gradFake", 4.5, 1.7);
    }

    @Test
    void printsTheSameForPeople() {
        Cli.Result result = Cli.run("losses", "wgan", "--real=1,3", "--fake=4,6");
        assertEquals(0, result.code());
        // By hand: 5 - 2 and -5.
        assertTrue(result.out().contains("discriminator 3.0"), result.out());
        assertTrue(result.out().contains("generator     -5.0"), result.out());
        assertTrue(result.out().contains("[-0.5, -0.5]"), result.out());
    }

    @Test
    void listsEveryLoss() {
        Cli.Result result = Cli.run("losses");
        assertEquals(0, result.code());
        List<String> lines = result.out().lines().toList();
        assertTrue(lines.get(0).startsWith("NAME"), lines.get(0));
        int row = 1;
        for (LossDescription.Group group : LossDescription.Group.values()) {
            assertEquals("", lines.get(row++).strip());
            assertEquals(group.title(), lines.get(row++).strip());
            int members = 0;
            for (LossDescription loss : LossCatalog.all()) {
                if (loss.group() == group) {
                    String line = lines.get(row++);
                    assertTrue(line.startsWith("  " + loss.name() + " "), line);
                    assertTrue(line.contains(loss.discriminator()) && line.contains(loss.generator()), line);
                    assertTrue(line.contains(loss.source()), line);
                    loss.penalties().forEach(penalty -> assertTrue(line.contains(penalty), line));
                    for (LossOption option : loss.options()) {
                        // What every loss has is said below the table.
                        boolean own = option != LossDescription.HALVE;
                        assertEquals(own, line.contains(option.name() + "=" + option.defaultValue()), line);
                    }
                    members++;
                }
            }
            assertTrue(members > 0, group + " is empty");
        }
        assertEquals(
                1
                        + 2 * LossDescription.Group.values().length
                        + LossCatalog.all().size(),
                row);
    }

    @Test
    void plotsEveryLoss(@TempDir Path directory) throws IOException {
        assumeTrue(Pictures.fontsArePresent(), "a chart needs a font");
        for (LossDescription loss : LossCatalog.all()) {
            Path file = directory.resolve(loss.name() + ".png");
            Cli.Result result = Cli.run("losses", loss.name(), "--plot", file.toString());
            assertEquals(0, result.code(), result.err());
            assertEquals("", result.err());
            assertEquals(file + System.lineSeparator(), result.out());
            BufferedImage picture = ImageIO.read(file.toFile());
            assertEquals(900, picture.getWidth());
            assertEquals(560, picture.getHeight());
            // Its middle, without the title: curves on paper.
            Set<Integer> colours = new HashSet<>();
            for (int x = 100; x < 700; x++) {
                for (int y = 60; y < 500; y++) {
                    colours.add(picture.getRGB(x, y));
                }
            }
            assertTrue(colours.size() > 3, loss.name() + " has no curves");
        }
    }

    @Test
    void describesEveryLoss() {
        for (LossDescription loss : LossCatalog.all()) {
            Cli.Result result = Cli.run("losses", loss.name());
            assertEquals(0, result.code());
            for (String text : List.of(
                    loss.title(),
                    loss.discriminator(),
                    loss.generator(),
                    loss.conventions(),
                    loss.useWhen(),
                    loss.avoidWhen())) {
                assertTrue(result.out().contains(text), loss.name() + ": " + text);
            }
            for (LossOption option : loss.options()) {
                assertTrue(result.out().contains(option.name()) && result.out().contains(option.meaning()));
            }
        }
        assertTrue(Cli.run("losses", "wgan-gp").out().contains("Brings the penalty gp:10"));
    }

    /** Its value is that of wgan: scores alone do not tell a slope. */
    @Test
    void saysThatAPenaltyIsNotIncluded() {
        Cli.Result text = Cli.run("losses", "r3gan", "--real=1,3", "--fake=4,6");
        assertEquals(0, text.code(), text.err());
        assertTrue(text.out().contains("not included  [r1:1, r2:1], which needs the critic itself"), text.out());
        assertEquals(
                "[\"gp:10\"]",
                json("wgan-gp", "--real=1,3", "--fake=4,6")
                        .get("penaltiesNotIncluded")
                        .toString());
        assertFalse(Cli.run("losses", "wgan", "--real=1,3", "--fake=4,6").out().contains("not included"));
    }
}

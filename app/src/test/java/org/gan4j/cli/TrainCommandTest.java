package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.gan4j.config.Average;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.run.RunDirectory;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

class TrainCommandTest {

    @TempDir
    private Path temp;

    private static final Pattern SETTING = Pattern.compile(
            "(--\\S+)\\s+(.*?)\\s+(flag|default|preset \\S+|data set \\S+|loss \\S+|that of \\S+|the default)");

    /** What {@code --dry-run} prints of each flag: its value and where it comes from. */
    private record Setting(String value, String origin) {}

    private static Map<String, Setting> settings(String... args) {
        List<String> all = new ArrayList<>(List.of("train", "--dry-run"));
        all.addAll(List.of(args));
        Cli.Result result = Cli.run(all);
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        Map<String, Setting> settings = new LinkedHashMap<>();
        result.out().lines().forEach(line -> {
            Matcher cells = SETTING.matcher(line);
            assertTrue(cells.matches(), line);
            settings.put(cells.group(1), new Setting(cells.group(2), cells.group(3)));
        });
        return settings;
    }

    /** Trains small networks for few steps and returns where; later flags override nothing. */
    private Path train(String name, String... args) {
        Path out = temp.resolve(name);
        List<String> all = new ArrayList<>(
                List.of("train", "--g-hidden", "8", "--d-hidden", "8", "--quiet", "--out", out.toString()));
        all.addAll(List.of(args));
        Cli.Result result = Cli.run(all);
        assertEquals(0, result.code(), result.err());
        assertEquals(out + System.lineSeparator(), result.out());
        assertEquals("", result.err());
        return out;
    }

    private static TrainConfig config(Path run) {
        return RunDirectory.open(run).record().config();
    }

    private static List<JsonObject> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static byte[] weights(Path run, String player) throws IOException {
        return Files.readAllBytes(RunDirectory.open(run).checkpoints().last().resolve(player + ".safetensors"));
    }

    // Where values come from.

    private static Collection<Preset> presets() {
        return Preset.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetIsMadeOfFlagsAndValid(Preset preset) throws IOException {
        List<String> flags = new ArrayList<>(List.of("--preset", preset.name()));
        if (preset.name().equals("vectors")) { // this one and the next cannot be without data of one's own
            Path table = Files.writeString(temp.resolve("table.csv"), "a,b\n1,2\n3,5\n4,4\n");
            flags.addAll(List.of("--data-dir", table.toString()));
        } else if (preset.name().equals("pictures")) {
            Path folder = Files.createDirectories(temp.resolve("pictures"));
            ImageIO.write(
                    new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve("1.png").toFile());
            flags.addAll(List.of("--data-dir", folder.toString()));
        }
        Map<String, Setting> settings = settings(flags.toArray(String[]::new));
        for (Map.Entry<String, String> value : preset.values().entrySet()) {
            OptionSpec option = Gan4j.commandLine()
                    .getSubcommands()
                    .get("train")
                    .getCommandSpec()
                    .findOption("--" + value.getKey());
            assertTrue(option != null, "train has no flag --" + value.getKey());
            Setting setting = settings.get("--" + value.getKey());
            assertEquals("preset " + preset.name(), setting.origin(), value.getKey());
            assertTrue(same(value.getValue(), setting.value()), value + " is " + setting.value());
        }
        settings.forEach((name, setting) -> {
            if (!preset.values().containsKey(name.substring(2)) && !flags.contains(name) && !name.equals("--penalty")) {
                assertEquals("default", setting.origin(), name);
            }
        });
    }

    /** Whether a printed value is a flag's text: {@code 2e-4} is printed as 2.0E-4, {@code 128,256} as [128, 256], {@code a=0} as {a=0}. */
    private static boolean same(String text, String printed) {
        String plain = printed.replaceAll("[\\[\\]{} ]", "");
        if (plain.equals(text)) {
            return true;
        }
        String[] given = text.split(",");
        String[] shown = plain.split(",");
        if (given.length != shown.length) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            try {
                if (Double.parseDouble(given[i]) != Double.parseDouble(shown[i])) {
                    return false;
                }
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return true;
    }

    @Test
    void flagsOverridePresetsAndPresetsDefaults() {
        assertEquals(
                new Setting("hinge", "flag"),
                settings("--preset", "lsgan", "--loss", "hinge").get("--loss"));
        Map<String, Setting> settings = settings("--preset", "wgan", "--g-lr", "0.5");
        assertEquals(new Setting("wgan", "flag"), settings.get("--preset"));
        assertEquals(new Setting("wgan", "preset wgan"), settings.get("--loss"));
        assertEquals(new Setting("0.5", "flag"), settings.get("--g-lr"));
        assertEquals(new Setting("5.0E-5", "preset wgan"), settings.get("--d-lr"));
        assertEquals(new Setting("5", "preset wgan"), settings.get("--n-critic"));
        assertEquals(new Setting("100", "default"), settings.get("--latent"));
        assertEquals(new Setting("-", "default"), settings.get("--steps"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', digits",
        "--loss wgan, digits",
        "--preset wgan, wgan",
        "--dataset mnist --loss hinge-v1, mnist",
        "--dataset gaussian, gaussian-1d",
        "--dataset gaussian --loss lsgan, gaussian-1d",
        "--preset r1 --loss wgan --dataset gaussian --clip 1, r1",
    })
    void thePresetFollowsFromTheData(String flags, String preset) {
        String[] args = flags.isEmpty() ? new String[0] : flags.split(" ");
        assertEquals(preset, settings(args).get("--preset").value());
    }

    @Test
    void aLossTakesTheRecipeOfTheDataAndAddsWhatItNeeds() {
        Map<String, Setting> settings = settings("--loss", "wgan-gp", "--dataset", "ring", "--seed", "3");
        assertEquals(new Setting("ring", "that of --dataset"), settings.get("--preset"));
        assertEquals(new Setting("wgan-gp", "flag"), settings.get("--loss"));
        assertEquals(new Setting("[gp:0.01]", "loss wgan-gp"), settings.get("--penalty"));
        assertEquals(new Setting("256", "data set ring"), settings.get("--batch-size"));
        assertEquals(new Setting("1", "default"), settings.get("--n-critic"));
    }

    @Test
    void switchesOfAPresetCanBeTurnedOff() {
        assertEquals(
                new Setting("true", "preset gaussian-1d"),
                settings("--preset", "gaussian-1d").get("--halve-d-loss"));
        assertEquals(
                new Setting("false", "flag"),
                settings("--preset", "gaussian-1d", "--halve-d-loss=false").get("--halve-d-loss"));
        assertEquals(
                new Setting("true", "flag"),
                settings("--preset", "gaussian-1d", "--halve-d-loss").get("--halve-d-loss"));
        assertEquals(new Setting("true", "flag"), settings("--fresh-noise").get("--fresh-noise"));
    }

    @Test
    void epochsReplaceThePresetsSteps() {
        assertEquals("3000", settings("--preset", "gaussian-1d").get("--steps").value());
        Map<String, Setting> settings = settings("--preset", "gaussian-1d", "--epochs", "2");
        assertEquals("-", settings.get("--steps").value());
        assertEquals(new Setting("2", "flag"), settings.get("--epochs"));
    }

    @Test
    void stepsReplaceThePresetsEpochs() {
        Path run = train("run", "--preset", "mnist-mlp", "--dataset", "gaussian", "--steps", "2");
        assertEquals(new TrainConfig.Length(0, 2, 250), config(run).length());
    }

    @Test
    void aDirectoryIsOfWhatItHoldsUnlessThePresetReadsIt() {
        String dir = temp.toString();
        assertEquals("pictures", settings("--data-dir", dir).get("--dataset").value());
        assertEquals(
                "pictures",
                settings("--data-dir", dir, "--preset", "wgan").get("--dataset").value());
        assertEquals(
                "pictures",
                settings("--data-dir", dir, "--preset", "gaussian-1d")
                        .get("--dataset")
                        .value());
        assertEquals(
                new Setting("mnist", "preset mnist-mlp"),
                settings("--data-dir", dir, "--preset", "mnist-mlp").get("--dataset"));
        assertEquals(
                new Setting("fashion-mnist", "flag"),
                settings("--data-dir", dir, "--dataset", "fashion-mnist").get("--dataset"));
    }

    @Test
    void penaltiesComeFromFlagPresetOrLoss() {
        assertEquals(
                new Setting("[gp:10]", "loss wgan-gp"),
                settings("--preset", "wgan-gp").get("--penalty"));
        assertEquals(
                new Setting("[r1:10]", "preset r1"), settings("--preset", "r1").get("--penalty"));
        assertEquals(
                new Setting("[gp:0.1, r2]", "flag"),
                settings("--preset", "r1", "--penalty", "gp:0.1", "--penalty", "r2")
                        .get("--penalty"));
    }

    @Test
    void aClipForAnotherLossIsAWarning() {
        Cli.Result result = Cli.run("train", "--loss", "hinge", "--clip", "0.1", "--dry-run");
        assertEquals(0, result.code());
        assertEquals(
                List.of("gan4j: warning: --clip is meant for Wasserstein losses, not for hinge"), result.errLines());
        assertEquals(
                "",
                Cli.run("train", "--loss", "wgan", "--clip", "0.1", "--dry-run").err());
    }

    @Test
    void aWassersteinCriticThatNothingBoundsIsAWarning() {
        for (String loss : List.of("wgan", "wgan-gp", "wgan-lp", "wgan-div")) {
            List<String> unbounded =
                    List.of("train", "--preset", "r1", "--loss", loss, "--penalty", "none", "--dry-run");
            assertEquals(
                    List.of("gan4j: warning: nothing bounds the critic of " + loss
                            + "; give --clip 0.01, --penalty gp:10 or --spectral-norm"),
                    Cli.run(unbounded).errLines());
            List<String> bounded = new ArrayList<>(unbounded);
            bounded.add("--spectral-norm");
            assertEquals("", Cli.run(bounded).err());
        }
    }

    @Test
    void aDryRunDoesNothing() throws IOException {
        assertEquals(
                0,
                Cli.run("train", "--dry-run", "--out", temp.resolve("run").toString())
                        .code());
        assertFalse(Files.exists(temp.resolve("run")));
    }

    // Whole runs.

    @Test
    void trainsOnDrawnDigits() throws IOException {
        Path out = temp.resolve("run");
        Cli.Result result = Cli.run(
                "train",
                "--steps",
                "3",
                "--tick",
                "2",
                "--latent",
                "4",
                "--g-hidden",
                "8,8",
                "--d-hidden",
                "8",
                "--batch-size",
                "16",
                "--seed",
                "5",
                "--out",
                out.toString());
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        List<String> lines = result.out().lines().toList();
        assertTrue(lines.get(0).startsWith("gan4j "), lines.get(0));
        assertTrue(lines.get(1).startsWith("preset    digits (the default): "), lines.get(1));
        assertTrue(result.out().contains("3 steps, seed 5 -> " + out), result.out());
        // The preset's.
        assertTrue(
                lines.contains("loss      non-saturating + r1:0.5 + conditional:1 + class-by:score + penalty-every:4"),
                result.out());
        assertTrue(
                lines.contains("learning  adam, rates G 0.002 D 0.002, cosine:0.02, 1 D to 1 G, ema:300"),
                result.out());
        // By hand, told one of ten classes: (4+10)·8+8 + 8·8+8 + 8·784+784 and 784·8+8 + 8·10+10.
        assertTrue(result.out().contains("G 7,248 weights, D 6,370 weights"), result.out());
        assertEquals(2, lines.stream().filter(line -> line.startsWith("step ")).count());
        for (String file : List.of("samples/step-000003.png", "losses.png", "checkpoints/step-00000003")) {
            if (!file.equals("losses.png") || Pictures.fontsArePresent()) {
                assertTrue(result.out().contains(out.resolve(file).toString()), file);
                assertTrue(Files.exists(out.resolve(file)), file);
            }
        }
        TrainConfig config = config(out);
        assertEquals("digits", config.preset());
        assertEquals("digits", config.data().dataset());
        assertEquals(16, config.data().batchSize());
        assertEquals(List.of(8, 8), config.model().generatorHidden());
        assertEquals(5, config.seed());
        assertEquals(
                List.of(2L, 3L),
                metrics(out).stream().map(line -> line.get("step").getAsLong()).toList());
    }

    @Test
    void trainsOnANormalDistribution() throws IOException {
        Path run = train("run", "--dataset", "gaussian", "--steps", "4", "--tick", "2", "--latent", "3");
        TrainConfig config = config(run);
        assertEquals("gaussian-1d", config.preset());
        assertEquals(Map.of("halve-d-loss", "true"), config.objective().options());
        assertEquals(2, metrics(run).size());
        // The mean of two cross-entropies of undecided players is log 2.
        assertEquals(Math.log(2), metrics(run).get(0).get("dLoss").getAsDouble(), 0.1);
        assertEquals(Pictures.fontsArePresent(), Files.exists(run.resolve("samples/step-000004.png")));
    }

    @Test
    void trainsOnFiles() throws IOException {
        IdxBytes.writeSmall(temp.resolve("data"), 20, 20);
        Path run = train(
                "run",
                "--data-dir",
                temp.resolve("data").toString(),
                "--epochs",
                "2",
                "--batch-size",
                "5",
                "--loss",
                "minimax");
        assertEquals("idx", config(run).data().dataset());
        assertEquals(temp.resolve("data").toString(), config(run).data().directory());
        // By hand: 4 batches an epoch.
        assertTrue(Files.isDirectory(run.resolve("checkpoints/step-00000004")));
        assertTrue(Files.isDirectory(run.resolve("checkpoints/step-00000008")));
    }

    @Test
    void equalSeedsGiveEqualFiles() throws IOException {
        String[] flags = {"--dataset", "gaussian", "--steps", "5", "--loss", "wgan-gp", "--n-critic", "2"};
        Path one = train("one", flags);
        Path two = train("two", flags);
        String[] other = Arrays.copyOf(flags, flags.length + 2);
        other[flags.length] = "--seed";
        other[flags.length + 1] = "1";
        Path three = train("three", other);
        for (String player : List.of("generator", "discriminator")) {
            assertArrayEquals(weights(one, player), weights(two, player));
            assertFalse(Arrays.equals(weights(one, player), weights(three, player)), player);
        }
    }

    @Test
    void penaltiesCanBeTakenAway() throws IOException {
        String[] flags = {"--dataset", "gaussian", "--steps", "1", "--loss", "dragan"};
        assertTrue(metrics(train("with", flags)).get(0).has("dragan"));
        String[] without = Arrays.copyOf(flags, flags.length + 2);
        without[flags.length] = "--penalty";
        without[flags.length + 1] = "none";
        assertFalse(metrics(train("without", without)).get(0).has("dragan"));
    }

    @Test
    void everyFlagReachesTheConfiguration() {
        Path run = train(
                "run",
                "--dataset",
                "gaussian",
                "--preset",
                "r1",
                "--steps",
                "1",
                "--tick",
                "7",
                "--batch-size",
                "9",
                "--latent",
                "5",
                "--g-activation",
                "tanh",
                "--d-activation",
                "leaky-relu:0.1",
                "--init",
                "normal:0.5",
                "--loss",
                "lsgan",
                "--loss-option",
                "a=-1",
                "--loss-option",
                "c=0",
                "--penalty",
                "r1:2,gp",
                "--optimizer",
                "sgd",
                "--g-lr",
                "0.1",
                "--d-lr",
                "0.2",
                "--betas",
                "0.3,0.4",
                "--momentum",
                "0.6",
                "--weight-decay",
                "0.7",
                "--schedule",
                "cosine:0.8",
                "--n-critic",
                "2",
                "--fresh-noise",
                "--ema",
                "11",
                "--ema-ramp-up",
                "0.9",
                "--seed",
                "-3",
                "--penalty",
                "r2:3");
        TrainConfig config = config(run);
        assertEquals(9, config.data().batchSize());
        assertEquals(5, config.model().latent());
        assertEquals("tanh", config.model().generatorActivation().toString());
        assertEquals("leaky-relu:0.1", config.model().discriminatorActivation().toString());
        assertEquals("normal:0.5", config.model().initialization().toString());
        assertEquals(Map.of("a", "-1", "c", "0"), config.objective().options());
        assertEquals("[r1:2, gp:10, r2:3]", config.objective().penalties().toString());
        assertNull(config.objective().clip());
        TrainConfig.Optimization optimization = config.optimization();
        assertEquals("sgd", optimization.optimizer());
        assertEquals(0.1, optimization.generatorRate());
        assertEquals(0.2, optimization.discriminatorRate());
        assertEquals(0.3, optimization.beta1());
        assertEquals(0.4, optimization.beta2());
        assertEquals(0.6, optimization.momentum());
        assertEquals(0.7, optimization.weightDecay());
        assertEquals("cosine:0.8", optimization.schedule().toString());
        assertEquals(2, optimization.criticSteps());
        assertTrue(optimization.freshNoise());
        assertEquals(new Average(11, 0.9, false), optimization.average());
        assertEquals(new TrainConfig.Length(0, 1, 7), config.length());
        assertEquals(-3, config.seed());

        Path clipped = train("clipped", "--dataset", "gaussian", "--preset", "wgan", "--steps", "1", "--clip", "0.5");
        assertEquals(0.5, config(clipped).objective().clip());
    }

    @Test
    void crossEntropyOptionsAreFlagsOfTheirOwn() {
        Path run = train(
                "run",
                "--dataset",
                "gaussian",
                "--steps",
                "1",
                "--label-smoothing",
                "0.1",
                "--label-noise",
                "0.05",
                "--halve-d-loss=false");
        assertEquals(
                Map.of("label-smoothing", "0.1", "label-noise", "0.05"),
                config(run).objective().options());
    }

    @Test
    void aRunThatDivergesSaysSoAndKeepsItsNumbers() throws IOException {
        Path out = temp.resolve("run");
        Cli.Result result = Cli.run(
                "train",
                "--dataset",
                "gaussian",
                "--loss",
                "lsgan",
                "--optimizer",
                "sgd",
                "--g-lr",
                "1e30",
                "--d-lr",
                "1e30",
                "--steps",
                "10",
                "--tick",
                "5",
                "--quiet",
                "--out",
                out.toString());
        assertEquals(1, result.code());
        assertEquals(1, result.errLines().size(), result.err());
        assertTrue(
                result.err().matches("gan4j: training diverged: \\w+ became \\S+ at step [12]; .*\\R"), result.err());
        assertTrue(result.err().contains("there was no checkpoint yet"), result.err());
        assertEquals(1, metrics(out).size());
        assertFalse(Files.exists(out.resolve("checkpoints")));
    }

    /** The last line; how much of a run of three steps it is depends on the machine. */
    @Test
    void endsWithWhatAllButTheStepsTook() {
        Cli.Result result = Cli.run(
                "train",
                "--dataset",
                "gaussian",
                "--steps",
                "3",
                "--out",
                temp.resolve("run").toString());
        assertEquals(0, result.code(), result.err());
        String last = result.out().strip().lines().reduce("", (before, line) -> line);
        Matcher end = Pattern.compile(
                        "done in \\d+ s; (\\d+\\.\\d) % of it for progress, metrics, pictures, checkpoints and the page")
                .matcher(last);
        assertTrue(end.matches(), last);
        double percent = Double.parseDouble(end.group(1));
        assertTrue(percent > 0 && percent < 100, last);
    }

    /** The same untrained weights, drawn as they will be when the run has ended. */
    @Test
    void picturesOfATrainingAreNotRounded() throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (String precision : List.of("float32", "bfloat16")) {
            Path run = train(precision, "--steps", "1", "--batch-size", "8", "--precision", precision);
            pictures.add(Files.readAllBytes(run.resolve("samples/step-000000.png")));
        }
        assertArrayEquals(pictures.get(0), pictures.get(1));
    }
}

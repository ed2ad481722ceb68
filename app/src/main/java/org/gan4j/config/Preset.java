package org.gan4j.config;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;

/**
 * A recipe: a loss with what its source pairs with it, as the values of {@code train}'s flags. Flags that a person gives
 * override a preset's one by one.
 *
 * @param name its name on the command line
 * @param summary what it is for
 * @param source where its settings come from
 * @param values the flags it sets, by name without dashes
 */
public record Preset(String name, String summary, String source, Map<String, String> values) {

    /** What most papers since then start from. */
    private static final Map<String, String> RADFORD =
            Map.of("optimizer", "adam", "betas", "0.5,0.999", "g-lr", "2e-4", "d-lr", "2e-4");

    /** Recipes with a name of their own. */
    private static final List<Preset> NAMED = List.of(
            new Preset(
                    "digits",
                    "readable digits in about a minute on two cores",
                    "tuned here",
                    Map.ofEntries(
                            entry("dataset", "digits"),
                            entry("loss", "non-saturating"),
                            entry("penalty", "r1:1.5"),
                            entry("latent", "32"),
                            entry("g-hidden", "256,512"),
                            entry("d-hidden", "256,256"),
                            entry("g-activation", "leaky-relu:0.2"),
                            entry("betas", "0,0.99"),
                            entry("g-lr", "1e-3"),
                            entry("d-lr", "1e-3"),
                            entry("schedule", "cosine:0.02"),
                            entry("ema", "300"),
                            entry("batch-size", "128"),
                            entry("epochs", "20"))),
            new Preset(
                    "mnist-mlp",
                    "the plain MLP GAN of the tutorials on MNIST",
                    "Goodfellow et al. 2014, with Adam",
                    Map.ofEntries(
                            entry("dataset", "mnist"),
                            entry("loss", "non-saturating"),
                            entry("latent", "100"),
                            entry("g-hidden", "128,256"),
                            entry("d-hidden", "256,128"),
                            entry("g-activation", "relu"),
                            entry("d-activation", "leaky-relu:0.2"),
                            entry("optimizer", "adam"),
                            entry("g-lr", "2e-4"),
                            entry("d-lr", "2e-4"),
                            entry("batch-size", "64"),
                            // Only what is drawn: the average takes no part in the training.
                            entry("ema", "1000"),
                            entry("epochs", "20"))),
            new Preset(
                    "mnist-best",
                    "the best MNIST digits found here with an MLP: told the class, R1, an averaged generator",
                    "Odena et al. 2017 (AC-GAN) with Mescheder et al. 2018 (R1), tuned here",
                    Map.ofEntries(
                            entry("dataset", "mnist"),
                            entry("loss", "non-saturating"),
                            // Three times as much leaves out more of the data, a third of it draws worse.
                            entry("penalty", "r1:1"),
                            entry("conditional", "1"),
                            entry("latent", "64"),
                            entry("g-hidden", "512,512,512"),
                            entry("d-hidden", "512,512,512"),
                            entry("g-activation", "relu"),
                            entry("optimizer", "adam"),
                            entry("betas", "0,0.99"),
                            entry("g-lr", "5e-4"),
                            entry("d-lr", "5e-4"),
                            entry("schedule", "cosine:0.02"),
                            entry("ema", "500"),
                            entry("batch-size", "128"),
                            entry("epochs", "15"))),
            new Preset(
                    "gaussian-1d",
                    "the one-dimensional game N(3, 2²), to watch both losses reach log 2",
                    "Goodfellow et al. 2014, figure 1, as trained in tutorials",
                    Map.ofEntries(
                            entry("dataset", "gaussian"),
                            entry("loss", "non-saturating"),
                            entry("halve-d-loss", "true"),
                            entry("latent", "20"),
                            entry("g-hidden", "32,32"),
                            entry("d-hidden", "32,64,32"),
                            entry("g-activation", "relu"),
                            entry("d-activation", "relu"),
                            entry("init", "normal:0.02"),
                            entry("optimizer", "adam"),
                            entry("betas", "0.5,0.999"),
                            entry("d-lr", "1e-3"),
                            entry("g-lr", "5e-4"),
                            entry("schedule", "linear:0.001"),
                            entry("batch-size", "512"),
                            entry("steps", "3000"))),
            new Preset(
                    "ring",
                    "every mode of the ring, and few points between them",
                    "Huang et al. 2024 (r3gan), tuned here",
                    Map.ofEntries(
                            entry("dataset", "ring"),
                            entry("loss", "r3gan"),
                            // Little, or else the critic cannot tell a mode from what lies a few deviations beside it.
                            entry("penalty", "r1:0.001,r2:0.001"),
                            entry("latent", "2"),
                            // Deep, with weights that start large: what a steep map needs. The steeper it is between
                            // two modes, the fewer samples fall there.
                            entry("g-hidden", "128,128,128,128,128"),
                            entry("d-hidden", "128,128,128"),
                            entry("init", "normal:0.12"),
                            entry("betas", "0,0.99"),
                            entry("g-lr", "1e-3"),
                            entry("d-lr", "1e-3"),
                            entry("schedule", "cosine"),
                            entry("fresh-batch", "true"),
                            entry("ema", "200"),
                            entry("batch-size", "256"),
                            entry("steps", "10000"))),
            new Preset(
                    "grid",
                    "every mode of the grid, and few points between them",
                    "Huang et al. 2024 (r3gan), tuned here",
                    Map.ofEntries(
                            entry("dataset", "grid"),
                            entry("loss", "r3gan"),
                            // Little, or else the critic cannot tell a mode from what lies a few deviations beside it.
                            entry("penalty", "r1:0.01,r2:0.01"),
                            entry("latent", "2"),
                            // Deep, with weights that start large: what a steep map needs. The steeper it is between
                            // two modes, the fewer samples fall there.
                            entry("g-hidden", "128,128,128,128,128"),
                            entry("d-hidden", "128,128,128"),
                            entry("init", "normal:0.12"),
                            entry("betas", "0,0.99"),
                            entry("g-lr", "1e-3"),
                            entry("d-lr", "1e-3"),
                            entry("schedule", "cosine"),
                            entry("fresh-batch", "true"),
                            entry("ema", "200"),
                            entry("batch-size", "256"),
                            entry("steps", "10000"))),
            new Preset(
                    "r1",
                    "non-saturating with R1",
                    "Mescheder et al. 2018",
                    Map.ofEntries(
                            entry("loss", "non-saturating"),
                            entry("penalty", "r1:10"),
                            entry("optimizer", "rmsprop"),
                            entry("g-lr", "1e-4"),
                            entry("d-lr", "1e-4"))));

    /** What the papers of these losses pair with them; all other losses have the usual. */
    private static final List<Preset> PAIRED = List.of(
            new Preset(
                    "wgan",
                    "Wasserstein with clipped weights",
                    "Arjovsky et al. 2017, algorithm 1",
                    Map.ofEntries(
                            entry("loss", "wgan"),
                            entry("clip", "0.01"),
                            entry("n-critic", "5"),
                            entry("optimizer", "rmsprop"),
                            entry("g-lr", "5e-5"),
                            entry("d-lr", "5e-5"))),
            new Preset(
                    "wgan-gp",
                    "Wasserstein with gradient penalty",
                    "Gulrajani et al. 2017; β1 0.5 as in its MNIST code",
                    Map.ofEntries(
                            entry("loss", "wgan-gp"),
                            entry("n-critic", "5"),
                            entry("optimizer", "adam"),
                            entry("betas", "0.5,0.9"),
                            entry("g-lr", "1e-4"),
                            entry("d-lr", "1e-4"))),
            new Preset(
                    "wgan-lp",
                    "Wasserstein with the one-sided penalty",
                    "Petzka et al. 2018; Adam of Gulrajani et al. 2017",
                    Map.ofEntries(
                            entry("loss", "wgan-lp"),
                            entry("n-critic", "5"),
                            entry("optimizer", "adam"),
                            entry("betas", "0.5,0.9"),
                            entry("g-lr", "1e-4"),
                            entry("d-lr", "1e-4"))),
            new Preset(
                    "wgan-div",
                    "Wasserstein divergence",
                    "Wu et al. 2018; Adam of Gulrajani et al. 2017",
                    Map.ofEntries(
                            entry("loss", "wgan-div"),
                            entry("n-critic", "5"),
                            entry("optimizer", "adam"),
                            entry("betas", "0.5,0.9"),
                            entry("g-lr", "1e-4"),
                            entry("d-lr", "1e-4"))),
            new Preset(
                    "hinge",
                    "hinge with spectral norm",
                    "Miyato et al. 2018",
                    Map.ofEntries(
                            entry("loss", "hinge"),
                            entry("spectral-norm", "true"),
                            entry("n-critic", "5"),
                            entry("optimizer", "adam"),
                            entry("betas", "0,0.9"),
                            entry("g-lr", "2e-4"),
                            entry("d-lr", "2e-4"))),
            new Preset(
                    "hinge-v1",
                    "hinge in its first form",
                    "Lim & Ye 2017; settings of Miyato et al. 2018",
                    Map.ofEntries(
                            entry("loss", "hinge-v1"),
                            entry("spectral-norm", "true"),
                            entry("n-critic", "5"),
                            entry("optimizer", "adam"),
                            entry("betas", "0,0.9"),
                            entry("g-lr", "2e-4"),
                            entry("d-lr", "2e-4"))),
            new Preset(
                    "r3gan",
                    "relativistic in pairs with R1 and R2",
                    "Huang et al. 2024",
                    Map.ofEntries(
                            entry("loss", "r3gan"),
                            entry("optimizer", "adam"),
                            entry("betas", "0,0.99"),
                            entry("g-lr", "2e-4"),
                            entry("d-lr", "2e-4"),
                            entry("schedule", "cosine:0.25"),
                            entry("fresh-batch", "true"))),
            new Preset(
                    "dragan",
                    "non-saturating with a penalty around the data",
                    "Kodali et al. 2017",
                    Map.ofEntries(
                            entry("loss", "dragan"),
                            entry("optimizer", "adam"),
                            entry("betas", "0.5,0.9"),
                            entry("g-lr", "1e-4"),
                            entry("d-lr", "1e-4"))),
            new Preset(
                    "dual-contrastive",
                    "each sample against the other batch",
                    "Yu et al. 2021, with its R1; Adam's β as there",
                    Map.ofEntries(
                            entry("loss", "dual-contrastive"),
                            entry("penalty", "r1:10"),
                            entry("optimizer", "adam"),
                            entry("betas", "0,0.99"),
                            entry("g-lr", "2e-4"),
                            entry("d-lr", "2e-4"))),
            new Preset(
                    "bgan",
                    "boundary-seeking",
                    "Hjelm et al. 2017",
                    Map.ofEntries(
                            entry("loss", "bgan"),
                            entry("optimizer", "adam"),
                            entry("betas", "0.5,0.999"),
                            entry("g-lr", "1e-4"),
                            entry("d-lr", "1e-4"))),
            new Preset(
                    "ebgan",
                    "energy-based, an autoencoder as critic",
                    "Zhao et al. 2016; rates tuned here, of the order of their search for MNIST",
                    Map.ofEntries(
                            entry("loss", "ebgan"),
                            entry("pull-away", "0.1"),
                            entry("d-hidden", "256,64"),
                            entry("optimizer", "adam"),
                            entry("betas", "0.5,0.999"),
                            entry("g-lr", "5e-4"),
                            entry("d-lr", "1e-3"))),
            new Preset(
                    "began",
                    "boundary equilibrium of two autoencoding losses",
                    "γ and λ_k of Berthelot et al. 2017; narrower code and higher rates, tuned here",
                    Map.ofEntries(
                            entry("loss", "began"),
                            entry("energy", "absolute"),
                            // A wide code gives grey images again too, which then have a low
                            // energy: nothing is drawn (tried with the paper's 64, and its
                            // rates of 1e-4, over 500 steps). What this draws is much alike.
                            entry("d-hidden", "128,4"),
                            entry("optimizer", "adam"),
                            entry("betas", "0.5,0.9"),
                            entry("g-lr", "1e-3"),
                            entry("d-lr", "2e-3"))));

    private static final Map<String, Preset> PRESETS = index();

    /**
     * What is different for points in the plane. Gulrajani et al. 2017 take λ 0.1 there; an autoencoder with more room than the
     * plane gives every point again and tells nothing (tuned here).
     */
    private static final Map<String, Map<String, String>> IN_THE_PLANE = Map.of(
            "wgan-gp", Map.of("penalty", "gp:0.1"),
            "began", Map.of("d-hidden", "128,1", "betas", "0.5,0.999", "d-lr", "1e-3"));

    /** The recipe of a run that names none. */
    public static final Preset DEFAULT = find("digits");

    /**
     * The flags it sets for a data set.
     *
     * @param dataset the data set's name, or {@code null} for the preset's own
     * @return values by name without dashes, a map of the caller's own
     */
    public Map<String, String> valuesFor(String dataset) {
        Map<String, String> all = new HashMap<>(values);
        DataSet.find(dataset).ifPresent(row -> all.putAll(differencesOn(row.kind())));
        return all;
    }

    /**
     * The flags that it sets otherwise on data of one kind.
     *
     * @param kind the kind
     * @return values by name without dashes
     */
    public Map<String, String> differencesOn(DataSet.Kind kind) {
        return kind == DataSet.Kind.MODES ? IN_THE_PLANE.getOrDefault(name, Map.of()) : Map.of();
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
     * Looks a preset up.
     *
     * @param name its name
     * @return the preset, or {@code null} if there is none of that name
     */
    public static Preset find(String name) {
        return PRESETS.get(name);
    }

    /**
     * The recipe of a run that names none: that of its loss if there is one, that of data on a line or in the plane, or the default.
     *
     * @param loss the loss that was asked for, or {@code null}
     * @param dataset the data set that was asked for, or {@code null}
     * @return a preset
     */
    public static Preset matching(String loss, String dataset) {
        if (loss != null && PRESETS.containsKey(loss)) {
            return PRESETS.get(loss);
        }
        return DataSet.find(dataset).map(row -> find(row.preset())).orElse(DEFAULT);
    }

    /** The named recipes, then one for each loss of the catalogue. */
    private static Map<String, Preset> index() {
        Map<String, Preset> index = new LinkedHashMap<>();
        NAMED.forEach(preset -> index.put(preset.name(), preset));
        LossCatalog.all().forEach(loss -> index.put(loss.name(), usual(loss)));
        PAIRED.forEach(preset -> index.put(preset.name(), preset));
        return Collections.unmodifiableMap(index);
    }

    private static Preset usual(LossDescription loss) {
        Map<String, String> values = new HashMap<>(RADFORD);
        values.put("loss", loss.name());
        String summary = loss.title().substring(0, 1).toLowerCase(Locale.ROOT)
                + loss.title().substring(1);
        String source = loss.source() + "; Adam of Radford et al. 2016";
        return new Preset(loss.name(), summary, source, Collections.unmodifiableMap(values));
    }
}

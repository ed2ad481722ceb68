package org.gan4j.config;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** What most papers since Radford et al. 2016 start from. */
    private static final String RADFORD = " --optimizer adam --betas 0.5,0.999 --g-lr 2e-4 --d-lr 2e-4";

    /** Gulrajani et al. 2017, with β1 0.5 as in their MNIST code. */
    private static final String GULRAJANI = " --n-critic 5 --optimizer adam --betas 0.5,0.9 --g-lr 1e-4 --d-lr 1e-4";

    /** Miyato et al. 2018: a normalised critic that learns five times as often. */
    private static final String MIYATO =
            " --spectral-norm true --n-critic 5 --optimizer adam --betas 0,0.9 --g-lr 2e-4 --d-lr 2e-4";

    /** Adam without momentum, as the sources of both losses have it that take this. */
    private static final String NO_MOMENTUM = " --optimizer adam --betas 0,0.99 --g-lr 2e-4 --d-lr 2e-4";

    /**
     * What both mixtures in the plane want. Deep, with weights that start large: what a steep map needs. The steeper it is between two
     * modes, the fewer samples fall there.
     */
    private static final String PLANE = " --loss r3gan --latent 2 --g-hidden 128,128,128,128,128 --d-hidden 128,128,128"
            + " --init normal:0.12 --betas 0,0.99 --g-lr 1e-3 --d-lr 1e-3 --schedule cosine --fresh-batch true --ema 200"
            + " --batch-size 256 --steps 10000";

    /** Recipes with a name of their own. */
    private static final List<Preset> NAMED = List.of(
            preset(
                    "digits",
                    "readable digits in about a minute on two cores",
                    "tuned here",
                    "--dataset digits --loss non-saturating --penalty r1:1.5 --latent 32 --g-hidden 256,512 --d-hidden 256,256"
                            + " --g-activation leaky-relu:0.2 --betas 0,0.99 --g-lr 1e-3 --d-lr 1e-3 --schedule cosine:0.02"
                            + " --ema 300 --batch-size 128 --epochs 20"),
            // The average is only what is drawn: it takes no part in the training.
            preset(
                    "mnist-mlp",
                    "the plain MLP GAN of the tutorials on MNIST",
                    "Goodfellow et al. 2014, with Adam",
                    "--dataset mnist --loss non-saturating --latent 100 --g-hidden 128,256 --d-hidden 256,128"
                            + " --g-activation relu --d-activation leaky-relu:0.2 --optimizer adam --g-lr 2e-4 --d-lr 2e-4"
                            + " --batch-size 64 --ema 1000 --epochs 20"),
            // Three times the penalty leaves out more of the data, a third of it draws worse.
            preset(
                    "mnist-best",
                    "the best MNIST digits found here with an MLP: told the class, R1, an averaged generator",
                    "Odena et al. 2017 (AC-GAN) with Mescheder et al. 2018 (R1), tuned here",
                    "--dataset mnist --loss non-saturating --penalty r1:1 --conditional 1 --latent 64 --g-hidden 512,512,512"
                            + " --d-hidden 512,512,512 --g-activation relu --optimizer adam --betas 0,0.99 --g-lr 5e-4"
                            + " --d-lr 5e-4 --schedule cosine:0.02 --ema 500 --batch-size 128 --epochs 15"),
            preset(
                    "gaussian-1d",
                    "the one-dimensional game N(3, 2²), to watch both losses reach log 2",
                    "Goodfellow et al. 2014, figure 1, as trained in tutorials",
                    "--dataset gaussian --loss non-saturating --halve-d-loss true --latent 20 --g-hidden 32,32"
                            + " --d-hidden 32,64,32 --g-activation relu --d-activation relu --init normal:0.02"
                            + " --optimizer adam --betas 0.5,0.999 --d-lr 1e-3 --g-lr 5e-4 --schedule linear:0.001"
                            + " --batch-size 512 --steps 3000"),
            // Little penalty on both, or else the critic cannot tell a mode from what lies a few deviations next to it.
            preset(
                    "ring",
                    "every mode of the ring, and few points between them",
                    "Huang et al. 2024 (r3gan), tuned here",
                    "--dataset ring --penalty r1:0.001,r2:0.001" + PLANE),
            preset(
                    "grid",
                    "every mode of the grid, and few points between them",
                    "Huang et al. 2024 (r3gan), tuned here",
                    "--dataset grid --penalty r1:0.01,r2:0.01" + PLANE),
            preset(
                    "r1",
                    "non-saturating with R1",
                    "Mescheder et al. 2018",
                    "--loss non-saturating --penalty r1:10 --optimizer rmsprop --g-lr 1e-4 --d-lr 1e-4"));

    /** What the papers of these losses pair with them; all other losses have the usual. */
    private static final List<Preset> PAIRED = List.of(
            paired(
                    "wgan",
                    "Wasserstein with clipped weights",
                    "Arjovsky et al. 2017, algorithm 1",
                    " --clip 0.01 --n-critic 5 --optimizer rmsprop --g-lr 5e-5 --d-lr 5e-5"),
            paired(
                    "wgan-gp",
                    "Wasserstein with gradient penalty",
                    "Gulrajani et al. 2017; β1 0.5 as in its MNIST code",
                    GULRAJANI),
            paired(
                    "wgan-lp",
                    "Wasserstein with the one-sided penalty",
                    "Petzka et al. 2018; Adam of Gulrajani et al. 2017",
                    GULRAJANI),
            paired("wgan-div", "Wasserstein divergence", "Wu et al. 2018; Adam of Gulrajani et al. 2017", GULRAJANI),
            paired("hinge", "hinge with spectral norm", "Miyato et al. 2018", MIYATO),
            paired("hinge-v1", "hinge in its first form", "Lim & Ye 2017; settings of Miyato et al. 2018", MIYATO),
            paired(
                    "r3gan",
                    "relativistic in pairs with R1 and R2",
                    "Huang et al. 2024",
                    NO_MOMENTUM + " --schedule cosine:0.25 --fresh-batch true"),
            paired(
                    "dragan",
                    "non-saturating with a penalty around the data",
                    "Kodali et al. 2017",
                    " --optimizer adam --betas 0.5,0.9 --g-lr 1e-4 --d-lr 1e-4"),
            paired(
                    "dual-contrastive",
                    "each sample against the other batch",
                    "Yu et al. 2021, with its R1; Adam's β as there",
                    NO_MOMENTUM + " --penalty r1:10"),
            paired("bgan", "boundary-seeking", "Hjelm et al. 2017", RADFORD + " --g-lr 1e-4 --d-lr 1e-4"),
            paired(
                    "ebgan",
                    "energy-based, an autoencoder as critic",
                    "Zhao et al. 2016; rates tuned here, of the order of their search for MNIST",
                    RADFORD + " --g-lr 5e-4 --d-lr 1e-3 --pull-away 0.1 --d-hidden 256,64"),
            // A wide code gives grey images again too, which then have a low energy: nothing is drawn (tried with the
            // paper's 64, and
            // its rates of 1e-4, over 500 steps). What this draws is much alike.
            paired(
                    "began",
                    "boundary equilibrium of two autoencoding losses",
                    "γ and λ_k of Berthelot et al. 2017; narrower code and higher rates, tuned here",
                    " --energy absolute --d-hidden 128,4 --optimizer adam --betas 0.5,0.9 --g-lr 1e-3 --d-lr 2e-3"));

    private static final Map<String, Preset> PRESETS = index();

    /**
     * What is different for points in the plane. Gulrajani et al. 2017 take λ 0.1 there; an autoencoder with more room than the
     * plane gives every point again and tells nothing (tuned here).
     */
    private static final Map<String, Map<String, String>> IN_THE_PLANE = Map.of(
            "wgan-gp", flags("--penalty gp:0.1"),
            "began", flags("--d-hidden 128,1 --betas 0.5,0.999 --d-lr 1e-3"));

    /** The recipe of a run that names none. */
    public static final Preset DEFAULT = find("digits");

    private static Preset preset(String name, String summary, String source, String flags) {
        return new Preset(name, summary, source, flags(flags));
    }

    private static Preset paired(String loss, String summary, String source, String flags) {
        return preset(loss, summary, source, "--loss " + loss + flags);
    }

    /** Flags by name; the last of a name counts. */
    private static Map<String, String> flags(String text) {
        return Stream.of(text.strip().substring(2).split(" --"))
                .map(flag -> flag.split(" "))
                .collect(Collectors.toUnmodifiableMap(flag -> flag[0], flag -> flag[1], (first, last) -> last));
    }

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
     * What {@link #find} knows.
     *
     * @return the names, in the order of the table
     */
    public static Collection<String> names() {
        return PRESETS.keySet();
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
        String title = loss.title();
        String summary = title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
        return paired(loss.name(), summary, loss.source() + "; Adam of Radford et al. 2016", RADFORD);
    }
}

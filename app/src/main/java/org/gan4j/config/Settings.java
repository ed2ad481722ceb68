package org.gan4j.config;

import static org.gan4j.config.Range.FRACTION;
import static org.gan4j.config.Range.FROM_0;
import static org.gan4j.config.Range.FROM_1;
import static org.gan4j.config.Range.NOT_NEGATIVE;
import static org.gan4j.config.Range.POSITIVE;
import static org.gan4j.config.Range.SHARE;
import static org.gan4j.config.Range.TO_A_MILLION;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gan4j.config.Setting.Group;
import org.gan4j.config.TrainConfig.WeightedPenalty;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Precision;
import org.gan4j.optim.Schedule;
import org.gan4j.optim.UpdateRule;

/**
 * The table of settings. One more is a row here, a component of a record in {@link TrainConfig}, and what reads it.
 *
 * <p>The order is that of the help, of {@code --dry-run} and of the page of a run.
 */
public final class Settings {

    /** As many samples as points in the plane are scored from: so many images are scored in seconds. */
    public static final int EVALUATION_COUNT = 2_500;

    /** How often a run goes back to its last checkpoint before it gives up. */
    public static final int MOST_ROLLBACKS = 3;

    /** What {@code --on-nan} may be, other than to stop. */
    public static final String ROLLBACK = "rollback";

    private static final List<Setting> ALL = Stream.of(
                    group(Group.WHAT, whatToTrain()),
                    group(Group.OBJECTIVE, objective()),
                    group(Group.NETWORKS, networks()),
                    group(Group.OPTIMIZATION, optimization()),
                    group(Group.TECHNIQUES, techniques()),
                    group(Group.KEPT, kept()))
            .flatMap(List::stream)
            .toList();

    private Settings() {}

    private static List<Setting> group(Group group, List<Setting> settings) {
        return settings.stream().map(setting -> setting.in(group)).toList();
    }

    private static List<Setting> whatToTrain() {
        return List.of(
                word(
                                "preset",
                                "PRESET",
                                "The recipe to start from; see 'gan4j presets'."
                                        + " Default: that of the loss, or of the data set, or 'digits'.")
                        .at("preset")
                        .oneOf("preset", Preset::names),
                word(
                                "dataset",
                                "DATASET",
                                "digits (drawn here), mnist, fashion-mnist (downloaded once, or from --data-dir),"
                                        + " idx (from --data-dir), gaussian, ring, grid.")
                        .at("data.dataset")
                        .oneOf("data set", DataSet::names)
                        .byDefault("digits"),
                file(
                                "data-dir",
                                "DIR",
                                "Where IDX files lie (train-images-idx3-ubyte, train-labels-idx1-ubyte and the t10k"
                                        + " pair, gzipped or not).")
                        .at("data.directory")
                        .notMathematics(),
                whole("epochs", "N", "Passes over the data.")
                        .at("length.epochs")
                        .byDefault("20")
                        .notMathematics(),
                new Setting("steps", Kind.LONG, "N", "Generator updates, instead of --epochs.")
                        .at("length.steps")
                        .notMathematics(),
                whole("batch-size", "N", "Real samples, and generated ones, in an update.")
                        .at("data.batchSize")
                        .must(FROM_1, TO_A_MILLION)
                        .byDefault("64"),
                whole("seed", "N", "Where all random numbers come from; equal seeds give equal weights.")
                        .at("seed")
                        .byDefault("0"),
                whole("tick", "N", "Steps from one report to the next.")
                        .at("length.tickSteps")
                        .must(FROM_1)
                        .byDefault("250")
                        .notMathematics());
    }

    private static List<Setting> objective() {
        return List.of(
                word("loss", "LOSS", "The adversarial loss; see 'gan4j losses'.")
                        .at("objective.loss")
                        .oneOf(
                                "loss",
                                () -> LossCatalog.all().stream()
                                        .map(LossDescription::name)
                                        .toList())
                        .byDefault("non-saturating"),
                new Setting(
                                "loss-option",
                                Kind.PAIR,
                                "KEY=VALUE",
                                "An option of the loss's own, e.g. a=-1 of lsgan. Repeatable.")
                        .at("objective.options")
                        .repeatable()
                        .byDefault(""),
                word(
                                "penalty",
                                "PENALTY[:WEIGHT]",
                                "A penalty on the critic; see 'gan4j losses'. Repeatable."
                                        + " 'none' takes away what the loss or the preset brings. Default: what the loss brings.")
                        .at("objective.penalties")
                        .repeatable()
                        .offering(Settings::penaltyNames)
                        .meaningOfAll(Settings::penalties),
                number("clip", "C", "Clip the critic's weights to [-C, C] after each of its updates (wgan).")
                        .at("objective.clip")
                        .must(POSITIVE)
                        .addsToObjective(),
                word("label-smoothing", "S", "Real targets are 1-S (cross-entropy losses).")
                        .at("objective.options.label-smoothing"),
                word("label-noise", "P", "Each of D's labels is flipped with probability P (cross-entropy losses).")
                        .at("objective.options.label-noise"),
                toggle("halve-d-loss", "D's two terms are averaged instead of summed.")
                        .at("objective.options." + LossDescription.HALVE.name())
                        .meaning(halved -> halved.equals("true") ? halved : null));
    }

    private static List<Setting> networks() {
        return List.of(
                whole("latent", "N", "The width of the noise.")
                        .at("model.latent")
                        .must(FROM_1, TO_A_MILLION)
                        .byDefault("100"),
                whole("g-hidden", "WIDTHS", "The generator's hidden layers.")
                        .at("model.generatorHidden")
                        .list()
                        .must(FROM_1, TO_A_MILLION)
                        .byDefault("128,256"),
                whole("d-hidden", "WIDTHS", "The discriminator's hidden layers.")
                        .at("model.discriminatorHidden")
                        .list()
                        .must(FROM_1, TO_A_MILLION)
                        .byDefault("256,128"),
                word("g-activation", "ACTIVATION", "relu, leaky-relu[:SLOPE] or tanh.")
                        .at("model.generatorActivation")
                        .offering(ActivationFunction::names)
                        .meaning(ActivationFunction::parse)
                        .byDefault("relu"),
                word("d-activation", "ACTIVATION", "Likewise for the discriminator.")
                        .at("model.discriminatorActivation")
                        .offering(ActivationFunction::names)
                        .meaning(ActivationFunction::parse)
                        .byDefault("leaky-relu:0.2"),
                word("init", "INIT", "Where weights start: pytorch (its default for linear layers) or normal:STD.")
                        .at("model.initialization")
                        .offering(Initialization::names)
                        .meaning(Initialization::parse)
                        .byDefault("pytorch"),
                file(
                                "init-from",
                                "FILE",
                                "A safetensors file whose weights take the place of random ones: those of the generator,"
                                        + " or of the player that FILE.json names, as 'gan4j export' writes it. Repeatable.")
                        .at("model.initFrom")
                        .repeatable(),
                word(
                                "energy",
                                "ENERGY",
                                "What an autoencoder as critic (ebgan, began) measures: squared or absolute error.")
                        .at("model.energy")
                        .offering(Energy::names)
                        .meaning(Energy::parse)
                        .byDefault("squared"),
                word(
                                "precision",
                                "PRECISION",
                                "Of the layers' products: float32, tf32 (a GPU's) or bfloat16. Weights, losses and"
                                        + " optimizers stay in float32.")
                        .at("model.precision")
                        .offering(Precision::names)
                        .meaning(Precision::parse)
                        .byDefault("float32"));
    }

    private static List<Setting> optimization() {
        return List.of(
                word("optimizer", "OPTIMIZER", "adam, adamw, rmsprop or sgd, with PyTorch's formulas.")
                        .at("optimization.optimizer")
                        .oneOf("optimizer", UpdateRule::names)
                        .byDefault("adam"),
                number("g-lr", "RATE", "The generator's learning rate.")
                        .at("optimization.generatorRate")
                        .must(POSITIVE)
                        .byDefault("2e-4"),
                number("d-lr", "RATE", "The discriminator's learning rate.")
                        .at("optimization.discriminatorRate")
                        .must(POSITIVE)
                        .byDefault("2e-4"),
                number("betas", "B1,B2", "Adam's decays.")
                        .at("optimization.beta1", "optimization.beta2")
                        .list()
                        .must(FRACTION)
                        .byDefault("0.9,0.999"),
                number("momentum", "M", "SGD's momentum.")
                        .at("optimization.momentum")
                        .must(FRACTION)
                        .byDefault("0"),
                number("weight-decay", "W", "The optimizer's weight decay.")
                        .at("optimization.weightDecay")
                        .must(NOT_NEGATIVE)
                        .byDefault("0"),
                word(
                                "schedule",
                                "SCHEDULE",
                                "How both rates change: constant, linear[:END], cosine[:END], END being the factor"
                                        + " at the end (0 if not given).")
                        .at("optimization.schedule")
                        .offering(Schedule::names)
                        .meaning(Schedule::parse)
                        .byDefault("constant"),
                whole("n-critic", "N", "Discriminator updates to one generator update.")
                        .at("optimization.criticSteps")
                        .must(FROM_1)
                        .byDefault("1"),
                toggle(
                                "fresh-batch",
                                "The generator learns from real samples of its own too, not from D's last ones, where its"
                                        + " loss reads any.")
                        .at("optimization.freshBatch"),
                toggle("fresh-noise", "The generator learns from noise of its own, not from D's last batch.")
                        .at("optimization.freshNoise"),
                number(
                                "ema",
                                "STEPS",
                                "Draw samples from an average of the generator's weights with this half-life in steps;"
                                        + " 0 keeps none.")
                        .at("optimization.average.halfLife")
                        .must(NOT_NEGATIVE)
                        .byDefault("0"),
                number("ema-ramp-up", "R", "The half-life is at most R times the steps so far; 0 for no such limit.")
                        .at("optimization.average.rampUp")
                        .must(NOT_NEGATIVE)
                        .byDefault("0.05"));
    }

    private static List<Setting> techniques() {
        return List.of(
                number(
                                "conditional",
                                "W",
                                "Generate class by class (AC-GAN): D also classifies, with a cross-entropy of this"
                                        + " weight, 1 if none is given. Default: no classes.")
                        .at("techniques.classWeight")
                        .bare("1")
                        .must(NOT_NEGATIVE)
                        .byDefault("0")
                        .addsToObjective(),
                number("instance-noise", "STD", "Noise on all that D sees, falling to 0 on a straight line.")
                        .at("techniques.instanceNoise")
                        .must(NOT_NEGATIVE)
                        .byDefault("0")
                        .addsToObjective(),
                number("instance-noise-until", "F", "The fraction of the run by which it is 0.")
                        .at("techniques.instanceNoiseUntil")
                        .must(SHARE)
                        .byDefault("1"),
                number(
                                "top-k",
                                "F",
                                "G learns from its best-scored samples alone; their fraction falls from 1 to this.")
                        .at("techniques.topK")
                        .must(SHARE)
                        .byDefault("1")
                        .addsToObjective(),
                number("top-k-decay", "F", "The factor by which that fraction falls after each epoch.")
                        .at("techniques.topKDecay")
                        .must(SHARE)
                        .byDefault("0.99"),
                whole("pack", "M", "D judges M samples with one score (PacGAN); M must divide the batch.")
                        .at("techniques.packing")
                        .must(FROM_1)
                        .byDefault("1")
                        .addsToObjective(),
                whole("penalty-every", "K", "Evaluate penalties every K updates of D only, K times as heavy.")
                        .at("techniques.penaltyEvery")
                        .must(FROM_1)
                        .byDefault("1")
                        .addsToObjective(),
                toggle("spectral-norm", "Divide each of D's layers by its spectral norm (SN-GAN).")
                        .at("techniques.spectralNorm")
                        .addsToObjective(),
                number("pull-away", "W", "Drive the codes of generated samples apart, with this weight (ebgan).")
                        .at("techniques.pullAway")
                        .must(NOT_NEGATIVE)
                        .byDefault("0")
                        .addsToObjective(),
                number(
                                "zcr",
                                "D,G",
                                "Latent consistency: D's scores shall not change with a little more noise, G's samples"
                                        + " shall; the weights of both, 5,0.5 in the paper.")
                        .at("techniques.consistencyD", "techniques.consistencyG")
                        .list()
                        .must(NOT_NEGATIVE)
                        .byDefault("0,0")
                        .addsToObjective());
    }

    /** Settings that change nothing that a run computes, and so have no place in a configuration. */
    private static List<Setting> kept() {
        return List.of(
                word(
                                "checkpoint-every",
                                "N[epochs]",
                                "Steps, or epochs, from one checkpoint to the next; there is always one at"
                                        + " the end and at an interrupt.")
                        .byDefault("1epoch"),
                whole("keep", "N", "The last checkpoints that are kept; 0 keeps all.")
                        .must(FROM_0)
                        .byDefault("3"),
                word(
                                "on-nan",
                                "ACTION",
                                "When numbers go bad: stop, or rollback to the last checkpoint with other random"
                                        + " numbers and half the rates, at most " + MOST_ROLLBACKS + " times.")
                        .oneOf("on-nan", () -> List.of("stop", ROLLBACK))
                        .byDefault("stop"),
                whole(
                                "evaluate-every",
                                "K",
                                "Score the generator every K epochs and at the end, from " + EVALUATION_COUNT
                                        + " samples, as 'gan4j evaluate' does; 0 for never.")
                        .must(FROM_0)
                        .byDefault("0"),
                toggle(
                        "tensorboard",
                        "Also write scalars and samples for TensorBoard, into tensorboard/ of the run directory."));
    }

    private static Setting whole(String name, String label, String help) {
        return new Setting(name, Kind.WHOLE, label, help);
    }

    private static Setting number(String name, String label, String help) {
        return new Setting(name, Kind.NUMBER, label, help);
    }

    private static Setting word(String name, String label, String help) {
        return new Setting(name, Kind.WORD, label, help);
    }

    private static Setting file(String name, String label, String help) {
        return new Setting(name, Kind.FILE, label, help);
    }

    private static Setting toggle(String name, String help) {
        return new Setting(name, Kind.SWITCH, "true|false", help).bare("true").byDefault("false");
    }

    private static List<String> penaltyNames() {
        return Stream.concat(PenaltyCatalog.all().stream().map(PenaltyDescription::name), Stream.of("none"))
                .toList();
    }

    private static List<WeightedPenalty> penalties(List<String> texts) {
        KnownNames names = new KnownNames("penalty", Settings::penaltyNames);
        texts.forEach(text -> names.check(text.split(":", 2)[0]));
        return texts.stream()
                .filter(text -> !text.equals("none"))
                .map(WeightedPenalty::parse)
                .toList();
    }

    /**
     * The table.
     *
     * @return every setting, in its order
     */
    public static List<Setting> all() {
        return ALL;
    }

    /**
     * Looks a setting up.
     *
     * @param name the flag without dashes
     * @return its row
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Setting find(String name) {
        return ALL.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown setting '" + name + "'"));
    }

    /** Checks every value of a configuration by itself; what must go together is for {@link TrainConfig} to check. */
    static void check(TrainConfig config) {
        JsonObject tree = ConfigJson.tree(config);
        ALL.forEach(setting -> setting.check(tree));
    }

    /** All that decides what a run computes. */
    static List<Object> mathematics(TrainConfig config) {
        JsonObject tree = ConfigJson.tree(config);
        return ALL.stream()
                .filter(Setting::isMathematics)
                .<Object>map(setting -> setting.parts(tree))
                .toList();
    }

    /**
     * A configuration in words.
     *
     * @param config the configuration
     * @return each setting that it has a value for, with the value as a flag has it
     */
    public static Map<Setting, String> texts(TrainConfig config) {
        JsonObject texts = ConfigJson.texts(config);
        Map<Setting, String> values = new LinkedHashMap<>();
        ALL.forEach(setting -> setting.text(texts).ifPresent(text -> values.put(setting, text)));
        return values;
    }

    /**
     * What the players minimise and what else helps them, as flags would say it: {@code wgan-gp + gp:10 + pack:2}.
     *
     * @param config a run's configuration
     * @return the loss, and whatever is not as it is without a flag, in one line for a person
     */
    public static String objective(TrainConfig config) {
        TrainConfig.Objective objective = config.objective();
        StringBuilder text = new StringBuilder(objective.loss());
        new TreeMap<>(objective.options())
                .forEach(
                        (key, value) -> text.append(' ').append(key).append('=').append(value));
        objective.penalties().forEach(penalty -> text.append(" + ").append(penalty));
        JsonObject texts = ConfigJson.texts(config);
        for (Setting setting : ALL) {
            boolean idle = setting.name().equals("penalty-every")
                    && objective.penalties().isEmpty();
            if (setting.isToldWithObjective() && !idle && !setting.isDefault(texts)) {
                text.append(" + ").append(setting.name());
                if (setting.kind() != Kind.SWITCH) {
                    text.append(':').append(setting.text(texts).orElseThrow());
                }
            }
        }
        return text.toString();
    }
}

package org.gan4j.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
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
import org.gan4j.run.WarmStart;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The flags that make a {@link TrainConfig}. A flag that is not given has the preset's value, or else the default that stands
 * here and nowhere else.
 */
@Command
final class TrainOptions {

    private static final String DEFAULT = " Default: ${DEFAULT-VALUE}.";

    @ArgGroup(validate = false, heading = "%nWhat to train:%n")
    private final What what = new What();

    @ArgGroup(validate = false, heading = "%nThe objective:%n")
    private final Objective objective = new Objective();

    @ArgGroup(validate = false, heading = "%nThe networks:%n")
    private final Networks networks = new Networks();

    @ArgGroup(validate = false, heading = "%nThe optimization:%n")
    private final Optimization optimization = new Optimization();

    @ArgGroup(validate = false, heading = "%nTechniques:%n")
    private final Techniques techniques = new Techniques();

    private static final class What {
        @Option(
                names = "--preset",
                paramLabel = "PRESET",
                completionCandidates = Names.OfPresets.class,
                description = "The recipe to start from; see 'gan4j presets'."
                        + " Default: that of the loss, or of the data set, or 'digits'.")
        private String preset;

        @Option(
                names = "--dataset",
                paramLabel = "DATASET",
                completionCandidates = Names.OfDataSets.class,
                defaultValue = "digits",
                description = "digits (drawn here), mnist, fashion-mnist (downloaded once, or from --data-dir),"
                        + " idx (from --data-dir), gaussian, ring, grid." + DEFAULT)
        private String dataset;

        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                description = "Where IDX files lie (train-images-idx3-ubyte, train-labels-idx1-ubyte and the t10k"
                        + " pair, gzipped or not).")
        private Path dataDir;

        @Option(
                names = "--epochs",
                paramLabel = "N",
                defaultValue = "20",
                description = "Passes over the data." + DEFAULT)
        private int epochs;

        @Option(names = "--steps", paramLabel = "N", description = "Generator updates, instead of --epochs.")
        private Long steps;

        @Option(
                names = "--batch-size",
                paramLabel = "N",
                defaultValue = "64",
                description = "Real samples, and generated ones, in an update." + DEFAULT)
        private int batchSize;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "0",
                description = "Where all random numbers come from; equal seeds give equal weights." + DEFAULT)
        private int seed;

        @Option(
                names = "--tick",
                paramLabel = "N",
                defaultValue = "250",
                description = "Steps from one report to the next." + DEFAULT)
        private int tick;
    }

    private static final class Objective {
        @Option(
                names = "--loss",
                paramLabel = "LOSS",
                completionCandidates = Names.OfLosses.class,
                defaultValue = "non-saturating",
                description = "The adversarial loss; see 'gan4j losses'." + DEFAULT)
        private String loss;

        @Option(
                names = "--loss-option",
                paramLabel = "KEY=VALUE",
                split = ",",
                description = "An option of the loss's own, e.g. a=-1 of lsgan. Repeatable.")
        private Map<String, String> lossOptions = new HashMap<>();

        @Option(
                names = "--penalty",
                paramLabel = "PENALTY[:WEIGHT]",
                completionCandidates = Names.OfPenalties.class,
                split = ",",
                description =
                        "A penalty on the critic; see 'gan4j losses'. Repeatable. 'none' takes away what the loss or the"
                                + " preset brings. Default: what the loss brings.")
        private List<String> penalties;

        @Option(
                names = "--clip",
                paramLabel = "C",
                description = "Clip the critic's weights to [-C, C] after each of its updates (wgan).")
        private Double clip;

        @Option(
                names = "--label-smoothing",
                paramLabel = "S",
                description = "Real targets are 1-S (cross-entropy losses).")
        private String labelSmoothing;

        @Option(
                names = "--label-noise",
                paramLabel = "P",
                description = "Each of D's labels is flipped with probability P (cross-entropy losses).")
        private String labelNoise;

        @Option(
                names = "--halve-d-loss",
                arity = "0..1",
                paramLabel = "true|false",
                fallbackValue = "true",
                defaultValue = "false",
                description = "D's two terms are averaged instead of summed.")
        private boolean halveDLoss;
    }

    private static final class Networks {
        @Option(
                names = "--latent",
                paramLabel = "N",
                defaultValue = "100",
                description = "The width of the noise." + DEFAULT)
        private int latent;

        @Option(
                names = "--g-hidden",
                paramLabel = "WIDTHS",
                split = ",",
                defaultValue = "128,256",
                description = "The generator's hidden layers." + DEFAULT)
        private List<Integer> generatorHidden;

        @Option(
                names = "--d-hidden",
                paramLabel = "WIDTHS",
                split = ",",
                defaultValue = "256,128",
                description = "The discriminator's hidden layers." + DEFAULT)
        private List<Integer> discriminatorHidden;

        @Option(
                names = "--g-activation",
                paramLabel = "ACTIVATION",
                completionCandidates = Names.OfActivations.class,
                defaultValue = "relu",
                description = "relu, leaky-relu[:SLOPE] or tanh." + DEFAULT)
        private String generatorActivation;

        @Option(
                names = "--d-activation",
                paramLabel = "ACTIVATION",
                completionCandidates = Names.OfActivations.class,
                defaultValue = "leaky-relu:0.2",
                description = "Likewise for the discriminator." + DEFAULT)
        private String discriminatorActivation;

        @Option(
                names = "--init",
                paramLabel = "INIT",
                completionCandidates = Names.OfInitializations.class,
                defaultValue = "pytorch",
                description = "Where weights start: pytorch (its default for linear layers) or normal:STD." + DEFAULT)
        private String initialization;

        @Option(
                names = "--init-from",
                paramLabel = "FILE",
                description = "A safetensors file whose weights take the place of random ones: those of the generator,"
                        + " or of the player that FILE.json names, as 'gan4j export' writes it. Repeatable.")
        private List<Path> initFrom;

        @Option(
                names = "--energy",
                paramLabel = "ENERGY",
                completionCandidates = Names.OfEnergies.class,
                defaultValue = "squared",
                description =
                        "What an autoencoder as critic (ebgan, began) measures: squared or absolute error." + DEFAULT)
        private String energy;

        @Option(
                names = "--precision",
                paramLabel = "PRECISION",
                completionCandidates = Names.OfPrecisions.class,
                defaultValue = "float32",
                description =
                        "Of the layers' products: float32, tf32 (a GPU's) or bfloat16. Weights, losses and optimizers"
                                + " stay in float32." + DEFAULT)
        private String precision;
    }

    private static final class Techniques {
        @Option(
                names = "--conditional",
                paramLabel = "W",
                arity = "0..1",
                fallbackValue = "1",
                defaultValue = "0",
                description =
                        "Generate class by class (AC-GAN): D also classifies, with a cross-entropy of this weight,"
                                + " 1 if none is given. Default: no classes.")
        private double classWeight;

        @Option(
                names = "--instance-noise",
                paramLabel = "STD",
                defaultValue = "0",
                description = "Noise on all that D sees, falling to 0 on a straight line." + DEFAULT)
        private double instanceNoise;

        @Option(
                names = "--instance-noise-until",
                paramLabel = "F",
                defaultValue = "1",
                description = "The fraction of the run by which it is 0." + DEFAULT)
        private double instanceNoiseUntil;

        @Option(
                names = "--top-k",
                paramLabel = "F",
                defaultValue = "1",
                description =
                        "G learns from its best-scored samples alone; their fraction falls from 1 to this." + DEFAULT)
        private double topK;

        @Option(
                names = "--top-k-decay",
                paramLabel = "F",
                defaultValue = "0.99",
                description = "The factor by which that fraction falls after each epoch." + DEFAULT)
        private double topKDecay;

        @Option(
                names = "--pack",
                paramLabel = "M",
                defaultValue = "1",
                description = "D judges M samples with one score (PacGAN); M must divide the batch." + DEFAULT)
        private int packing;

        @Option(
                names = "--penalty-every",
                paramLabel = "K",
                defaultValue = "1",
                description = "Evaluate penalties every K updates of D only, K times as heavy." + DEFAULT)
        private int penaltyEvery;

        @Option(
                names = "--spectral-norm",
                arity = "0..1",
                paramLabel = "true|false",
                fallbackValue = "true",
                defaultValue = "false",
                description = "Divide each of D's layers by its spectral norm (SN-GAN).")
        private boolean spectralNorm;

        @Option(
                names = "--pull-away",
                paramLabel = "W",
                defaultValue = "0",
                description = "Drive the codes of generated samples apart, with this weight (ebgan)." + DEFAULT)
        private double pullAway;

        @Option(
                names = "--zcr",
                paramLabel = "D,G",
                split = ",",
                defaultValue = "0,0",
                description =
                        "Latent consistency: D's scores shall not change with a little more noise, G's samples shall;"
                                + " the weights of both, 5,0.5 in the paper." + DEFAULT)
        private List<Double> consistency;
    }

    private static final class Optimization {
        @Option(
                names = "--optimizer",
                paramLabel = "OPTIMIZER",
                completionCandidates = Names.OfOptimizers.class,
                defaultValue = "adam",
                description = "adam, adamw, rmsprop or sgd, with PyTorch's formulas." + DEFAULT)
        private String optimizer;

        @Option(
                names = "--g-lr",
                paramLabel = "RATE",
                defaultValue = "2e-4",
                description = "The generator's learning rate." + DEFAULT)
        private double generatorRate;

        @Option(
                names = "--d-lr",
                paramLabel = "RATE",
                defaultValue = "2e-4",
                description = "The discriminator's learning rate." + DEFAULT)
        private double discriminatorRate;

        @Option(
                names = "--betas",
                paramLabel = "B1,B2",
                split = ",",
                defaultValue = "0.9,0.999",
                description = "Adam's decays." + DEFAULT)
        private List<Double> betas;

        @Option(names = "--momentum", paramLabel = "M", defaultValue = "0", description = "SGD's momentum." + DEFAULT)
        private double momentum;

        @Option(
                names = "--weight-decay",
                paramLabel = "W",
                defaultValue = "0",
                description = "The optimizer's weight decay." + DEFAULT)
        private double weightDecay;

        @Option(
                names = "--schedule",
                paramLabel = "SCHEDULE",
                completionCandidates = Names.OfSchedules.class,
                defaultValue = "constant",
                description = "How both rates change: constant, linear[:END], cosine[:END], END being the factor at the"
                        + " end (0 if not given)." + DEFAULT)
        private String schedule;

        @Option(
                names = "--n-critic",
                paramLabel = "N",
                defaultValue = "1",
                description = "Discriminator updates to one generator update." + DEFAULT)
        private int criticSteps;

        @Option(
                names = "--fresh-batch",
                arity = "0..1",
                paramLabel = "true|false",
                fallbackValue = "true",
                defaultValue = "false",
                description = "The generator learns from real samples of its own too, not from D's last ones, where its"
                        + " loss reads any.")
        private boolean freshBatch;

        @Option(
                names = "--fresh-noise",
                arity = "0..1",
                paramLabel = "true|false",
                fallbackValue = "true",
                defaultValue = "false",
                description = "The generator learns from noise of its own, not from D's last batch.")
        private boolean freshNoise;

        @Option(
                names = "--ema",
                paramLabel = "STEPS",
                defaultValue = "0",
                description = "Draw samples from an average of the generator's weights with this half-life in steps;"
                        + " 0 keeps none." + DEFAULT)
        private double averageHalfLife;

        @Option(
                names = "--ema-ramp-up",
                paramLabel = "R",
                defaultValue = "0.05",
                description = "The half-life is at most R times the steps so far; 0 for no such limit." + DEFAULT)
        private double averageRampUp;
    }

    /** Checks the name of the preset. */
    void checkPreset() {
        Choice.check(
                "preset", what.preset, Preset.all().stream().map(Preset::name).toList());
    }

    /** Checks every name that is chosen from a list, so that a slip is answered with the nearest ones. */
    void checkNames() {
        Choice.check("data set", what.dataset, DataSet.names());
        Choice.check(
                "loss",
                objective.loss,
                LossCatalog.all().stream().map(LossDescription::name).toList());
        List<String> names =
                PenaltyCatalog.all().stream().map(PenaltyDescription::name).toList();
        for (String penalty : objective.penalties == null ? List.<String>of() : objective.penalties) {
            String name = penalty.split(":", 2)[0];
            if (!name.equals("none")) {
                Choice.check("penalty", name, names);
            }
        }
        Choice.check("optimizer", optimization.optimizer, Names.OPTIMIZERS);
    }

    /**
     * The configuration that the flags describe.
     *
     * @param preset the recipe that the values come from where no flag gave them
     * @param initFrom what the players start from: {@link #initialWeights} of a new run, and of a resumed one what it started from
     * @return the configuration
     * @throws IllegalArgumentException if a value is not allowed; the message names it
     */
    TrainConfig toConfig(String preset, List<TrainConfig.InitialWeights> initFrom) {
        if (optimization.betas.size() != 2) {
            throw new IllegalArgumentException(
                    "betas (" + optimization.betas + ") must be two numbers, e.g. 0.5,0.999");
        }
        if (techniques.consistency.size() != 2) {
            throw new IllegalArgumentException("zcr (" + techniques.consistency + ") must be two numbers, e.g. 5,0.5");
        }
        boolean bySteps = what.steps != null;
        return new TrainConfig(
                preset,
                new TrainConfig.Data(
                        what.dataset,
                        what.dataDir == null
                                ? null
                                : what.dataDir.toAbsolutePath().normalize().toString(),
                        what.batchSize),
                new TrainConfig.Model(
                        networks.latent,
                        networks.generatorHidden,
                        networks.discriminatorHidden,
                        ActivationFunction.parse(networks.generatorActivation),
                        ActivationFunction.parse(networks.discriminatorActivation),
                        Initialization.parse(networks.initialization),
                        Energy.parse(networks.energy),
                        Precision.parse(networks.precision),
                        initFrom),
                new TrainConfig.Objective(objective.loss, lossOptions(), penalties(), objective.clip),
                new TrainConfig.Optimization(
                        optimization.optimizer,
                        optimization.generatorRate,
                        optimization.discriminatorRate,
                        optimization.betas.get(0),
                        optimization.betas.get(1),
                        optimization.momentum,
                        optimization.weightDecay,
                        Schedule.parse(optimization.schedule),
                        optimization.criticSteps,
                        optimization.freshNoise,
                        optimization.freshBatch,
                        new TrainConfig.Average(optimization.averageHalfLife, optimization.averageRampUp)),
                new TrainConfig.Techniques(
                        techniques.instanceNoise,
                        techniques.instanceNoiseUntil,
                        techniques.topK,
                        techniques.topKDecay,
                        techniques.packing,
                        techniques.classWeight,
                        techniques.penaltyEvery,
                        techniques.spectralNorm,
                        techniques.pullAway,
                        techniques.consistency.get(0),
                        techniques.consistency.get(1)),
                new TrainConfig.Length(bySteps ? 0 : what.epochs, bySteps ? what.steps : 0, what.tick),
                what.seed);
    }

    private Map<String, String> lossOptions() {
        Map<String, String> options = new HashMap<>(objective.lossOptions);
        if (objective.labelSmoothing != null) {
            options.put("label-smoothing", objective.labelSmoothing);
        }
        if (objective.labelNoise != null) {
            options.put("label-noise", objective.labelNoise);
        }
        if (objective.halveDLoss) {
            options.put(LossDescription.HALVE.name(), "true");
        }
        return options;
    }

    /** The files that the flags name, looked at. */
    List<TrainConfig.InitialWeights> initialWeights() {
        return networks.initFrom == null
                ? List.of()
                : networks.initFrom.stream().map(WarmStart::from).toList();
    }

    private List<TrainConfig.WeightedPenalty> penalties() {
        List<String> texts = objective.penalties == null
                ? LossCatalog.describe(objective.loss).penalties()
                : objective.penalties;
        return texts.stream()
                .filter(text -> !text.equals("none"))
                .map(TrainConfig.WeightedPenalty::parse)
                .toList();
    }
}

package org.gan4j.config;

import com.google.gson.JsonObject;
import java.util.List;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.model.Architecture;
import org.gan4j.model.Architecture.Trait;
import org.gan4j.model.ClassBy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Norm;
import org.gan4j.model.Precision;

/**
 * The values of a configuration that is being made: what each must be by itself, and what they must be together.
 * The two records are one in JSON.
 */
record Consistency(
        String preset,
        TrainConfig.Data data,
        TrainConfig.Model model,
        TrainConfig.Objective objective,
        TrainConfig.Optimization optimization,
        TrainConfig.Techniques techniques,
        TrainConfig.Length length,
        int seed) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if some are not allowed, or do not go together; the message names them
     */
    void check() {
        JsonObject tree = ConfigJson.tree(this);
        Settings.all().forEach(setting -> setting.check(tree));
        optimization.rule();
        checkLength();
        checkData();
        checkFiles();
        checkTechniques();
        checkAugmentation();
        checkArchitecture();
        if (objective.describeLoss().energies()) {
            checkAutoencoder();
        }
    }

    private void checkLength() {
        if ((length.epochs() > 0) == (length.steps() > 0)) {
            throw new IllegalArgumentException("epochs (" + length.epochs() + ") or steps (" + length.steps()
                    + ") must be at least 1, and only one of them");
        }
    }

    private static void require(boolean condition, String name, Object value, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(name + " (" + value + ") " + otherwise);
        }
    }

    private void checkData() {
        DataSet dataset = data.row();
        dataset.checkDirectory(data.path());
        dataset.checkOptions(data.reading());
        if (techniques.conditional() && !dataset.labelled()) {
            throw new IllegalArgumentException("conditional needs data with labels; " + dataset + " has none");
        }
        require(
                techniques.clusters() == 0 || dataset.kind() == DataSet.Kind.IMAGES,
                "clusters",
                techniques.clusters(),
                "need data of pictures; " + dataset + " has none");
        require(
                techniques.augment().isEmpty() || dataset.kind() == DataSet.Kind.IMAGES,
                "augment",
                techniques.augment(),
                "needs data of pictures; " + dataset + " has none");
        int batch = data.batchSize();
        int pack = techniques.packing();
        require(batch % pack == 0, "pack", pack, "must divide batch-size (" + batch + ")");
    }

    private void checkFiles() {
        List<InitialWeights> files = model.initFrom();
        require(
                files.stream().map(InitialWeights::player).distinct().count() == files.size(),
                "init-from",
                String.join(", ", files.stream().map(InitialWeights::file).toList()),
                "must name one file a player; these are of one player");
    }

    private void checkTechniques() {
        List<WeightedPenalty> penalties = objective.penalties();
        require(
                penalties.stream().map(WeightedPenalty::name).distinct().count() == penalties.size(),
                "penalty",
                penalties,
                "must name each penalty once");
        require(techniques.clusters() != 1, "clusters", 1, "must be at least 2, or 0 for none");
        boolean weighed = techniques.classes() == ClassBy.AUXILIARY || techniques.classWeight() == 1;
        require(
                weighed || !techniques.conditional(),
                "conditional",
                techniques.classWeight(),
                "is the weight of an auxiliary classifier; give --conditional alone with --class-by "
                        + techniques.classBy());
        require(
                techniques.labelled() || techniques.classBy() == ClassBy.AUXILIARY,
                "class-by",
                techniques.classBy(),
                "needs --conditional or --clusters");
        String alone = "must be 1 with --conditional or --clusters: a pack has no class of its own";
        require(techniques.packing() == 1 || !techniques.labelled(), "pack", techniques.packing(), alone);
        require(
                model.precision() != Precision.BFLOAT16 || !techniques.spectralNorm(),
                "precision",
                model.precision(),
                "does not go with --spectral-norm, whose layers need every bit of their singular vectors;"
                        + " give float32 or tf32");
        String loss = " with the loss " + objective.loss();
        require(
                !objective.createLoss().generatorUsesReal() || techniques.topK() == 1,
                "top-k",
                techniques.topK(),
                "must be 1" + loss + ", whose generator compares every generated sample with a real one");
        require(
                objective.describeLoss().energies() || techniques.pullAway() == 0,
                "pull-away",
                techniques.pullAway(),
                "must be 0" + loss + ": only an autoencoder as critic has codes");
    }

    private void checkAugmentation() {
        boolean steered = techniques.augmentProbability().isEmpty();
        require(
                !techniques.augment().isEmpty() || techniques.augmentP().equals("1"),
                "augment-p",
                techniques.augmentP(),
                "needs --augment");
        // Elsewhere a score of 0 is not where D is undecided.
        LossDescription.Group group = objective.describeLoss().group();
        require(
                !steered || group == LossDescription.Group.CROSS_ENTROPY || group == LossDescription.Group.HINGE,
                "augment-p",
                techniques.augmentP(),
                "goes with cross-entropy and hinge losses alone, not with " + objective.loss() + "; give a number");
    }

    private void checkArchitecture() {
        Architecture arch = model.architecture();
        if (arch.has(Trait.PICTURES)) {
            String points = "makes pictures, and " + data.row() + " has none; give --arch " + Architecture.MLP;
            require(data.row().kind() == DataSet.Kind.IMAGES, "arch", arch, points);
            String codes = "does not go with the loss " + objective.loss()
                    + ", whose critic is an autoencoder of perceptrons; give --arch " + Architecture.MLP;
            require(!objective.describeLoss().energies(), "arch", arch, codes);
        } else {
            String convolutional = "needs an --arch of convolutions; " + arch + " has none";
            require(model.generatorChannels().isEmpty(), "g-channels", model.generatorChannels(), convolutional);
            require(
                    model.discriminatorChannels().isEmpty(),
                    "d-channels",
                    model.discriminatorChannels(),
                    convolutional);
        }
        checkTraits(arch);
        boolean slopes = objective.penalties().stream()
                .anyMatch(penalty -> PenaltyCatalog.describe(penalty.name()).ofSlopes());
        require(
                model.discriminatorNorm() != Norm.BATCH || !slopes,
                "d-norm",
                model.discriminatorNorm(),
                "does not go with the penalty " + objective.penalties()
                        + ": a slope is that of one sample's score, which the whole batch would have a part in;"
                        + " give group or layer, or --penalty none");
    }

    /** What is left as it is by default goes with every architecture. */
    private void checkTraits(Architecture arch) {
        String norms = arch.has(Trait.PICTURES)
                ? "must be none with --arch " + arch + ", which does without"
                : "needs an --arch of convolutions; " + arch + " has none";
        boolean withNorms = arch.has(Trait.NORMS);
        require(withNorms || model.generatorNorm() == Norm.NONE, "g-norm", model.generatorNorm(), norms);
        require(withNorms || model.discriminatorNorm() == Norm.NONE, "d-norm", model.discriminatorNorm(), norms);
        require(
                arch.has(Trait.HEAD) || model.discriminatorHead() == 0,
                "d-head",
                model.discriminatorHead(),
                "needs --arch " + Architecture.namesWith(Trait.HEAD) + "; " + arch + " has no such layer");
        require(
                arch.has(Trait.BLOCKS) || model.blocks() == 1,
                "blocks",
                model.blocks(),
                "needs --arch " + Architecture.namesWith(Trait.BLOCKS));
        require(
                arch.has(Trait.INITIALIZATION) || model.initialization().equals(Initialization.PYTORCH),
                "init",
                model.initialization(),
                "does not go with --arch " + arch
                        + ", whose weights start as its paper says; give --init pytorch if a recipe brings it, or leave it out");
        require(
                arch.has(Trait.SPECTRAL_NORM) || !techniques.spectralNorm(),
                "spectral-norm",
                techniques.spectralNorm(),
                "does not go with --arch " + arch + ", where convolutions start at 0 and have no norm to be divided by;"
                        + " give --spectral-norm false and a penalty, --penalty r1:10,r2:10 say");
    }

    private void checkAutoencoder() {
        String critic = " with the loss " + objective.loss() + ", whose critic is an autoencoder";
        List<WeightedPenalty> penalties = objective.penalties();
        String scored = "must be none" + critic + ": penalties are made for scores";
        require(penalties.isEmpty(), "penalty", penalties, scored);
        require(!techniques.conditional(), "conditional", techniques.classWeight(), "does not go" + critic);
        require(techniques.clusters() == 0, "clusters", techniques.clusters(), "do not go" + critic);
        require(techniques.packing() == 1, "pack", techniques.packing(), "must be 1" + critic);
        String worst = "must be 1" + critic + ": the highest energies are those of the worst samples";
        require(techniques.topK() == 1, "top-k", techniques.topK(), worst);
    }
}

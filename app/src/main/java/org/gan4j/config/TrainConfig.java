package org.gan4j.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.data.Augmentation;
import org.gan4j.data.DataOptions;
import org.gan4j.data.DataRequest;
import org.gan4j.data.DataSet;
import org.gan4j.data.ReadingProgress;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Architecture;
import org.gan4j.model.ClassBy;
import org.gan4j.model.Derivatives;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Norm;
import org.gan4j.model.Precision;
import org.gan4j.optim.Schedule;
import org.gan4j.optim.UpdateRule;

/**
 * Every value that a run depends on, checked. Two runs with equal configurations on one machine end with equal weights.
 *
 * @param preset the recipe that the values started from
 * @param data the real samples
 * @param model the two networks
 * @param objective what the players minimise
 * @param optimization how they do it
 * @param techniques what else helps them
 * @param length how long
 * @param seed where all random numbers come from
 */
public record TrainConfig(
        String preset,
        Data data,
        Model model,
        Objective objective,
        Optimization optimization,
        Techniques techniques,
        Length length,
        int seed) {

    /** Checks every value by itself, as it may come from a file, and then that they go together. */
    public TrainConfig {
        new Consistency(preset, data, model, objective, optimization, techniques, length, seed).check();
    }

    /**
     * The configuration that settings stand for.
     *
     * @param values texts of settings by name without dashes; the others have the values of the recipe that these ask for
     * @return the configuration
     * @throws IllegalArgumentException if a name is unknown or a value not allowed; the message names it
     */
    public static TrainConfig of(Map<String, String> values) {
        return Choices.of(values).config(List.of());
    }

    /**
     * Why a run of this configuration does not compute, as far as both go, what one of the other computes. They may differ in their
     * length, in how often they report, and in where their data lie.
     *
     * @param other another configuration
     * @param name what has it, e.g. {@code the run}
     * @return each setting that differs as a flag with both values, {@code --g-lr (0.0001, the run has 0.0002)}; empty if none does
     */
    public List<String> differences(TrainConfig other, String name) {
        return Settings.differences(this, other, name);
    }

    /**
     * The real samples.
     *
     * @param dataset the data set's name
     * @param directory where its files lie; {@code null} for data that are drawn or downloaded
     * @param batchSize samples in one batch
     * @param reading what is made of the files; {@code null}, as in files of early versions, for what is usual
     */
    public record Data(String dataset, String directory, int batchSize, DataOptions reading) {
        /** Knows what is usual. */
        public Data {
            reading = reading == null ? DataOptions.USUAL : reading;
        }

        /** {@return the data set, as the table of data sets has it} */
        public DataSet row() {
            return DataSet.of(dataset);
        }

        /** {@return where its files lie; {@code null} for what is drawn or downloaded} */
        public Path path() {
            return directory == null ? null : Path.of(directory);
        }

        /**
         * What reads them.
         *
         * @param seed decides samples where they are drawn
         * @param progress told of what takes time
         * @return the request
         */
        public DataRequest request(long seed, ReadingProgress progress) {
            return new DataRequest(path(), seed, reading, progress);
        }
    }

    /**
     * The two networks.
     *
     * @param architecture what they are built as
     * @param latent the width of the noise
     * @param generatorHidden the widths of the generator's hidden layers, of perceptrons
     * @param discriminatorHidden the widths of the discriminator's hidden layers, of perceptrons
     * @param generatorChannels the channels of the generator's pictures, of convolutions; empty for what suits the picture
     * @param discriminatorChannels the channels of the discriminator's pictures, of convolutions; empty for what suits the picture
     * @param discriminatorHead the width of a linear layer between the discriminator's pictures and its output; 0 for none
     * @param blocks the residual blocks of each size
     * @param generatorNorm how the generator's layers are normalized
     * @param discriminatorNorm how the discriminator's layers are normalized
     * @param generatorActivation after each of the generator's hidden layers
     * @param discriminatorActivation after each of the discriminator's hidden layers
     * @param initialization where weights start
     * @param energy what an autoencoding discriminator, of an energy-based loss, measures
     * @param precision of the matrix products while they learn
     * @param initFrom files whose weights take the place of random ones, at most one a player
     */
    public record Model(
            Architecture architecture,
            int latent,
            List<Integer> generatorHidden,
            List<Integer> discriminatorHidden,
            List<Integer> generatorChannels,
            List<Integer> discriminatorChannels,
            int discriminatorHead,
            int blocks,
            Norm generatorNorm,
            Norm discriminatorNorm,
            ActivationFunction generatorActivation,
            ActivationFunction discriminatorActivation,
            Initialization initialization,
            Energy energy,
            Precision precision,
            List<InitialWeights> initFrom) {
        /** Keeps lists of its own; files of early versions have no {@code initFrom}. */
        public Model {
            generatorHidden = copy(generatorHidden);
            discriminatorHidden = copy(discriminatorHidden);
            generatorChannels = copy(generatorChannels);
            discriminatorChannels = copy(discriminatorChannels);
            initFrom = initFrom == null ? List.of() : List.copyOf(initFrom);
        }
    }

    /**
     * What the players minimise.
     *
     * @param loss the adversarial loss's name
     * @param options the loss's options that differ from their defaults
     * @param penalties the critic's penalties
     * @param clip the bound of the critic's weights; {@code null} if they are not clipped
     */
    public record Objective(String loss, Map<String, String> options, List<WeightedPenalty> penalties, Double clip) {
        /** Keeps collections of its own. */
        public Objective {
            options = options == null ? null : Map.copyOf(options);
            penalties = copy(penalties);
        }

        /**
         * What is known of the loss.
         *
         * @return its description
         */
        public LossDescription describeLoss() {
            return LossCatalog.describe(loss);
        }

        /**
         * Makes the loss.
         *
         * @return a new loss
         */
        public AdversarialLoss createLoss() {
            return LossCatalog.create(loss, options);
        }
    }

    /**
     * How the players minimise.
     *
     * @param optimizer the optimizer's name, one of {@link UpdateRule#names()}
     * @param generatorRate the generator's learning rate
     * @param discriminatorRate the discriminator's learning rate
     * @param beta1 decay of the first moment (Adam)
     * @param beta2 decay of the second moment (Adam)
     * @param beta2End what the decay of the second moment moves to over the run, on half a cosine wave; {@code null} if it stays
     * @param momentum decay of the velocity (SGD)
     * @param weightDecay the optimizer's weight decay
     * @param schedule how both rates change over the run
     * @param criticSteps discriminator updates to one generator update
     * @param freshNoise whether the generator learns from noise of its own, rather than from the discriminator's last batch
     * @param freshBatch whether a generator whose loss reads real samples sees others than the discriminator's last batch
     * @param average the running average of the generator's weights
     * @param derivatives how the derivatives of the networks are found
     * @param cudaGraphs whether a GPU records a step and repeats it
     */
    public record Optimization(
            String optimizer,
            double generatorRate,
            double discriminatorRate,
            double beta1,
            double beta2,
            Double beta2End,
            double momentum,
            double weightDecay,
            Schedule schedule,
            int criticSteps,
            boolean freshNoise,
            boolean freshBatch,
            Average average,
            Derivatives derivatives,
            boolean cudaGraphs) {
        /**
         * The decay of the second moment on the way.
         *
         * @param progress the part of the run that is over, from 0 to 1
         * @return the decay there
         */
        public double beta2At(double progress) {
            return beta2End == null ? beta2 : beta2End + (beta2 - beta2End) * Schedule.HALF_WAVE.factor(progress);
        }

        /**
         * The optimizer's formula.
         *
         * @return the rule
         */
        public UpdateRule rule() {
            return UpdateRule.of(optimizer, beta1, beta2End == null ? beta2 : Double.NaN, momentum, weightDecay);
        }
    }

    /**
     * What else helps the players.
     *
     * @param augment what is done to all pictures that the discriminator sees, in this order
     * @param augmentP the probability of each of these changes, or {@code auto}
     * @param instanceNoise the standard deviation of the noise that is added to all that the discriminator sees, at the start
     * @param instanceNoiseUntil the fraction of the run by which that noise has fallen to 0, on a straight line
     * @param topK the least fraction of the generated samples, the best-scored ones, that the generator learns from
     * @param topKDecay the factor by which that fraction falls from 1 after each epoch, until it is the least one
     * @param packing the samples that the discriminator judges with one score
     * @param classWeight the weight of an auxiliary classifier's cross-entropy; 0 for a run without classes
     * @param classBy what the discriminator of a run with classes or clusters has to do with them
     * @param clusters into how many clusters the real samples are parted, in all or inside each class; 0 for none
     * @param penaltySchedule how the weights of all penalties change over the run
     * @param penaltyEvery the discriminator updates from one evaluation of the penalties to the next
     * @param spectralNorm whether the discriminator's layers are divided by their spectral norm
     * @param pullAway the weight of the pull-away term on the codes of generated samples; 0 for none
     * @param consistencyD the discriminator's weight of latent consistency (zCR)
     * @param consistencyG the generator's weight of latent consistency (zCR)
     */
    public record Techniques(
            List<Augmentation> augment,
            String augmentP,
            double instanceNoise,
            double instanceNoiseUntil,
            double topK,
            double topKDecay,
            int packing,
            double classWeight,
            ClassBy classBy,
            int clusters,
            Schedule penaltySchedule,
            int penaltyEvery,
            boolean spectralNorm,
            double pullAway,
            double consistencyD,
            double consistencyG) {
        /** Keeps a list of its own. */
        public Techniques {
            augment = copy(augment);
        }

        /** {@return the probability of augmentation; empty if it follows how far the discriminator overfits} */
        public Optional<Double> augmentProbability() {
            return Augmentation.probability(augmentP);
        }

        /** {@return whether the players are held to latent consistency: either has a weight for it} */
        public boolean consistent() {
            return consistencyD > 0 || consistencyG > 0;
        }

        /** {@return whether samples are generated class by class: the classes of the data are read} */
        public boolean conditional() {
            return classWeight > 0;
        }

        /** {@return whether samples are generated label by label: class by class, or cluster by cluster} */
        public boolean labelled() {
            return conditional() || clusters > 0;
        }

        /** {@return what the discriminator has to do with labels} */
        public ClassBy classes() {
            return labelled() ? classBy : ClassBy.NOTHING;
        }

        /** {@return the weight of an auxiliary classifier's cross-entropy} */
        public double crossEntropy() {
            return conditional() ? classWeight : 1;
        }
    }

    /**
     * How long a run is: a number of passes over the data, or of generator updates.
     *
     * @param epochs passes over the data; 0 if steps are given
     * @param steps generator updates; 0 if epochs are given
     * @param tickSteps steps from one report to the next
     */
    public record Length(int epochs, long steps, int tickSteps) {}

    /** What is missing stays so until it is checked. */
    private static <T> List<T> copy(List<T> list) {
        return list == null ? null : List.copyOf(list);
    }
}

package org.gan4j.losses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a reader needs to know of a loss without its paper, and how to make it.
 *
 * <p>In formulas {@code r} are the scores on real samples, {@code f} those on generated ones, {@code sp} is softplus and
 * {@code E} the mean over the batch;
 * {@code e_r} and {@code e_f} are energies, {@code lse} is {@code log Σ exp}.
 */
public final class LossDescription {

    /** The families of losses, in the order of the table. */
    public enum Group {
        /** Logistic terms against labels. */
        CROSS_ENTROPY("Cross-entropy"),
        /** Regression to targets. */
        LEAST_SQUARES("Least squares"),
        /** Differences of mean scores; the critic is bounded by other means. */
        WASSERSTEIN("Wasserstein"),
        /** Margins. */
        HINGE("Hinge"),
        /** Real scores against generated ones. */
        RELATIVISTIC("Relativistic"),
        /** Variational bounds of f-divergences. */
        F_DIVERGENCE("f-divergences"),
        /** A sample against the whole batch. */
        CONTRASTIVE("Contrastive"),
        /** The critic is an autoencoder. */
        ENERGY_BASED("Energy-based");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /**
         * The name in words.
         *
         * @return e.g. {@code Least squares}
         */
        public String title() {
            return title;
        }
    }

    /** What the critic must give. */
    public enum CriticOutput {
        /** Raw scores, higher for a more real sample. */
        SCORES,
        /** Energies, at least 0 and lower for a more real sample: an autoencoder's reconstruction errors. */
        ENERGIES
    }

    /** Halves D's objective; every loss has it. */
    static final LossOption HALVE = LossOption.flag("halve-d-loss", false, "D's two terms averaged instead of summed");

    private final String name;
    private final Group group;
    private final CriticOutput critic;
    private final String title;
    private final String discriminator;
    private final String generator;
    private final String conventions;
    private final String useWhen;
    private final String avoidWhen;
    private final String source;
    private final List<LossOption> options;
    private final List<String> penalties;
    private final Function<LossOptions, AdversarialLoss> factory;

    private LossDescription(Builder builder, Function<LossOptions, AdversarialLoss> factory) {
        this.name = builder.name;
        this.group = builder.group;
        this.critic = builder.critic;
        this.title = builder.title;
        this.discriminator = builder.discriminator;
        this.generator = builder.generator;
        this.conventions = builder.conventions;
        this.useWhen = builder.useWhen;
        this.avoidWhen = builder.avoidWhen;
        this.source = builder.source;
        builder.options.add(HALVE);
        this.options = List.copyOf(builder.options);
        this.penalties = List.copyOf(builder.penalties);
        this.factory = factory;
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Makes the loss.
     *
     * @param values values of its options, by name; the others keep their defaults
     * @return the loss
     * @throws IllegalArgumentException if a name is unknown or a value not allowed
     */
    public AdversarialLoss create(Map<String, String> values) {
        LossOptions parsed = new LossOptions(name, options, values);
        AdversarialLoss loss = factory.apply(parsed);
        return parsed.flag(HALVE.name()) ? new HalvedDiscriminatorLoss(loss) : loss;
    }

    /**
     * The name on the command line.
     *
     * @return e.g. {@code wgan-gp}
     */
    public String name() {
        return name;
    }

    /**
     * The family it belongs to.
     *
     * @return the group
     */
    public Group group() {
        return group;
    }

    /**
     * What the critic must give.
     *
     * @return scores for all but the energy-based losses
     */
    public CriticOutput critic() {
        return critic;
    }

    /**
     * The name in words.
     *
     * @return e.g. {@code Least squares}
     */
    public String title() {
        return title;
    }

    /**
     * What the critic minimises.
     *
     * @return a formula
     */
    public String discriminator() {
        return discriminator;
    }

    /**
     * What the generator minimises.
     *
     * @return a formula
     */
    public String generator() {
        return generator;
    }

    /**
     * Where people disagree: sums or means, halves, signs.
     *
     * @return a sentence
     */
    public String conventions() {
        return conventions;
    }

    /**
     * What speaks for it.
     *
     * @return a sentence
     */
    public String useWhen() {
        return useWhen;
    }

    /**
     * What speaks against it.
     *
     * @return a sentence
     */
    public String avoidWhen() {
        return avoidWhen;
    }

    /**
     * Where it comes from.
     *
     * @return authors and year
     */
    public String source() {
        return source;
    }

    /**
     * Its hyper-parameters with their defaults.
     *
     * @return the options
     */
    public List<LossOption> options() {
        return options;
    }

    /**
     * The critic's penalties that belong to the loss by definition, as {@code name:weight}; see
     * {@link org.gan4j.losses.penalty.PenaltyCatalog}.
     *
     * @return the penalties, often none
     */
    public List<String> penalties() {
        return penalties;
    }

    /** Gathers a description; every text is required. */
    static final class Builder {
        private final String name;
        private Group group;
        private CriticOutput critic = CriticOutput.SCORES;
        private String title;
        private String discriminator;
        private String generator;
        private String conventions;
        private String useWhen;
        private String avoidWhen;
        private String source;
        private final List<LossOption> options = new ArrayList<>();
        private final List<String> penalties = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        Builder group(Group family) {
            group = family;
            return this;
        }

        Builder critic(CriticOutput output) {
            critic = output;
            return this;
        }

        Builder title(String text) {
            title = text;
            return this;
        }

        Builder discriminator(String formula) {
            discriminator = formula;
            return this;
        }

        Builder generator(String formula) {
            generator = formula;
            return this;
        }

        Builder conventions(String text) {
            conventions = text;
            return this;
        }

        Builder useWhen(String text) {
            useWhen = text;
            return this;
        }

        Builder avoidWhen(String text) {
            avoidWhen = text;
            return this;
        }

        Builder source(String text) {
            source = text;
            return this;
        }

        Builder option(LossOption option) {
            options.add(option);
            return this;
        }

        Builder options(List<LossOption> more) {
            options.addAll(more);
            return this;
        }

        Builder penalty(String nameAndWeight) {
            penalties.add(nameAndWeight);
            return this;
        }

        LossDescription creates(Function<LossOptions, AdversarialLoss> factory) {
            return new LossDescription(this, factory);
        }
    }
}

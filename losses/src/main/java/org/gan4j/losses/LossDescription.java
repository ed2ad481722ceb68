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
 *
 * <pre>{@code
 * LossDescription about = LossCatalog.describe("lsgan");
 * about.generator();                                     // ½E(f-c)²
 * AdversarialLoss loss = about.create(Map.of("c", "0"));
 * }</pre>
 *
 * @param name its name on the command line, e.g. {@code wgan-gp}
 * @param group the family it belongs to
 * @param critic what the critic must give
 * @param title its name in words
 * @param discriminator the formula of what the critic minimises
 * @param generator the formula of what the generator minimises
 * @param conventions where people disagree: sums or means, halves, signs
 * @param useWhen what speaks for it
 * @param avoidWhen what speaks against it
 * @param source authors and year
 * @param options its hyper-parameters with their defaults; {@link #HALVE} is the last of every loss
 * @param penalties the critic's penalties that belong to it by definition, as {@code name:weight}, often none; see
 *     {@link org.gan4j.losses.penalty.PenaltyCatalog}
 * @param factory makes it from values of its options by name, see {@link #create}
 */
public record LossDescription(
        String name,
        Group group,
        CriticOutput critic,
        String title,
        String discriminator,
        String generator,
        String conventions,
        String useWhen,
        String avoidWhen,
        String source,
        List<LossOption> options,
        List<String> penalties,
        Function<Map<String, String>, AdversarialLoss> factory) {

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
    public static final LossOption HALVE =
            LossOption.flag("halve-d-loss", false, "D's two terms averaged instead of summed");

    /**
     * Makes the loss.
     *
     * @param values values of its options, by name; the others keep their defaults
     * @return the loss
     * @throws IllegalArgumentException if a name is unknown or a value not allowed
     */
    public AdversarialLoss create(Map<String, String> values) {
        return factory.apply(values);
    }

    static Builder named(String name) {
        return new Builder(name);
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
            options.add(HALVE);
            List<LossOption> declared = List.copyOf(options);
            return new LossDescription(
                    name,
                    group,
                    critic,
                    title,
                    discriminator,
                    generator,
                    conventions,
                    useWhen,
                    avoidWhen,
                    source,
                    declared,
                    List.copyOf(penalties),
                    values -> {
                        LossOptions parsed = new LossOptions(name, declared, values);
                        AdversarialLoss loss = factory.apply(parsed);
                        return parsed.flag(HALVE.name()) ? new HalvedDiscriminatorLoss(loss) : loss;
                    });
        }
    }
}

package org.gan4j.losses;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader needs to know of a loss without its paper, and how to make it.
 *
 * <p>The package page says what the letters in formulas mean.
 *
 * <pre>{@code
 * LossDescription about = LossCatalog.describe("lsgan");
 * about.generator();                                     // ½E(f-c)²
 * AdversarialLoss loss = about.create(Map.of("c", "0"));
 * }</pre>
 *
 * @param name its name on the command line, e.g. {@code wgan-gp}
 * @param group the family it belongs to
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
 * @param factory makes it from a number for each of its options, 1 or 0 for a flag; see {@link #create}
 */
public record LossDescription(
        String name,
        Group group,
        String title,
        String discriminator,
        String generator,
        String conventions,
        String useWhen,
        String avoidWhen,
        String source,
        List<LossOption> options,
        List<String> penalties,
        Function<Map<LossOption, Double>, AdversarialLoss> factory) {

    /** The families of losses, in the order of the table. */
    public enum Group {
        /** Logistic terms against labels. */
        CROSS_ENTROPY("Cross-entropy"),
        /** Regression to targets. */
        LEAST_SQUARES("Least squares"),
        /** Differences of mean scores; something else must bound the critic. */
        WASSERSTEIN("Wasserstein"),
        /** Margins. */
        HINGE("Hinge"),
        /** Real scores against generated ones. */
        RELATIVISTIC("Relativistic"),
        /** Variational bounds of f-divergences. */
        F_DIVERGENCE("f-divergences"),
        /** A sample against the whole batch. */
        CONTRASTIVE("Contrastive"),
        /** The critic gives energies: it is an autoencoder. */
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

    /** Halves D's objective; every loss has it. */
    public static final LossOption HALVE =
            LossOption.flag("halve-d-loss", "false", "D's two terms averaged instead of summed");

    /**
     * What the critic must give.
     *
     * @return true if energies, at least 0 and lower for a more real sample, such as an autoencoder's reconstruction errors; false if
     *     raw scores, higher for a more real sample
     */
    public boolean energies() {
        return group == Group.ENERGY_BASED;
    }

    /**
     * Makes the loss.
     *
     * @param values values of its options, by name; the others keep their defaults
     * @return the loss
     * @throws IllegalArgumentException if a name is unknown or a value not allowed
     */
    public AdversarialLoss create(Map<String, String> values) {
        Map<LossOption, Double> numbers = LossOption.read("loss " + name, options, values);
        AdversarialLoss loss = factory.apply(numbers);
        return numbers.get(HALVE) == 1 ? new HalvedDiscriminatorLoss(loss) : loss;
    }

    static Builder of(String name, Group group, String title, String source) {
        return new Builder(name, group, title, source);
    }

    /** Begins the description of the same objectives with penalties added to D's, as {@code name:weight}. */
    Builder with(String variant, String variantTitle, String variantSource, String... added) {
        Builder builder = new Builder(variant, group, variantTitle, variantSource);
        String terms = Arrays.stream(added)
                .map(penalty -> " + " + penalty.split(":")[0])
                .collect(Collectors.joining());
        builder.penalties = List.of(added);
        builder.options = options.subList(0, options.size() - 1); // without HALVE
        return builder.minimise(discriminator + terms, generator);
    }

    /** Gathers a description; every text is required. */
    static final class Builder {
        private final String name;
        private final Group group;
        private final String title;
        private final String source;
        private String discriminator;
        private String generator;
        private String conventions;
        private String useWhen;
        private String avoidWhen;
        private List<LossOption> options = List.of();
        private List<String> penalties = List.of();

        private Builder(String name, Group group, String title, String source) {
            this.name = name;
            this.group = group;
            this.title = title;
            this.source = source;
        }

        Builder minimise(String ofDiscriminator, String ofGenerator) {
            discriminator = ofDiscriminator;
            generator = ofGenerator;
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

        Builder options(LossOption... declared) {
            options = List.of(declared);
            return this;
        }

        LossDescription creates(Function<Map<LossOption, Double>, AdversarialLoss> factory) {
            return new LossDescription(
                    name,
                    group,
                    title,
                    discriminator,
                    generator,
                    conventions,
                    useWhen,
                    avoidWhen,
                    source,
                    Stream.concat(options.stream(), Stream.of(HALVE)).toList(),
                    penalties,
                    factory);
        }
    }
}

package org.gan4j.model;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The architectures: a row each. One more is a row here, and a page that builds its two players. */
public enum Architecture {
    /** Multilayer perceptrons, for samples of any kind. */
    MLP(Set.of(Trait.INITIALIZATION, Trait.SPECTRAL_NORM), Mlp::generator, Mlp::discriminator),
    /** Convolutions from picture to score, and transposed ones from noise to picture. */
    DCGAN(
            Set.of(Trait.PICTURES, Trait.NORMS, Trait.INITIALIZATION, Trait.SPECTRAL_NORM, Trait.HEAD),
            Dcgan::generator,
            Dcgan::discriminator),
    /** Residual networks. */
    RESNET(
            Set.of(Trait.PICTURES, Trait.NORMS, Trait.INITIALIZATION, Trait.SPECTRAL_NORM, Trait.BLOCKS),
            Resnet::generator,
            Resnet::discriminator),
    /** Residual networks in groups, without norms. Their weights start as the paper says: convolutions that start at 0 have no norm. */
    R3GAN(Set.of(Trait.PICTURES, Trait.BLOCKS), R3gan::generator, R3gan::discriminator);

    /** What an architecture has, and so which flags go with it. */
    public enum Trait {
        /** It makes pictures alone, by convolutions whose channels can be given. */
        PICTURES,
        /** Its norms can be chosen. */
        NORMS,
        /** Where its weights start can be chosen. */
        INITIALIZATION,
        /** Its discriminator's layers can be divided by their spectral norm. */
        SPECTRAL_NORM,
        /** Its discriminator may have a layer before the last. */
        HEAD,
        /** Its blocks can be more than one a size. */
        BLOCKS
    }

    private final Set<Trait> traits;
    private final Function<Blueprint, Sequential> generator;
    private final Function<Blueprint, Layer> discriminator;

    Architecture(
            Set<Trait> traits, Function<Blueprint, Sequential> generator, Function<Blueprint, Layer> discriminator) {
        this.traits = traits;
        this.generator = generator;
        this.discriminator = discriminator;
    }

    /**
     * A generator without numbers, from rows of noise to rows of samples; what bounds its output comes after it.
     *
     * @param blueprint what it is to be like
     * @return its layers
     * @throws IllegalArgumentException if there is none of that kind; the message says what is allowed
     */
    public Sequential generator(Blueprint blueprint) {
        return generator.apply(blueprint);
    }

    /**
     * A discriminator without numbers, from rows of samples to rows of scores.
     *
     * @param blueprint what it is to be like
     * @return its layers
     * @throws IllegalArgumentException if there is none of that kind; the message says what is allowed
     */
    public Layer discriminator(Blueprint blueprint) {
        return discriminator.apply(blueprint);
    }

    /**
     * Whether it has something.
     *
     * @param trait what
     * @return whether the flags of that go with it
     */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /**
     * Those that have something.
     *
     * @param trait what
     * @return their names, with "or" between them
     */
    public static String namesWith(Trait trait) {
        return Stream.of(values())
                .filter(architecture -> architecture.has(trait))
                .map(Architecture::toString)
                .collect(Collectors.joining(" or "));
    }

    /**
     * What {@link #parse} reads.
     *
     * @return a name for each
     */
    public static List<String> names() {
        return Stream.of(values()).map(Architecture::toString).toList();
    }

    /**
     * Looks an architecture up.
     *
     * @param text its name
     * @return the architecture
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Architecture parse(String text) {
        return NamedConstants.parse(values(), "arch", text);
    }

    @Override
    public String toString() {
        return NamedConstants.nameOf(this);
    }
}

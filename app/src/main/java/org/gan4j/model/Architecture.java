package org.gan4j.model;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The architectures: a row each. One more is a row here, and a page that builds its two players. */
public enum Architecture {
    /** Multilayer perceptrons, for samples of any kind. */
    MLP(false, Mlp::generator, Mlp::discriminator),
    /** Convolutions from picture to score, and transposed ones from noise to picture. */
    DCGAN(true, Dcgan::generator, Dcgan::discriminator),
    /** Residual networks. */
    RESNET(true, Resnet::generator, Resnet::discriminator),
    /** Residual networks in groups, without norms. */
    R3GAN(true, R3gan::generator, R3gan::discriminator);

    private final boolean ofPictures;
    private final Function<Blueprint, Sequential> generator;
    private final Function<Blueprint, Layer> discriminator;

    Architecture(
            boolean ofPictures, Function<Blueprint, Sequential> generator, Function<Blueprint, Layer> discriminator) {
        this.ofPictures = ofPictures;
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
     * Whether it makes pictures alone.
     *
     * @return true of what is made of convolutions
     */
    public boolean ofPictures() {
        return ofPictures;
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

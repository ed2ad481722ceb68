package org.gan4j.model;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.config.TrainConfig;

/** The generator and the discriminator of a configuration. */
public final class Players {

    private Players() {}

    /**
     * Makes a generator with random weights, from {@code [N, latent]} to {@code [N, dimension]}.
     *
     * @param config the networks' configuration
     * @param samples what it generates; pictures end in a tanh, as their pixels lie in [-1, 1]
     * @param manager owns the weights, and tells the device
     * @return the generator
     */
    public static Network generator(TrainConfig.Model config, SampleSpace samples, NDManager manager) {
        return Mlp.create(
                widths(config.latent(), config.generatorHidden(), samples.dimension()),
                config.generatorActivation(),
                samples.image() == null ? ActivationFunction.NONE : ActivationFunction.TANH,
                config.initialization(),
                manager);
    }

    /**
     * Makes a discriminator with random weights, from {@code [N, dimension]} to one raw score a sample, {@code [N, 1]}.
     *
     * @param config the networks' configuration
     * @param samples what it scores
     * @param manager owns the weights, and tells the device
     * @return the discriminator
     */
    public static Network discriminator(TrainConfig.Model config, SampleSpace samples, NDManager manager) {
        return Mlp.create(
                widths(samples.dimension(), config.discriminatorHidden(), 1),
                config.discriminatorActivation(),
                ActivationFunction.NONE,
                config.initialization(),
                manager);
    }

    private static List<Integer> widths(int input, List<Integer> hidden, int output) {
        List<Integer> widths = new ArrayList<>();
        widths.add(input);
        widths.addAll(hidden);
        widths.add(output);
        return widths;
    }
}

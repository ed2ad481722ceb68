package org.gan4j.train;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gan4j.config.TrainConfig;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.AutoencoderBlock;
import org.gan4j.model.Discriminator;
import org.gan4j.model.DiscriminatorHead;
import org.gan4j.model.Energy;
import org.gan4j.model.Layer;
import org.gan4j.model.Mlp;
import org.gan4j.model.Network;
import org.gan4j.model.Precision;
import org.gan4j.model.SampleSpace;

/** The generator and the discriminator of a configuration. */
public final class Players {

    private Players() {}

    /**
     * Makes a generator with random weights, from {@code [N, latent + classes]} to {@code [N, dimension]}.
     *
     * @param config the configuration
     * @param samples what it generates; pictures end in a tanh, as their pixels lie in [-1, 1]
     * @param manager owns the weights, and tells the device
     * @return the generator
     */
    public static Network generator(TrainConfig config, SampleSpace samples, NDManager manager) {
        return generatorLayers(config, samples, config.model().precision()).network(manager);
    }

    /**
     * The generator without numbers, in float32.
     *
     * @param config the configuration
     * @param samples what it generates
     * @return its layers
     */
    public static Mlp generatorLayers(TrainConfig config, SampleSpace samples) {
        return generatorLayers(config, samples, Precision.FLOAT32);
    }

    private static Mlp generatorLayers(TrainConfig config, SampleSpace samples, Precision precision) {
        TrainConfig.Model model = config.model();
        int input = model.latent() + (config.techniques().conditional() ? samples.classes() : 0);
        return Mlp.of(
                widths(input, model.generatorHidden(), samples.dimension()),
                model.generatorActivation(),
                outputOf(samples),
                model.initialization(),
                precision,
                false);
    }

    /**
     * Makes a discriminator with random weights, from {@code [N, dimension]}, or as many samples side by side as are packed.
     *
     * @param config the configuration
     * @param samples what it judges
     * @param manager owns the weights, and tells the device
     * @return the discriminator
     */
    public static Discriminator discriminator(TrainConfig config, SampleSpace samples, NDManager manager) {
        Mlp layers = discriminatorLayers(config, samples, config.model().precision());
        return new Discriminator(layers.network(manager), head(config));
    }

    /**
     * The discriminator without numbers, in float32; of an autoencoder, the layers to the code and then those back.
     *
     * @param config the configuration
     * @param samples what it judges
     * @return its layers
     */
    public static Mlp discriminatorLayers(TrainConfig config, SampleSpace samples) {
        return discriminatorLayers(config, samples, Precision.FLOAT32);
    }

    private static Mlp discriminatorLayers(TrainConfig config, SampleSpace samples, Precision precision) {
        TrainConfig.Model model = config.model();
        DiscriminatorHead head = head(config);
        int input = samples.dimension() * config.techniques().packing();
        if (head.isAutoencoder()) {
            return autoencoder(config, input, outputOf(samples), precision);
        }
        int outputs = head == DiscriminatorHead.SCORE ? 1 : 1 + samples.classes();
        return Mlp.of(
                widths(input, model.discriminatorHidden(), outputs),
                model.discriminatorActivation(),
                ActivationFunction.NONE,
                model.initialization(),
                precision,
                config.techniques().spectralNorm());
    }

    /** The hidden widths lead down to the code, and the same way back. */
    private static Mlp autoencoder(TrainConfig config, int input, ActivationFunction output, Precision precision) {
        TrainConfig.Model model = config.model();
        boolean spectralNorm = config.techniques().spectralNorm();
        List<Integer> down = new ArrayList<>(List.of(input));
        down.addAll(model.discriminatorHidden());
        List<Integer> up = new ArrayList<>(down);
        Collections.reverse(up);
        ActivationFunction hidden = model.discriminatorActivation();
        Mlp encoder = Mlp.of(down, hidden, hidden, model.initialization(), precision, spectralNorm);
        Mlp decoder = Mlp.of(up, hidden, output, model.initialization(), precision, spectralNorm);
        Block block = new AutoencoderBlock(encoder.block(), decoder.block());
        List<String> names = new ArrayList<>();
        encoder.names().forEach(name -> names.add("encoder." + name));
        decoder.names().forEach(name -> names.add("decoder." + name));
        List<Layer> layers = new ArrayList<>();
        encoder.layers().forEach(layer -> layers.add(layer.within("encoder")));
        decoder.layers().forEach(layer -> layers.add(layer.within("decoder")));
        return new Mlp(block, names, input, layers);
    }

    /**
     * How the discriminator's output is read.
     *
     * @param config the configuration
     * @return its head
     */
    public static DiscriminatorHead head(TrainConfig config) {
        if (config.objective().describeLoss().energies()) {
            return config.model().energy() == Energy.SQUARED
                    ? DiscriminatorHead.SQUARED_ERROR
                    : DiscriminatorHead.ABSOLUTE_ERROR;
        }
        return config.techniques().conditional() ? DiscriminatorHead.SCORE_AND_CLASSES : DiscriminatorHead.SCORE;
    }

    private static ActivationFunction outputOf(SampleSpace samples) {
        return samples.image() == null ? ActivationFunction.NONE : ActivationFunction.TANH;
    }

    private static List<Integer> widths(int input, List<Integer> hidden, int output) {
        List<Integer> widths = new ArrayList<>();
        widths.add(input);
        widths.addAll(hidden);
        widths.add(output);
        return widths;
    }
}

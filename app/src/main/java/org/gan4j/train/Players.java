package org.gan4j.train;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.config.TrainConfig;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Blueprint;
import org.gan4j.model.Discriminator;
import org.gan4j.model.Layer;
import org.gan4j.model.Mlp;
import org.gan4j.model.Network;
import org.gan4j.model.Player;
import org.gan4j.model.SampleSpace;

/** The generator and the discriminator of a configuration. */
public final class Players {

    private Players() {}

    /**
     * Makes a generator with random weights, from {@code [N, latent + labels]} to {@code [N, dimension]}.
     *
     * @param config the configuration
     * @param samples what it generates; pictures end in a tanh, as their pixels lie in [-1, 1]
     * @param manager owns the weights, and tells the device
     * @return the generator
     */
    public static Network generator(TrainConfig config, SampleSpace samples, NDManager manager) {
        return new Network(generatorLayers(config, samples), config.model().precision(), manager);
    }

    /**
     * The generator without numbers.
     *
     * @param config the configuration
     * @param samples what it generates
     * @return its layers
     */
    public static Layer generatorLayers(TrainConfig config, SampleSpace samples) {
        TrainConfig.Model model = config.model();
        Blueprint blueprint = new Blueprint(
                Player.GENERATOR,
                GeneratorInput.of(config, samples).width(),
                samples.dimension(),
                samples.image(),
                1,
                model.generatorHidden(),
                model.generatorChannels(),
                0,
                model.blocks(),
                model.generatorActivation(),
                model.generatorNorm(),
                model.initialization(),
                false);
        return model.architecture().generator(blueprint).then(outputOf(samples));
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
        return new Discriminator(
                new Network(discriminatorLayers(config, samples), config.model().precision(), manager),
                config.techniques().classes());
    }

    /**
     * The discriminator without numbers; of an autoencoder, the hidden widths lead down to the code, and the same way back.
     *
     * @param config the configuration
     * @param samples what it judges
     * @return its layers
     */
    public static Layer discriminatorLayers(TrainConfig config, SampleSpace samples) {
        TrainConfig.Model model = config.model();
        TrainConfig.Techniques techniques = config.techniques();
        if (config.objective().describeLoss().energies()) {
            List<Integer> widths = new ArrayList<>(List.of(samples.dimension()));
            widths.addAll(model.discriminatorHidden());
            return Mlp.autoencoder(
                    widths,
                    model.discriminatorActivation(),
                    outputOf(samples),
                    model.energy(),
                    model.initialization(),
                    techniques.spectralNorm());
        }
        return model.architecture()
                .discriminator(new Blueprint(
                        Player.DISCRIMINATOR,
                        techniques.classes().outputs(samples.labels()),
                        samples.dimension(),
                        samples.image(),
                        techniques.packing(),
                        model.discriminatorHidden(),
                        model.discriminatorChannels(),
                        model.discriminatorHead(),
                        model.blocks(),
                        model.discriminatorActivation(),
                        model.discriminatorNorm(),
                        model.initialization(),
                        techniques.spectralNorm()));
    }

    private static List<ActivationFunction> outputOf(SampleSpace samples) {
        return samples.image() == null ? List.of() : List.of(ActivationFunction.TANH);
    }
}

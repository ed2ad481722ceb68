package org.gan4j.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The architecture of multilayer perceptrons: linear layers with an activation after each. */
public final class Mlp {

    private Mlp() {}

    static Sequential generator(Blueprint blueprint) {
        return of(widths(blueprint.numbers(), blueprint, blueprint.samples()), blueprint);
    }

    static Sequential discriminator(Blueprint blueprint) {
        return of(widths(blueprint.samples() * blueprint.pack(), blueprint, blueprint.numbers()), blueprint);
    }

    private static List<Integer> widths(int input, Blueprint blueprint, int output) {
        List<Integer> widths = new ArrayList<>(List.of(input));
        widths.addAll(blueprint.hidden());
        widths.add(output);
        return widths;
    }

    private static Sequential of(List<Integer> widths, Blueprint blueprint) {
        return of(widths, blueprint.activation(), blueprint.initialization(), blueprint.spectralNorm());
    }

    /**
     * A perceptron; nothing comes after its last linear layer.
     *
     * @param widths the widths from input to output, at least two
     * @param hidden the activation after every linear layer but the last
     * @param initialization where the weights start
     * @param spectralNorm whether each linear layer is divided by its spectral norm
     * @return its layers
     */
    public static Sequential of(
            List<Integer> widths, ActivationFunction hidden, Initialization initialization, boolean spectralNorm) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < widths.size(); i++) {
            if (i > 1) {
                layers.add(hidden);
            }
            Initialization start = i == widths.size() - 1 ? initialization.ofLastLayer() : initialization;
            layers.add(new Linear(widths.get(i - 1), widths.get(i), start, spectralNorm));
        }
        return new Sequential(layers);
    }

    /**
     * An autoencoder of two perceptrons, from samples to codes and the same way back.
     *
     * @param widths the widths from a sample to its code, at least two
     * @param hidden the activation after every linear layer but the last, and after the code
     * @param output what comes after the last layer: the output's activation, or nothing
     * @param energy how an error is measured
     * @param initialization where the weights start
     * @param spectralNorm whether each linear layer is divided by its spectral norm
     * @return its layers
     */
    public static Autoencoder autoencoder(
            List<Integer> widths,
            ActivationFunction hidden,
            List<ActivationFunction> output,
            Energy energy,
            Initialization initialization,
            boolean spectralNorm) {
        List<Integer> back = new ArrayList<>(widths);
        Collections.reverse(back);
        return new Autoencoder(
                of(widths, hidden, initialization, spectralNorm).then(List.of(hidden)),
                of(back, hidden, initialization, spectralNorm).then(output),
                energy);
    }
}

package org.gan4j.model;

/**
 * A linear layer and the activation behind it: {@code y = activation(x·Wᵀ + b)}.
 *
 * @param name what its arrays' names begin with, e.g. {@code 0} of {@code 0.weight} and {@code 0.bias}
 * @param inputs the width of its input
 * @param outputs the width of its output
 * @param activation the activation
 * @param spectralNorm whether W is divided by its spectral norm, {@code u·W·vᵀ}
 */
public record Layer(String name, int inputs, int outputs, ActivationFunction activation, boolean spectralNorm) {

    /** The same layer as a part of something, whose name comes before its own. */
    public Layer within(String part) {
        return new Layer(part + "." + name, inputs, outputs, activation, spectralNorm);
    }
}

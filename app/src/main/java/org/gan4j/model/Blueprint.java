package org.gan4j.model;

import java.util.List;
import org.gan4j.data.ImageShape;

/**
 * What a player of an {@link Architecture} is to be like.
 *
 * @param player which player
 * @param numbers the width of its rows that are no samples: of a generator's input, of a discriminator's output
 * @param samples the width of a row of samples
 * @param picture a sample as a picture; {@code null} if it is none
 * @param pack how many samples a row holds
 * @param hidden the widths of a perceptron's hidden layers
 * @param channels the channels of its pictures, from input to output; empty for what suits the picture
 * @param head the width of a linear layer before the output; 0 for none
 * @param blocks how many residual blocks a size has
 * @param activation after each hidden layer
 * @param norm how hidden layers are normalized
 * @param initialization where weights start
 * @param spectralNorm whether each product is divided by its spectral norm
 */
public record Blueprint(
        Player player,
        int numbers,
        int samples,
        ImageShape picture,
        int pack,
        List<Integer> hidden,
        List<Integer> channels,
        int head,
        int blocks,
        ActivationFunction activation,
        Norm norm,
        Initialization initialization,
        boolean spectralNorm) {

    /** The channels of the picture that its samples are. */
    int pictureChannels() {
        return picture.channels() * pack;
    }

    /** A linear layer of this player. */
    Linear linear(int inputs, int outputs) {
        return new Linear(inputs, outputs, initialization, spectralNorm);
    }

    /** A convolution of this player. */
    Convolution convolution(int inputs, int outputs, Window window) {
        return new Convolution(inputs, outputs, window, 1, true, initialization, spectralNorm);
    }

    /** The linear layer of a discriminator's output. */
    Linear lastLinear(int inputs) {
        return new Linear(inputs, numbers, initialization.ofLastLayer(), spectralNorm);
    }
}

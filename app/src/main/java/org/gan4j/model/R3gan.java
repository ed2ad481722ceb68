package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of R3GAN (Huang et al. 2024, configuration E and the authors' code), for pictures with even sides of at least 8.
 *
 * <pre>
 * G: a learned picture a channel, times numbers that are linear in the noise · blocks, then for each larger size:
 *    · 1x1 convolution if the channels change · bilinear up · blocks, and a 1x1 convolution to the picture
 * D: 1x1 convolution, then for each size but the smallest: · blocks · bilinear down · 1x1 convolution if the channels change,
 *    and blocks · a learned picture a channel that the channel is multiplied with and summed · linear
 * block: x + (1x1 convolution to twice the channels · activation · 3x3 convolution in groups · activation · 1x1 convolution)
 * </pre>
 *
 * <p>There are no norms. Weights start with variance {@code 1/n}, in blocks with {@code 2/(1 + slope²)/√blocks/n} and 0 in the last
 * convolution; only activations have biases before them. A group has 16 of the doubled channels, as in the code. Where no channels are
 * given, they are 64 everywhere; the code has 768. Other than there, G ends in a tanh.
 */
final class R3gan {

    private static final int CHANNELS = 64;
    private static final int EXPANSION = 2;
    private static final int CHANNELS_OF_A_GROUP = 8;
    private static final Window POINT = Window.square(1, 1, 0);
    private static final Initialization PLAIN = Initialization.LECUN;

    private static final Initialization ZERO = Initialization.normal(0);

    private final Blueprint blueprint;
    private final Pyramid pyramid;
    private final Initialization ofBlocks;
    private final List<Layer> layers = new ArrayList<>();

    private R3gan(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.pyramid = Pyramid.of(blueprint, Architecture.R3GAN, CHANNELS, CHANNELS, 1);
        for (int channels : pyramid.channels()) {
            if (channels % CHANNELS_OF_A_GROUP != 0) {
                throw new IllegalArgumentException(
                        pyramid.flag() + " (" + blueprint.channels() + ") must be multiples of "
                                + CHANNELS_OF_A_GROUP + " with --arch " + Architecture.R3GAN
                                + ", whose convolutions have groups of as many");
            }
        }
        int blocks = blueprint.blocks() * pyramid.channels().size();
        this.ofBlocks = Initialization.gain(blueprint.activation().gain() / Math.sqrt(blocks));
    }

    static Sequential generator(Blueprint blueprint) {
        return new R3gan(blueprint).generator();
    }

    static Sequential discriminator(Blueprint blueprint) {
        return new R3gan(blueprint).discriminator();
    }

    private Sequential generator() {
        Shape smallest = pyramid.smallest();
        int channels = (int) smallest.get(0);
        layers.add(linear(blueprint.numbers(), channels));
        layers.add(new Reshape(List.of((long) channels, 1L, 1L)));
        layers.add(new TransposedConvolution(
                channels, channels, whole(smallest), channels, false, Initialization.normal(1)));
        blocks(channels);
        for (int i = pyramid.halvings() - 1; i >= 0; i--) {
            int outputs = pyramid.channels().get(i);
            change(channels, outputs);
            layers.add(new Resampling(Resampling.Kind.BILINEAR_UP));
            blocks(outputs);
            channels = outputs;
        }
        layers.add(convolution(channels, blueprint.pictureChannels(), POINT, 1, false, PLAIN));
        layers.add(new Reshape(List.of((long) blueprint.samples())));
        return new Sequential(layers);
    }

    private Sequential discriminator() {
        int inputs = blueprint.pictureChannels();
        layers.add(Pyramid.pictures(new Shape(
                inputs, blueprint.picture().height(), blueprint.picture().width())));
        int channels = pyramid.channels().get(0);
        layers.add(convolution(inputs, channels, POINT, 1, false, PLAIN));
        blocks(channels);
        for (int outputs : pyramid.channels().subList(1, pyramid.channels().size())) {
            layers.add(new Resampling(Resampling.Kind.BILINEAR_DOWN));
            change(channels, outputs);
            blocks(outputs);
            channels = outputs;
        }
        layers.add(convolution(channels, channels, whole(pyramid.smallest()), channels, false, PLAIN));
        layers.add(new Reshape(List.of((long) channels)));
        layers.add(linear(channels, blueprint.numbers()));
        return new Sequential(layers);
    }

    /** A window as large as the picture. */
    private static Window whole(Shape picture) {
        return new Window((int) picture.get(1), (int) picture.get(2), 1, 0);
    }

    private Linear linear(int inputs, int outputs) {
        return new Linear(inputs, outputs, false, PLAIN, blueprint.spectralNorm());
    }

    private Convolution convolution(
            int inputs, int outputs, Window window, int groups, boolean bias, Initialization initialization) {
        return new Convolution(inputs, outputs, window, groups, bias, initialization, blueprint.spectralNorm());
    }

    private void change(int inputs, int outputs) {
        if (inputs != outputs) {
            layers.add(convolution(inputs, outputs, POINT, 1, false, PLAIN));
        }
    }

    private void blocks(int channels) {
        int wide = channels * EXPANSION;
        for (int i = 0; i < blueprint.blocks(); i++) {
            Sequential body = new Sequential(List.of(
                    convolution(channels, wide, POINT, 1, true, ofBlocks),
                    blueprint.activation(),
                    convolution(wide, wide, Window.square(3, 1, 1), channels / CHANNELS_OF_A_GROUP, true, ofBlocks),
                    blueprint.activation(),
                    convolution(wide, channels, POINT, 1, false, ZERO)));
            layers.add(new Residual(body, new Sequential(List.of())));
        }
    }
}

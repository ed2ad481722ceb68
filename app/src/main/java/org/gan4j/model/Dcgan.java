package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The architecture of deep convolutional GANs (Radford et al. 2016), for pictures with even sides of at least 8.
 *
 * <pre>
 * G: linear to the smallest picture · norm · activation, then for each size but the picture's own: · transposed convolution · norm ·
 *    activation, and a transposed convolution to the picture
 * D: a convolution to each size · norm (not of the first) · activation, then linear · activation if there is a head, and linear
 * </pre>
 *
 * <p>Kernels are 4x4 with stride 2 and padding 1, as in PyTorch's tutorial; the paper has 5x5. Where no channels are given, they are 32
 * next to the picture, and double with each halving up to 256; a picture is halved until its sides would be below 4 or are odd.
 */
final class Dcgan {

    private static final int FIRST = 32;
    private static final int MOST = 256;
    private static final Window WINDOW = Window.square(4, 2, 1);

    private Dcgan() {}

    static Sequential generator(Blueprint blueprint) {
        Pyramid pyramid = Pyramid.of(blueprint, Architecture.DCGAN, FIRST, MOST, 0);
        Shape smallest = pyramid.smallest();
        List<Layer> layers = new ArrayList<>();
        layers.add(blueprint.linear(blueprint.numbers(), Math.toIntExact(smallest.size())));
        layers.add(Pyramid.pictures(smallest));
        for (int i = pyramid.halvings() - 1; i >= 0; i--) {
            int inputs = pyramid.channels().get(i);
            int outputs =
                    i == 0 ? blueprint.pictureChannels() : pyramid.channels().get(i - 1);
            layers.addAll(blueprint.norm().of(inputs));
            layers.add(blueprint.activation());
            Initialization start = i == 0 ? blueprint.initialization().ofLastLayer() : blueprint.initialization();
            layers.add(new TransposedConvolution(inputs, outputs, WINDOW, 1, true, start));
        }
        layers.add(new Reshape(List.of((long) blueprint.samples())));
        return new Sequential(layers);
    }

    static Sequential discriminator(Blueprint blueprint) {
        Pyramid pyramid = Pyramid.of(blueprint, Architecture.DCGAN, FIRST, MOST, 0);
        List<Layer> layers = new ArrayList<>();
        int inputs = blueprint.pictureChannels();
        layers.add(Pyramid.pictures(new Shape(
                inputs, blueprint.picture().height(), blueprint.picture().width())));
        for (int outputs : pyramid.channels()) {
            layers.add(blueprint.convolution(inputs, outputs, WINDOW));
            if (layers.size() > 2) {
                layers.addAll(blueprint.norm().of(outputs));
            }
            layers.add(blueprint.activation());
            inputs = outputs;
        }
        Shape smallest = pyramid.smallest();
        layers.add(Pyramid.rows(smallest));
        int width = Math.toIntExact(smallest.size());
        if (blueprint.head() > 0) {
            layers.add(blueprint.linear(width, blueprint.head()));
            layers.add(blueprint.activation());
            width = blueprint.head();
        }
        layers.add(blueprint.lastLinear(width));
        return new Sequential(layers);
    }
}

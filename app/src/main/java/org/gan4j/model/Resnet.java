package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual networks of SN-GAN (Miyato et al. 2018, appendix B), for pictures with even sides of at least 8.
 *
 * <pre>
 * G: linear to the smallest picture · a block with up-sampling to each larger size · norm · activation · convolution to the picture
 * D: a block with down-sampling to each smaller size · a block · activation · sum over the picture · linear
 * block of G: norm · activation · up · convolution · norm · activation · convolution, next to: up · 1x1 convolution
 * block of D: activation · convolution · activation · convolution · down, next to: 1x1 convolution · down
 * </pre>
 *
 * <p>More blocks than one a size come after those of G and before those of D, and change neither size nor channels. The first block of D
 * has no activation before it. Up is nearest, down is the mean of four. Where no channels are given, they are 64 everywhere.
 */
final class Resnet {

    private static final int CHANNELS = 64;
    private static final Resampling UP = new Resampling(Resampling.Kind.NEAREST_UP);
    private static final Resampling DOWN = new Resampling(Resampling.Kind.AVERAGE_DOWN);

    private final Blueprint blueprint;
    private final Pyramid pyramid;
    private final List<Layer> layers = new ArrayList<>();

    private Resnet(Blueprint blueprint, int extra) {
        this.blueprint = blueprint;
        this.pyramid = Pyramid.of(blueprint, Architecture.RESNET, CHANNELS, CHANNELS, extra);
    }

    static Sequential generator(Blueprint blueprint) {
        return new Resnet(blueprint, 1).generator();
    }

    static Sequential discriminator(Blueprint blueprint) {
        return new Resnet(blueprint, 0).discriminator();
    }

    private Sequential generator() {
        Shape smallest = pyramid.smallest();
        layers.add(blueprint.linear(blueprint.numbers(), Math.toIntExact(smallest.size())));
        layers.add(Pyramid.pictures(smallest));
        for (int i = pyramid.halvings() - 1; i >= 0; i--) {
            int channels = pyramid.channels().get(i);
            block(pyramid.channels().get(i + 1), channels, channels, List.of(UP), List.of());
            plainBlocks(channels, blueprint.blocks() - 1);
        }
        int last = pyramid.channels().get(0);
        layers.addAll(normed(last));
        layers.add(new Convolution(
                last,
                blueprint.pictureChannels(),
                Window.square(3, 1, 1),
                1,
                true,
                blueprint.initialization().ofLastLayer(),
                blueprint.spectralNorm()));
        layers.add(new Reshape(List.of((long) blueprint.samples())));
        return new Sequential(layers);
    }

    private Sequential discriminator() {
        int inputs = blueprint.pictureChannels();
        Shape picture = new Shape(
                inputs, blueprint.picture().height(), blueprint.picture().width());
        layers.add(Pyramid.pictures(picture));
        for (int outputs : pyramid.channels()) {
            if (layers.size() == 1) {
                firstBlock(inputs, outputs);
            } else {
                plainBlocks(inputs, blueprint.blocks() - 1);
                block(inputs, inputs, outputs, List.of(), List.of(DOWN));
            }
            inputs = outputs;
        }
        plainBlocks(inputs, blueprint.blocks());
        layers.add(blueprint.activation());
        layers.add(new GlobalSum());
        layers.add(blueprint.lastLinear(inputs));
        return new Sequential(layers);
    }

    private void plainBlocks(int channels, int count) {
        for (int i = 0; i < count; i++) {
            block(channels, channels, channels, List.of(), List.of());
        }
    }

    /** The norm and the activation before a convolution. */
    private List<Layer> normed(int channels) {
        List<Layer> normed = new ArrayList<>(blueprint.norm().of(channels));
        normed.add(blueprint.activation());
        return normed;
    }

    private Convolution convolution(int inputs, int outputs, int size) {
        return blueprint.convolution(inputs, outputs, Window.square(size, 1, size / 2));
    }

    private void block(int inputs, int hidden, int outputs, List<Resampling> before, List<Resampling> after) {
        List<Layer> body = new ArrayList<>(normed(inputs));
        body.addAll(before);
        body.add(convolution(inputs, hidden, 3));
        body.addAll(normed(hidden));
        body.add(convolution(hidden, outputs, 3));
        body.addAll(after);
        List<Layer> shortcut = new ArrayList<>();
        if (inputs != outputs || !before.isEmpty() || !after.isEmpty()) {
            // The same in the other order, with a quarter of the products.
            shortcut.add(convolution(inputs, outputs, 1));
            shortcut.addAll(before);
            shortcut.addAll(after);
        }
        layers.add(new Residual(new Sequential(body), new Sequential(shortcut)));
    }

    private void firstBlock(int inputs, int outputs) {
        layers.add(new Residual(
                new Sequential(List.of(
                        convolution(inputs, outputs, 3),
                        blueprint.activation(),
                        convolution(outputs, outputs, 3),
                        DOWN)),
                new Sequential(List.of(DOWN, convolution(inputs, outputs, 1)))));
    }
}

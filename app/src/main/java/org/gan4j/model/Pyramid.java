package org.gan4j.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gan4j.data.ImageShape;

/**
 * The sizes that a convolutional player goes through between a picture and its smallest form: each is half of the one before.
 *
 * @param picture the picture
 * @param channels those of each size, from the side of the picture to the smallest
 * @param halvings how often the picture is halved
 * @param flag what gives the channels
 */
record Pyramid(ImageShape picture, List<Integer> channels, int halvings, String flag) {

    /** Unless channels are given, a picture is halved while that leaves as much. */
    private static final int LEAST_SIDE = 4;

    /**
     * The sizes of a player.
     *
     * @param blueprint the player
     * @param arch its architecture
     * @param first the channels next to the picture, where none are given; they double with each size
     * @param most the most channels, where none are given
     * @param extra how many sizes have channels but are no halving: 1 if the picture's own size has some, otherwise 0
     * @return the sizes
     * @throws IllegalArgumentException if the picture cannot be halved, or not as often as there are channels
     */
    static Pyramid of(Blueprint blueprint, Architecture arch, int first, int most, int extra) {
        ImageShape picture = blueprint.picture();
        int usual = halvings(picture, LEAST_SIDE);
        if (usual == 0) {
            throw new IllegalArgumentException("arch (" + arch + ") needs pictures with even sides of at least "
                    + 2 * LEAST_SIDE + "; these are " + picture.height() + "x" + picture.width()
                    + ": give --size 32, say, or --arch " + Architecture.MLP);
        }
        List<Integer> channels = new ArrayList<>(blueprint.channels());
        if (channels.isEmpty()) {
            for (int i = 0; i < usual + extra; i++) {
                channels.add((int) Math.min(most, (long) first << i));
            }
        } else {
            if (blueprint.player() == Player.GENERATOR) {
                Collections.reverse(channels);
            }
            check(blueprint, arch, halvings(picture, 1), extra);
        }
        return new Pyramid(picture, channels, channels.size() - extra, flag(blueprint));
    }

    private static void check(Blueprint blueprint, Architecture arch, int possible, int extra) {
        int given = blueprint.channels().size();
        if (given < 1 + extra || given > possible + extra) {
            throw new IllegalArgumentException(flag(blueprint) + " (" + blueprint.channels() + ") must be "
                    + range(1 + extra, possible + extra) + " with --arch " + arch
                    + ": pictures of " + blueprint.picture().height() + "x"
                    + blueprint.picture().width() + " can be halved "
                    + (possible == 1 ? "once" : possible + " times"));
        }
    }

    private static String range(int least, int most) {
        String of = most == 1 ? " number" : " numbers";
        return (least == most ? "" : least + " to ") + most + of;
    }

    private static String flag(Blueprint blueprint) {
        return blueprint.player() == Player.GENERATOR ? "g-channels" : "d-channels";
    }

    private static int halvings(ImageShape picture, int least) {
        int halvings = 0;
        int height = picture.height();
        int width = picture.width();
        while (height % 2 == 0 && width % 2 == 0 && Math.min(height, width) / 2 >= least) {
            height /= 2;
            width /= 2;
            halvings++;
        }
        return halvings;
    }

    /** The picture at its smallest, in as many channels as that has. */
    Shape smallest() {
        return new Shape(channels.get(channels.size() - 1), picture.height() >> halvings, picture.width() >> halvings);
    }

    /** A row of numbers as such a picture. */
    static Reshape pictures(Shape shape) {
        return new Reshape(List.of(shape.get(0), shape.get(1), shape.get(2)));
    }

    /** Pictures of such a shape as rows of numbers. */
    static Reshape rows(Shape shape) {
        return new Reshape(List.of(shape.size()));
    }
}

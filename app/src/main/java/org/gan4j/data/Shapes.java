package org.gan4j.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Eight classes of coloured shapes of 32x32 pixels, the counterpart in colour of {@link Digits}: made from a seed in a second, without
 * any file. A shape has one bright colour of any hue on a dark ground of another; place, size and a small turn are random too.
 */
final class Shapes {

    /** What the classes are called, in the order of their numbers. */
    static final List<String> NAMES =
            List.of("circle", "ring", "square", "diamond", "triangle", "star", "cross", "moon");

    private static final List<Shape> FORMS = List.of(
            disc(0, 0, 1),
            without(disc(0, 0, 1), disc(0, 0, 0.55)),
            new Rectangle2D.Double(-0.85, -0.85, 1.7, 1.7),
            corners(4, 1.1, 1.1),
            corners(3, 1.1, 1.1),
            corners(5, 1.15, 0.45),
            cross(),
            without(disc(0, 0, 1), disc(0.5, -0.2, 0.85)));

    private static final int SIZE = 32;
    private static final int TRAIN_COUNT = 20_000;
    private static final int TEST_COUNT = 4_000;

    private Shapes() {}

    /**
     * Draws the data set: {@value #TRAIN_COUNT} shapes to train on, {@value #TEST_COUNT} to score against.
     *
     * @param seed what all images follow from, on one version of Java
     * @param split each split has images of its own
     * @return the images, the labels going 0, 1, ... 7, 0, 1, ...
     */
    static ImageSet draw(long seed, Split split) {
        int count = split == Split.TRAIN ? TRAIN_COUNT : TEST_COUNT;
        SplittableRandom random = new SplittableRandom(seed);
        if (split == Split.TEST) {
            random = random.split();
        }
        ByteBuffer pixels = ByteBuffer.allocateDirect(count * 3 * SIZE * SIZE);
        BufferedImage canvas = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        int[] drawn = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
        Graphics2D pen = canvas.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < count; i++) {
            draw(pen, FORMS.get(i % FORMS.size()), random.split());
            for (int shift = 16; shift >= 0; shift -= 8) {
                for (int colour : drawn) {
                    pixels.put((byte) (colour >> shift));
                }
            }
        }
        pen.dispose();
        int[] labels = IntStream.range(0, count).map(i -> i % FORMS.size()).toArray();
        return new ImageSet(new ImageShape(3, SIZE, SIZE), pixels.flip(), labels, NAMES);
    }

    private static void draw(Graphics2D pen, Shape form, SplittableRandom random) {
        float hue = (float) random.nextDouble();
        pen.setColor(Color.getHSBColor(hue + 0.3f + (float) (0.4 * random.nextDouble()), 0.7f, 0.25f));
        pen.fillRect(0, 0, SIZE, SIZE);
        double radius = random.nextDouble(7, 12);
        AffineTransform place = AffineTransform.getTranslateInstance(
                SIZE / 2.0 + random.nextDouble(-3, 3), SIZE / 2.0 + random.nextDouble(-3, 3));
        place.rotate(random.nextDouble(-0.25, 0.25));
        place.scale(radius, radius);
        pen.setColor(Color.getHSBColor(hue, (float) random.nextDouble(0.55, 1), (float) random.nextDouble(0.8, 1)));
        pen.fill(place.createTransformedShape(form));
    }

    private static Shape disc(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static Shape without(Shape whole, Shape hole) {
        Area area = new Area(whole);
        area.subtract(new Area(hole));
        return area;
    }

    private static Shape cross() {
        Area area = new Area(new Rectangle2D.Double(-1, -0.33, 2, 0.66));
        area.add(new Area(new Rectangle2D.Double(-0.33, -1, 0.66, 2)));
        return area;
    }

    /** A polygon with a corner at the top; of two different radii it is a star, of equal ones every second corner is left out. */
    private static Shape corners(int count, double outer, double inner) {
        Path2D path = new Path2D.Double();
        int step = outer == inner ? 2 : 1;
        for (int i = 0; i < 2 * count; i += step) {
            double angle = Math.PI * i / count;
            double radius = i % 2 == 0 ? outer : inner;
            double x = radius * Math.sin(angle);
            double y = -radius * Math.cos(angle);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }
}

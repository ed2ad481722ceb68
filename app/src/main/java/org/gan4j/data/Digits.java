package org.gan4j.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ten classes of 28x28 digits, drawn with a pen of random habits: white on black and centred like those of MNIST, but
 * made from a seed in a second, without any file.
 *
 * <p>A digit is a few strokes, a stroke a smooth curve through some points, which tremble a little. Slant, rotation, width,
 * height, thickness of the pen and place in the picture are random too. Most digits know two or three ways to be written.
 */
public final class Digits {

    private static final int TRAIN_COUNT = 20_000;
    private static final int TEST_COUNT = 4_000;

    private static final int SIZE = 28;
    private static final int CLASSES = 10;

    /**
     * For each digit the ways to write it. A string is one way: strokes apart by {@code /}, each a run of points "x,y" in a
     * box about 65 wide and 100 high, y downwards. A point said twice is a sharp corner; all others are rounded off.
     */
    private static final List<List<String>> DESIGNS = List.of(
            List.of(
                    "40,0 14,12 2,45 10,84 34,100 58,84 66,48 56,12 36,1",
                    "30,4 10,22 2,56 14,92 36,100 56,80 62,42 50,10 28,3"),
            List.of("32,0 31,50 30,100", "12,24 34,0 34,0 33,50 32,100", "14,20 34,0 34,0 34,50 34,100 / 12,100 56,99"),
            List.of(
                    "6,24 20,4 46,2 60,22 50,48 26,76 4,98 4,98 34,97 66,98",
                    "8,20 28,1 52,9 55,34 36,66 14,93 3,90 10,78 28,84 46,97 66,90"),
            List.of(
                    "6,12 28,0 54,10 52,34 24,46 24,46 56,56 62,82 36,100 4,88",
                    "8,3 32,2 58,2 58,2 28,40 28,40 56,52 60,80 34,100 4,90"),
            List.of(
                    "16,0 11,28 5,56 5,56 36,56 68,53 / 52,12 50,55 47,100",
                    "46,0 24,34 3,67 3,67 36,67 70,66 / 47,0 47,50 46,100"),
            List.of(
                    "14,3 12,24 10,45 10,45 34,37 59,52 58,84 30,100 2,90 / 14,3 36,2 60,0",
                    "60,2 38,3 16,4 16,4 8,42 8,42 36,38 58,56 52,88 26,100 2,92"),
            List.of(
                    "52,2 24,24 4,62 12,92 34,100 56,86 54,62 34,53 8,72",
                    "36,0 14,36 3,72 18,98 44,96 56,76 40,59 18,66 6,82"),
            List.of(
                    "4,4 34,4 62,2 62,2 42,44 28,100",
                    "4,4 34,4 62,2 62,2 40,46 26,100 / 20,51 58,47",
                    "6,16 7,3 7,3 36,3 62,2 62,2 46,50 32,100"),
            List.of(
                    "56,13 34,0 12,15 26,40 54,64 54,90 30,100 7,88 14,62 42,40 55,15",
                    "34,46 12,28 17,6 36,0 54,10 53,32 34,46 / 34,46 8,64 8,90 34,100 60,90 58,64 34,46"),
            List.of(
                    "56,14 34,0 10,12 6,38 26,50 48,38 57,12 57,12 56,56 50,100",
                    "54,12 32,0 8,14 8,38 28,48 50,34 56,10 56,10 58,46 46,86 14,100"));

    private static final double[][][][] STROKES = DESIGNS.stream()
            .map(ways -> ways.stream().map(Digits::parse).toArray(double[][][]::new))
            .toArray(double[][][][]::new);

    private Digits() {}

    /**
     * Draws the data set: {@value #TRAIN_COUNT} digits to train on, {@value #TEST_COUNT} to score against.
     *
     * @param seed what all images follow from, on one version of Java
     * @param split each split has images of its own
     * @return the images
     */
    static ImageSet draw(long seed, Split split) {
        return draw(seed, split, split == Split.TRAIN ? TRAIN_COUNT : TEST_COUNT);
    }

    /**
     * Draws digits, as many of each class as of any other (one more of the lower ones if {@code count} is no multiple of
     * ten). The first images of a long series are those of a short one.
     *
     * @param seed what all images follow from, on one version of Java
     * @param split each split has images of its own
     * @param count the number of images
     * @return the images, the labels going 0, 1, ... 9, 0, 1, ...
     */
    public static ImageSet draw(long seed, Split split, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("the number of digits (" + count + ") must be at least 1");
        }
        byte[] pixels = new byte[Math.multiplyExact(count, SIZE * SIZE)];
        byte[] labels = new byte[count];
        SplittableRandom streams = new SplittableRandom(seed);
        SplittableRandom train = streams.split();
        SplittableRandom random = split == Split.TRAIN ? train : streams.split();

        BufferedImage canvas = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] drawn = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
        Graphics2D pen = canvas.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        // Without it Java2D moves the curve to the pixel grid, which makes thin strokes jump.
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setColor(Color.WHITE);
        for (int i = 0; i < count; i++) {
            int digit = i % CLASSES;
            Arrays.fill(drawn, (byte) 0);
            // A generator of its own for each image, so that a digit with more points does not shift all that follow.
            draw(pen, digit, random.split());
            System.arraycopy(drawn, 0, pixels, i * drawn.length, drawn.length);
            labels[i] = (byte) digit;
        }
        pen.dispose();
        return new ImageSet(SIZE, SIZE, CLASSES, pixels, labels);
    }

    private static void draw(Graphics2D pen, int digit, SplittableRandom random) {
        double[][][] ways = STROKES[digit];
        double[][] strokes = ways[random.nextInt(ways.length)].clone();
        for (int i = 0; i < strokes.length; i++) {
            strokes[i] = tremble(strokes[i], random);
        }

        AffineTransform hand = AffineTransform.getRotateInstance(within(random, 0.16));
        hand.shear(-0.12 + within(random, 0.36), 0);
        hand.scale(1.08 + within(random, 0.33), 1);
        transform(strokes, hand);

        double thickness = 2.5 + within(random, 1.1);
        Rectangle2D box = bounds(strokes);
        double scale = (20 + within(random, 1.5) - thickness) / Math.max(box.getHeight(), box.getWidth());
        AffineTransform place = AffineTransform.getTranslateInstance(
                SIZE / 2.0 + within(random, 1.2), SIZE / 2.0 + within(random, 1.2));
        place.scale(scale, scale);
        place.translate(-box.getCenterX(), -box.getCenterY());
        transform(strokes, place);

        Path2D path = new Path2D.Double();
        for (double[] stroke : strokes) {
            append(path, stroke);
        }
        pen.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(path);
    }

    private static void transform(double[][] strokes, AffineTransform transform) {
        for (double[] stroke : strokes) {
            transform.transform(stroke, 0, stroke, 0, stroke.length / 2);
        }
    }

    /** The box of the points: a path's own box is another one from Java 19 on. */
    private static Rectangle2D bounds(double[][] strokes) {
        Rectangle2D box = new Rectangle2D.Double(strokes[0][0], strokes[0][1], 0, 0);
        for (double[] stroke : strokes) {
            for (int i = 0; i < stroke.length; i += 2) {
                box.add(stroke[i], stroke[i + 1]);
            }
        }
        return box;
    }

    /** A random number in (-limit, limit), most likely near 0: the sum of two even ones. */
    private static double within(SplittableRandom random, double limit) {
        return limit * (random.nextDouble() + random.nextDouble() - 1);
    }

    /** The points of a stroke, each a little off; a corner's two points stay one. */
    private static double[] tremble(double[] stroke, SplittableRandom random) {
        double[] points = stroke.clone();
        for (int i = 0; i < points.length; i += 2) {
            if (isCorner(stroke, i)) {
                points[i] = points[i - 2];
                points[i + 1] = points[i - 1];
            } else {
                points[i] += within(random, 7);
                points[i + 1] += within(random, 7);
            }
        }
        return points;
    }

    private static boolean isCorner(double[] points, int i) {
        return i >= 2 && points[i] == points[i - 2] && points[i + 1] == points[i - 1];
    }

    /** A Catmull-Rom spline through the points, as Bézier curves; at a corner the tangents of both sides are apart. */
    private static void append(Path2D path, double[] p) {
        path.moveTo(p[0], p[1]);
        int last = p.length - 2;
        for (int i = 2; i <= last; i += 2) {
            if (isCorner(p, i)) {
                continue;
            }
            int before = Math.max(i - 4, 0);
            int after = Math.min(i + 2, last);
            path.curveTo(
                    p[i - 2] + (p[i] - p[before]) / 6,
                    p[i - 1] + (p[i + 1] - p[before + 1]) / 6,
                    p[i] - (p[after] - p[i - 2]) / 6,
                    p[i + 1] - (p[after + 1] - p[i - 1]) / 6,
                    p[i],
                    p[i + 1]);
        }
    }

    private static double[][] parse(String design) {
        return Arrays.stream(design.split("/"))
                .map(stroke -> Arrays.stream(stroke.strip().split("[ ,]"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }
}

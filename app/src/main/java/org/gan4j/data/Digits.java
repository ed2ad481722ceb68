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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.gan4j.files.Table;

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
     * For each digit the ways to write it, a row of {@code digits.csv} each: strokes apart by {@code /}, each a run of points "x,y" in a
     * box about 65 wide and 100 high, y downwards. A point said twice is a sharp corner; all others are rounded off.
     */
    private static final Map<Integer, List<double[][]>> WAYS = Table.of(Digits.class, "digits.csv").rows().stream()
            .collect(Collectors.groupingBy(
                    row -> Integer.valueOf(row.get("digit")),
                    Collectors.mapping(row -> strokes(row.get("strokes")), Collectors.toList())));

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
        List<double[][]> ways = WAYS.get(digit);
        double[][] strokes = ways.get(random.nextInt(ways.size())).clone();
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

    private static double[][] strokes(String way) {
        return Arrays.stream(way.split("/"))
                .map(stroke -> Arrays.stream(stroke.strip().split("[ ,]"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }
}

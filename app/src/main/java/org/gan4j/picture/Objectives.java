package org.gan4j.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** What the two players minimise, against a score. */
public final class Objectives {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final float[] DASHES = {10, 7};

    private Objectives() {}

    /**
     * Draws three curves over the same scores.
     *
     * @param title the picture's title
     * @param scores the scores, rising
     * @param overReal D's objective as the score of a real sample changes
     * @param overFake D's objective as the score of a generated sample changes
     * @param generator G's objective as the score of a generated sample changes
     * @return the picture, 900 by 560 pixels
     */
    public static BufferedImage draw(
            String title, double[] scores, double[] overReal, double[] overFake, double[] generator) {
        XYChart chart = ChartStyle.chart(WIDTH, HEIGHT);
        chart.setTitle(title);
        chart.setXAxisTitle("score");
        DoubleStream values = Stream.of(overReal, overFake, generator).flatMapToDouble(DoubleStream::of);
        ChartStyle.show(
                chart, Range.of(DoubleStream.of(scores)), Range.of(values).widened(0.06));
        add(chart, "D, score of real", scores, overReal, ChartStyle.REAL, null);
        add(chart, "D, score of generated", scores, overFake, ChartStyle.DISCRIMINATOR, null);
        // Dashed: in many losses it lies on the curve of D's real scores.
        add(chart, "G, score of generated", scores, generator, ChartStyle.GENERATED, DASHES);
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static void add(XYChart chart, String label, double[] x, double[] y, Color colour, float[] dashes) {
        BasicStroke stroke = new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
        ChartStyle.addLine(chart, label, x, y, colour, stroke);
    }
}

package org.gan4j.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Real and generated samples of two dimensions as points; a unit is as long on one axis as on the other, so that a ring
 * looks round.
 *
 * <p>Generated points lie above the real ones. Points that are not finite are left out; the legend counts them.
 */
public final class Scatter {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 780;
    private static final int POINT_SIZE = 6;
    private static final int TICK_DISTANCE = 75;

    private Scatter() {}

    /**
     * Draws both sets of points.
     *
     * @param real real samples: x and y of the first, x and y of the second, and so on; one sample at least
     * @param generated generated samples, in the same form
     * @return the picture
     */
    public static BufferedImage draw(float[] real, float[] generated) {
        double[][] shownReal = shown("real", real);
        double[][] shownGenerated = shown("generated", generated);
        Range x = Range.of(DoubleStream.concat(DoubleStream.of(shownReal[0]), DoubleStream.of(shownGenerated[0])));
        Range y = Range.of(DoubleStream.concat(DoubleStream.of(shownReal[1]), DoubleStream.of(shownGenerated[1])));

        XYChart chart = ChartStyle.chart(WIDTH, HEIGHT);
        chart.getStyler().setMarkerSize(POINT_SIZE);
        chart.getStyler().setXAxisTickMarkSpacingHint(TICK_DISTANCE);
        chart.getStyler().setYAxisTickMarkSpacingHint(TICK_DISTANCE);
        // In one row, a marker would be as close to the other label as to its own.
        chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        chart.setXAxisTitle("x");
        chart.setYAxisTitle("y");
        add(chart, "real samples", real.length / 2, shownReal, ChartStyle.REAL);
        add(chart, "generated samples", generated.length / 2, shownGenerated, ChartStyle.GENERATED);
        equaliseAxes(chart, x.widened(0.04), y.widened(0.04));
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** The x and the y of the points that can be shown. */
    private static double[][] shown(String name, float[] samples) {
        if (samples.length == 0 || samples.length % 2 != 0) {
            throw new IllegalArgumentException(
                    name + ".length (" + samples.length + ") must be even and at least 2: x and y of each sample");
        }
        int[] shown = IntStream.range(0, samples.length / 2)
                .filter(i -> Range.shows(samples[2 * i]) && Range.shows(samples[2 * i + 1]))
                .toArray();
        return new double[][] {
            IntStream.of(shown).mapToDouble(i -> samples[2 * i]).toArray(),
            IntStream.of(shown).mapToDouble(i -> samples[2 * i + 1]).toArray()
        };
    }

    private static void add(XYChart chart, String name, int count, double[][] points, Color colour) {
        String label = ChartStyle.label(name, count, points[0].length);
        XYSeries series = ChartStyle.add(chart, label, points[0], points[1]);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(ChartStyle.translucent(colour, 110));
    }

    /** Shows both ranges at the scale of the one that needs more room. */
    private static void equaliseAxes(XYChart chart, Range x, Range y) {
        Range shownX = x;
        Range shownY = y;
        ChartStyle.show(chart, shownX, shownY);
        // How large the plot is depends on the labels of its axes and is known only after painting. New ranges may have
        // other labels, hence the second pass.
        for (int pass = 0; pass < 2; pass++) {
            BitmapEncoder.getBufferedImage(chart);
            double width = chart.getScreenXFromChart(shownX.high()) - chart.getScreenXFromChart(shownX.low());
            double height = chart.getScreenYFromChart(shownY.low()) - chart.getScreenYFromChart(shownY.high());
            double unitsPerPixel = Math.max(x.span() / width, y.span() / height);
            shownX = around(x.middle(), width * unitsPerPixel);
            shownY = around(y.middle(), height * unitsPerPixel);
            ChartStyle.show(chart, shownX, shownY);
        }
    }

    private static Range around(double middle, double span) {
        return new Range(middle - span / 2, middle + span / 2);
    }
}

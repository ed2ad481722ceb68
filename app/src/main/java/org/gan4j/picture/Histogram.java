package org.gan4j.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/**
 * How real and generated samples of one dimension are distributed: two histograms over the same bins, each the share of its
 * samples that fell into a bin, so that sets of different sizes compare.
 *
 * <p>Samples that are not finite are left out of bins, mean and deviation; the legend counts them.
 */
public final class Histogram {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final int SMALL_WIDTH = 320;
    private static final int SMALL_HEIGHT = 300;
    private static final int FEWEST_BINS = 10;
    private static final int MOST_BINS = 80;

    private Histogram() {}

    /**
     * Draws both histograms, and the mean and standard deviation (over n, not n - 1) of each set above them.
     *
     * @param real real samples, one at least
     * @param generated generated samples, one at least
     * @return the picture
     */
    public static BufferedImage draw(float[] real, float[] generated) {
        requireSome("real", real);
        requireSome("generated", generated);
        XYChart chart = ChartStyle.chart(WIDTH, HEIGHT);
        chart.setTitle(summary("real", shown(real)) + "      " + summary("generated", shown(generated)));
        chart.setXAxisTitle("sample");
        chart.setYAxisTitle("share of samples");
        add(chart, real, generated);
        return BitmapEncoder.getBufferedImage(chart);
    }

    /**
     * Draws both histograms where there is little room.
     *
     * @param real real samples; without any, those of the others alone are drawn
     * @param generated generated samples
     * @return the picture
     */
    public static BufferedImage small(float[] real, float[] generated) {
        XYChart chart = ChartStyle.smallChart(SMALL_WIDTH, SMALL_HEIGHT);
        add(chart, real, generated);
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static void add(XYChart chart, float[] real, float[] generated) {
        double[] shownReal = shown(real);
        double[] shownGenerated = shown(generated);
        Range range = Range.of(DoubleStream.concat(DoubleStream.of(shownReal), DoubleStream.of(shownGenerated)));
        int bins = bins(Math.min(real.length == 0 ? Integer.MAX_VALUE : shownReal.length, shownGenerated.length));
        double[] realShares = shares(shownReal, range, bins);
        double[] generatedShares = shares(shownGenerated, range, bins);
        double highest = DoubleStream.concat(DoubleStream.of(realShares), DoubleStream.of(generatedShares))
                .max()
                .getAsDouble();
        ChartStyle.show(chart, range.widened(0.03), new Range(0, highest == 0 ? 1 : highest * 1.05));
        if (real.length > 0) {
            String label = ChartStyle.label("real samples", real.length, shownReal.length);
            add(chart, label, ChartStyle.REAL, range, realShares);
        }
        String label = ChartStyle.label("generated samples", generated.length, shownGenerated.length);
        add(chart, label, ChartStyle.GENERATED, range, generatedShares);
    }

    private static void requireSome(String name, float[] samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException(name + ".length (0) must be at least 1");
        }
    }

    private static double[] shown(float[] samples) {
        return IntStream.range(0, samples.length)
                .mapToDouble(i -> samples[i])
                .filter(Range::shows)
                .toArray();
    }

    /** The root of the number of samples: the more there are, the finer the bins that chance leaves smooth. */
    private static int bins(int samples) {
        return Math.max(FEWEST_BINS, Math.min(MOST_BINS, (int) Math.sqrt(samples)));
    }

    private static double[] shares(double[] samples, Range range, int bins) {
        double[] shares = new double[bins];
        for (double sample : samples) {
            int bin = (int) ((sample - range.low()) / range.span() * bins);
            // The greatest sample lies on the last edge.
            shares[Math.min(bin, bins - 1)] += 1.0 / samples.length;
        }
        return shares;
    }

    private static void add(XYChart chart, String label, Color colour, Range range, double[] shares) {
        int bins = shares.length;
        // Up at the first edge, along each bin, down at the last.
        double[] x = new double[bins + 2];
        double[] y = new double[bins + 2];
        x[0] = range.low();
        for (int bin = 0; bin <= bins; bin++) {
            x[bin + 1] = range.low() + range.span() * bin / bins;
            y[bin + 1] = bin < bins ? shares[bin] : 0;
        }
        BasicStroke stroke = new BasicStroke(2, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER);
        XYSeries series = ChartStyle.addLine(chart, label, x, y, colour, stroke);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        series.setFillColor(ChartStyle.translucent(colour, 80));
    }

    private static String summary(String name, double[] samples) {
        if (samples.length == 0) {
            return name + ": none finite";
        }
        return String.format(
                Locale.ROOT,
                "%s: mean %.3g, std %.3g",
                name,
                StatUtils.mean(samples),
                Math.sqrt(StatUtils.populationVariance(samples)));
    }
}

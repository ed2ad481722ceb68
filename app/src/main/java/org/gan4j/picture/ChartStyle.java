package org.gan4j.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The look that the charts share.
 *
 * <p>The colours are from the palette of Okabe and Ito 2008, "Color Universal Design", made to be told apart by the colour-blind.
 */
final class ChartStyle {

    /** Blue: whatever concerns real samples. */
    static final Color REAL = new Color(0x0072B2);

    /** Vermillion: whatever concerns generated samples, and their maker. */
    static final Color GENERATED = new Color(0xD55E00);

    /** Bluish green. */
    static final Color DISCRIMINATOR = new Color(0x009E73);

    static final Color REFERENCE = new Color(0x505050);

    private static final Color FRAME = new Color(0xB0B0B0);
    private static final Color GRID = new Color(0xE6E6E6);
    private static final Color TEXT = new Color(0x202020);

    private ChartStyle() {}

    /** A chart without content, its legend below the plot, where it hides nothing. */
    static XYChart chart(int width, int height) {
        XYChart chart = new XYChart(width, height);
        XYStyler style = chart.getStyler();
        style.setLocale(Locale.ROOT);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderColor(FRAME);
        style.setAxisTickMarksColor(FRAME);
        style.setPlotGridLinesColor(GRID);
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setChartFontColor(TEXT);
        style.setAxisTickLabelsColor(TEXT);
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        style.setChartPadding(16);
        style.setChartTitlePadding(8);
        style.setAxisTicksLineVisible(false);
        style.setPlotMargin(0);
        style.setLegendPadding(14);
        style.setLegendPosition(LegendPosition.OutsideS);
        style.setLegendLayout(LegendLayout.Horizontal);
        style.setLegendBorderColor(Color.WHITE);
        style.setLegendSeriesLineLength(32);
        // Steps have long numbers, and XChart's ticks may come at half the distance asked for.
        style.setXAxisTickMarkSpacingHint(120);
        // The axes end where show says, not some pixels before.
        style.setPlotContentSize(1);
        return chart;
    }

    /** The same where there is room for little more than the curves. */
    static XYChart smallChart(int width, int height) {
        XYChart chart = chart(width, height);
        XYStyler style = chart.getStyler();
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        style.setLegendSeriesLineLength(14);
        style.setLegendPadding(10);
        style.setChartPadding(14);
        style.setXAxisTickMarkSpacingHint(70);
        style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        chart.setXAxisTitle("value"); // without a title the legend covers the labels of ticks
        return chart;
    }

    /** Lets the axes show just these ranges. */
    static void show(XYChart chart, Range x, Range y) {
        XYStyler style = chart.getStyler();
        style.setXAxisMin(x.low());
        style.setXAxisMax(x.high());
        style.setXAxisTickLabelsFormattingFunction(x.labels());
        style.setYAxisMin(y.low());
        style.setYAxisMax(y.high());
        style.setYAxisTickLabelsFormattingFunction(y.labels());
    }

    /** Adds points without markers; {@code NaN} in {@code y} parts them. */
    static XYSeries add(XYChart chart, String label, double[] x, double[] y) {
        // Where the coordinates of all series happen to be evenly spaced, XChart puts the ticks on them, not on round
        // numbers. A point that is nowhere prevents it, and keeps a series without points from being refused.
        double[] withNowhereX = Arrays.copyOf(x, x.length + 1);
        double[] withNowhereY = Arrays.copyOf(y, y.length + 1);
        withNowhereX[x.length] = Double.NaN;
        withNowhereY[y.length] = Double.NaN;
        // Names must differ, labels need not.
        String name = chart.getSeriesCollection().size() + " " + label;
        XYSeries series = chart.addSeries(name, withNowhereX, withNowhereY);
        series.setLabel(label);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** Adds a line without markers. */
    static XYSeries addLine(XYChart chart, String label, double[] x, double[] y, Color colour, BasicStroke stroke) {
        XYSeries series = add(chart, label, x, y);
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        return series;
    }

    static Color translucent(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    /** A third of a colour on white: opaque, so that where a line crosses itself it gets no darker. */
    static Color pale(Color colour) {
        return new Color(
                (colour.getRed() + 2 * 255) / 3, (colour.getGreen() + 2 * 255) / 3, (colour.getBlue() + 2 * 255) / 3);
    }

    /** What the legend calls a set of samples, of which so many are shown. */
    static String label(String name, int count, int shown) {
        return shown == count ? name : name + " (" + (count - shown) + " of " + count + " not finite)";
    }
}

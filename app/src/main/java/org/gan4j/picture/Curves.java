package org.gan4j.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The course of a run: the losses of both players and, below, the mean scores on real and on generated samples, over the
 * same steps.
 *
 * <p>Where a value is not finite, or beyond the range of a float, its curve has a gap. Of many points, the values become a
 * pale band, which keeps every spike, and a strong line is their {@link RunningMean}.
 */
public final class Curves {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 800;

    /** Up to here each point gets a marker: how sparse they are is part of the message. */
    private static final int FEW_POINTS = 50;

    /** About the columns of pixels in a plot. */
    private static final int COLUMNS = 900;

    /** Reference lines differ by their dashes. */
    private static final float[][] DASHES = {{8, 5}, {2, 4}, {14, 4, 2, 4}};

    private Curves() {}

    /**
     * What a run showed at one step.
     *
     * @param step the step
     * @param dLoss the discriminator's loss
     * @param gLoss the generator's loss
     * @param scoreReal the mean score of real samples
     * @param scoreFake the mean score of generated samples
     */
    public record Point(long step, double dLoss, double gLoss, double scoreReal, double scoreFake) {}

    /**
     * A horizontal line to compare the losses with, such as the loss at which the players are in balance.
     *
     * @param value its height, finite
     * @param label its name in the legend, not blank
     */
    public record Reference(double value, String label) {

        /** Checks the components. */
        public Reference {
            if (!Range.shows(value)) {
                throw new IllegalArgumentException("value (" + value + ") must be finite, within the range of a float");
            }
            if (label.isBlank()) {
                throw new IllegalArgumentException("label (" + label + ") must be more than blanks");
            }
        }
    }

    /**
     * Draws the two panels.
     *
     * @param points what the run showed, in the order of its steps; one at least
     * @param references lines to draw with the losses, none or any number
     * @return the picture, 1000 by 800 pixels
     */
    public static BufferedImage draw(List<Point> points, List<Reference> references) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("points.size() (0) must be at least 1");
        }
        Curve d = new Curve("discriminator (D)", ChartStyle.DISCRIMINATOR, Point::dLoss);
        Curve g = new Curve("generator (G)", ChartStyle.GENERATED, Point::gLoss);
        Curve real = new Curve("real samples", ChartStyle.REAL, Point::scoreReal);
        Curve generated = new Curve("generated samples", ChartStyle.GENERATED, Point::scoreFake);
        XYChart losses = panel("Losses", points, List.of(d, g), references);
        XYChart scores = panel("Mean scores", points, List.of(real, generated), List.of());
        scores.setXAxisTitle("step");
        return stacked(losses, scores);
    }

    private record Curve(String label, Color colour, ToDoubleFunction<Point> value) {}

    private static XYChart panel(String title, List<Point> points, List<Curve> curves, List<Reference> references) {
        Range run = Range.of(points.stream().mapToDouble(Point::step));
        // At least ten steps: ticks are then a step apart, not a part of one.
        Range x = new Range(run.low(), Math.max(run.high(), run.low() + 10)).widened(0.02);
        DoubleStream values =
                curves.stream().flatMapToDouble(curve -> points.stream().mapToDouble(curve.value));
        Range y = Range.of(DoubleStream.concat(values, references.stream().mapToDouble(Reference::value)))
                .widened(0.06);

        XYChart chart = ChartStyle.chart(WIDTH, HEIGHT / 2);
        ChartStyle.show(chart, x, y);
        boolean many = points.size() > RunningMean.MANY_POINTS;
        chart.setTitle(many ? title + " (pale: each value, strong: running mean)" : title);
        if (many) {
            // All pale ones first: they are wide, and would hide the means of the other curve.
            for (Curve curve : curves) {
                add(chart, curve.label, line(points, curve).thinned(COLUMNS), 1, ChartStyle.pale(curve.colour))
                        .setShowInLegend(false);
            }
        }
        for (Curve curve : curves) {
            Polyline line = line(points, curve);
            Polyline shown = many ? line.smoothed(Math.min(COLUMNS, points.size())) : line;
            XYSeries series = add(chart, curve.label, shown, many ? 2.5f : 2, curve.colour);
            if (points.size() <= FEW_POINTS) {
                series.setMarker(SeriesMarkers.CIRCLE);
                series.setMarkerColor(curve.colour);
            }
        }
        for (int i = 0; i < references.size(); i++) {
            add(chart, references.get(i), x, DASHES[i % DASHES.length]);
        }
        return chart;
    }

    private static Polyline line(List<Point> points, Curve curve) {
        return Polyline.of(
                points.stream().mapToDouble(Point::step).toArray(),
                points.stream().mapToDouble(curve.value).toArray());
    }

    private static XYSeries add(XYChart chart, String label, Polyline line, float width, Color colour) {
        Polyline dotted = line.dotted();
        BasicStroke stroke = new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        return ChartStyle.addLine(chart, label, dotted.x(), dotted.y(), colour, stroke);
    }

    private static void add(XYChart chart, Reference reference, Range x, float[] dashes) {
        double[] ends = {x.low(), x.high()};
        double[] values = {reference.value, reference.value};
        BasicStroke stroke = new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
        ChartStyle.addLine(chart, reference.label, ends, values, ChartStyle.REFERENCE, stroke);
    }

    /** One panel above the other, their plots beginning in the same column. */
    private static BufferedImage stacked(XYChart... panels) {
        double left = 0;
        for (XYChart panel : panels) {
            // How wide the labels of an axis are is known only after painting.
            BitmapEncoder.getBufferedImage(panel);
            left = Math.max(left, panel.getYAxisLeftWidth());
        }
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        for (int i = 0; i < panels.length; i++) {
            panels[i].getStyler().setYAxisLeftWidthHint((int) Math.ceil(left));
            graphics.drawImage(BitmapEncoder.getBufferedImage(panels[i]), 0, i * HEIGHT / panels.length, null);
        }
        graphics.dispose();
        return picture;
    }
}

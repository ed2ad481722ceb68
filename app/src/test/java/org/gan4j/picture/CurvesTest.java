package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.picture.Curves.Point;
import org.gan4j.picture.Curves.Reference;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIf("org.gan4j.testing.Pictures#fontsArePresent")
class CurvesTest {

    /** Within the plots, whatever the labels: no titles, no axes, no legends. */
    private static final Rectangle LOSSES = new Rectangle(120, 50, 860, 260);

    private static final Rectangle SCORES = new Rectangle(120, 450, 860, 240);

    private static final double NONE = Double.NaN;

    @Test
    void drawsLossesAboveScores() {
        BufferedImage picture = Curves.draw(points(20, i -> new Point(i, 1 + 0.02 * i, 3, 2, -2)), List.of());

        assertEquals(1000, picture.getWidth());
        assertEquals(800, picture.getHeight());
        Rectangle discriminator = Pictures.bounds(picture, LOSSES, ChartStyle.DISCRIMINATOR);
        Rectangle generator = Pictures.bounds(picture, LOSSES, ChartStyle.GENERATED);
        Rectangle real = Pictures.bounds(picture, SCORES, ChartStyle.REAL);
        Rectangle generated = Pictures.bounds(picture, SCORES, ChartStyle.GENERATED);
        assertTrue(generator.getMaxY() < discriminator.y, "3 is above 1");
        assertTrue(real.getMaxY() < generated.y, "2 is above -2");
        assertTrue(generator.height < 12 && discriminator.height > 30, "one is constant, the other rises");
        for (Rectangle curve : List.of(discriminator, generator, real, generated)) {
            assertTrue(curve.width > 700, curve.toString());
        }
        assertEquals(0, Pictures.count(picture, LOSSES, ChartStyle.REAL));
        assertEquals(0, Pictures.count(picture, SCORES, ChartStyle.DISCRIMINATOR));
    }

    @Test
    void drawsTheReferencesAmongTheLosses() {
        List<Point> points = points(20, i -> new Point(i, 1, 2, 1, -1));
        int height = LOSSES.height / 2;
        Rectangle upper = new Rectangle(LOSSES.x, LOSSES.y, LOSSES.width, height);

        BufferedImage none = Curves.draw(points, List.of());
        BufferedImage both = Curves.draw(
                points,
                List.of(
                        new Reference(3, "the same name"),
                        new Reference(2.9, "the same name"),
                        new Reference(0, "generator (G)")));

        assertEquals(0, darkGreys(none, LOSSES));
        assertEquals(0, darkGreys(none, SCORES));
        assertTrue(darkGreys(both, upper) > 300);
        assertEquals(0, darkGreys(both, SCORES));
    }

    @Test
    void leavesAGapWhereAValueIsNotFinite() {
        BufferedImage picture = Curves.draw(
                points(21, i -> new Point(i, i < 5 || i > 15 ? 1 : NONE, 2, i < 5 || i > 15 ? 1 : 1e300, 2)),
                List.of());

        Rectangle middle = new Rectangle(400, LOSSES.y, 200, LOSSES.height);
        assertEquals(0, Pictures.count(picture, middle, ChartStyle.DISCRIMINATOR));
        assertTrue(Pictures.count(picture, middle, ChartStyle.GENERATED) > 50);
        middle.y = SCORES.y;
        assertEquals(0, Pictures.count(picture, middle, ChartStyle.REAL));
        assertTrue(Pictures.count(picture, LOSSES, ChartStyle.DISCRIMINATOR) > 100, "on both sides of the gap");
    }

    @Test
    void drawsAPointThatStandsAlone() {
        BufferedImage picture = Curves.draw(points(101, i -> new Point(i, i == 50 ? 1 : NONE, 2, 1, -1)), List.of());

        Rectangle dot = Pictures.bounds(picture, LOSSES, ChartStyle.DISCRIMINATOR);
        assertTrue(dot.width >= 1 && dot.width <= 4, dot.toString());
    }

    @Test
    void keepsASpikeAmongTenThousandPoints() {
        Color pale = ChartStyle.pale(ChartStyle.GENERATED);

        BufferedImage picture =
                Curves.draw(points(10_001, i -> new Point(i, 1, i == 5000 ? 9 : 1.5, 1, -1)), List.of());

        Rectangle spike = Pictures.bounds(picture, LOSSES, pale);
        assertTrue(spike.y < LOSSES.y + 30 && spike.height > 150, spike.toString());
        Rectangle mean = Pictures.bounds(picture, LOSSES, ChartStyle.GENERATED);
        assertTrue(mean.width > 700 && mean.height < 20, mean.toString());
    }

    @Test
    void beginsBothPlotsInOneColumn() {
        BufferedImage picture = Curves.draw(points(20, i -> new Point(i, 123_456 * i, 0, 0.5 * i, 0)), List.of());

        assertEquals(
                leftBorder(picture, LOSSES.y + LOSSES.height / 2 + 7),
                leftBorder(picture, SCORES.y + SCORES.height / 2 + 7),
                1);
    }

    @ParameterizedTest
    @MethodSource
    void drawsOddRuns(List<Point> points) {
        // XChart's search for ticks has been seen not to end.
        BufferedImage picture = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> Curves.draw(points, List.of(new Reference(Math.log(2), "log 2"))));

        assertEquals(1000, picture.getWidth());
        assertEquals(800, picture.getHeight());
    }

    static Stream<Arguments> drawsOddRuns() {
        return Stream.<List<Point>>of(
                        points(1, i -> new Point(7, 1, 1, 1, 1)),
                        points(1, i -> new Point(0, NONE, NONE, NONE, NONE)),
                        points(3, i -> new Point(5, 1, 2, 3, 4)),
                        points(300, i -> new Point(i, 1, 1, 0, 0)),
                        points(300, i -> new Point(i, NONE, Double.NEGATIVE_INFINITY, i % 2 == 0 ? 1 : NONE, 1)),
                        points(100, i -> new Point(i, 1e15 + i, 1e15, 1e-12 * i, -1e-300)),
                        points(100, i -> new Point(Long.MAX_VALUE - i, 0.6931 + 1e-9 * i, 0, 3e38 * i, -3e38)),
                        points(10_000, i -> new Point(i, Double.MAX_VALUE, Float.MAX_VALUE, i, -Float.MAX_VALUE)),
                        points(5, i -> new Point(-i, -1, -1, Double.MIN_VALUE, -0.0)))
                .map(Arguments::of);
    }

    @Test
    void saysWhatIsWrong() {
        assertEquals(
                "points.size() (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> Curves.draw(List.of(), List.of()))
                        .getMessage());
        assertEquals(
                "value (NaN) must be finite, within the range of a float",
                assertThrows(IllegalArgumentException.class, () -> new Reference(NONE, "a"))
                        .getMessage());
        assertEquals(
                "label ( ) must be more than blanks",
                assertThrows(IllegalArgumentException.class, () -> new Reference(0, " "))
                        .getMessage());
    }

    private static List<Point> points(int count, IntFunction<Point> point) {
        return IntStream.range(0, count).mapToObj(point).toList();
    }

    /** How many pixels are of a grey that only reference lines have: the frame and the grid are lighter. */
    private static int darkGreys(BufferedImage picture, Rectangle area) {
        int count = 0;
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                Color colour = new Color(picture.getRGB(x, y));
                if (colour.getRed() == colour.getGreen()
                        && colour.getGreen() == colour.getBlue()
                        && colour.getRed() < 0xA8) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Where the frame of the plot is met on the way left from within it. */
    private static int leftBorder(BufferedImage picture, int y) {
        for (int x = LOSSES.x; x > 0; x--) {
            int rgb = Pictures.rgb(picture, x, y);
            if (rgb == 0xB0B0B0) {
                return x;
            }
        }
        throw new AssertionError("no border in row " + y);
    }
}

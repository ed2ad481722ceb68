package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIf("org.gan4j.testing.Pictures#fontsArePresent")
class ScatterTest {

    /** Everything but the legend below. */
    private static final Rectangle PLOT = new Rectangle(0, 0, 720, 680);

    private static final Color REAL = Pictures.onWhite(ChartStyle.REAL, 110);
    private static final Color GENERATED = Pictures.onWhite(ChartStyle.GENERATED, 110);

    /**
     * A cross that is as high as it is wide, in a range that a far point makes longer one way or the other. The far point is
     * in both sets, so that it has the colour of neither.
     */
    @ParameterizedTest
    @CsvSource({"5, 0.2", "0.2, 5", "-4, 0.2", "0.2, -4"})
    void drawsBothSetsToOneScale(float farX, float farY) {
        BufferedImage picture =
                Scatter.draw(new float[] {-1, 0.5f, 1, 0.5f, farX, farY}, new float[] {0.3f, -1, 0.3f, 1, farX, farY});

        assertEquals(720, picture.getWidth());
        assertEquals(780, picture.getHeight());
        Rectangle across = Pictures.bounds(picture, PLOT, REAL);
        Rectangle upwards = Pictures.bounds(picture, PLOT, GENERATED);
        assertTrue(across.width > 150, across.toString());
        // The rims of the points are blended with white and may take a pixel or two at either end.
        assertEquals(across.width, upwards.height, 4, across + " " + upwards);
    }

    @ParameterizedTest
    @MethodSource
    void drawsOddSets(float[] real, float[] generated) {
        BufferedImage picture = Scatter.draw(real, generated);

        assertEquals(720, picture.getWidth());
    }

    static Stream<Arguments> drawsOddSets() {
        return Stream.of(
                Arguments.of(new float[] {1, 2}, new float[] {1, 2}),
                Arguments.of(new float[] {0, 0}, new float[] {0, 1e-30f}),
                Arguments.of(new float[] {1, 2}, new float[] {1, Float.NaN, Float.POSITIVE_INFINITY, 2}),
                Arguments.of(new float[] {Float.NaN, 0}, new float[] {0, Float.NaN}),
                Arguments.of(new float[] {-Float.MAX_VALUE, 0}, new float[] {Float.MAX_VALUE, 0}));
    }

    @Test
    void saysWhichSetIsWrong() {
        assertEquals(
                "real.length (0) must be even and at least 2: x and y of each sample",
                message(new float[0], new float[2]));
        assertEquals(
                "generated.length (3) must be even and at least 2: x and y of each sample",
                message(new float[2], new float[3]));
    }

    private static String message(float[] real, float[] generated) {
        return assertThrows(IllegalArgumentException.class, () -> Scatter.draw(real, generated))
                .getMessage();
    }
}

package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIf("org.gan4j.testing.Pictures#fontsArePresent")
class HistogramTest {

    /** Within the plot, whatever the labels: no title, no axis, no legend. */
    private static final Rectangle PLOT = new Rectangle(100, 60, 700, 380);

    private static final float[] NORMAL = normal(4, 1.25, 5000);

    @Test
    void fillsBothHistogramsTranslucently() {
        BufferedImage picture = Histogram.draw(NORMAL, normal(8, 0.5, 1000));

        assertEquals(900, picture.getWidth());
        assertEquals(560, picture.getHeight());
        assertTrue(Pictures.count(picture, PLOT, Pictures.onWhite(ChartStyle.REAL, 80)) > 5000);
        assertTrue(Pictures.count(picture, PLOT, Pictures.onWhite(ChartStyle.GENERATED, 80)) > 5000);
    }

    @Test
    void showsSharesSoThatSizesDoNotMatter() {
        float[] twice = Arrays.copyOf(NORMAL, 2 * NORMAL.length);
        System.arraycopy(NORMAL, 0, twice, NORMAL.length, NORMAL.length);

        assertArrayEquals(pixels(Histogram.draw(NORMAL, NORMAL)), pixels(Histogram.draw(NORMAL, twice)));
    }

    @ParameterizedTest
    @MethodSource
    void drawsOddSets(float[] real, float[] generated) {
        BufferedImage picture = Histogram.draw(real, generated);

        assertEquals(900, picture.getWidth());
    }

    static Stream<Arguments> drawsOddSets() {
        float[] collapsed = new float[100];
        Arrays.fill(collapsed, 4);
        return Stream.of(
                Arguments.of(new float[] {1}, new float[] {2}),
                Arguments.of(new float[] {5, 5}, new float[] {5}),
                Arguments.of(NORMAL, collapsed),
                Arguments.of(NORMAL, new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1}),
                Arguments.of(new float[] {Float.NaN}, new float[] {Float.NEGATIVE_INFINITY}),
                Arguments.of(new float[] {-Float.MAX_VALUE}, new float[] {Float.MAX_VALUE}),
                Arguments.of(new float[] {Float.MIN_VALUE}, new float[] {0}));
    }

    @Test
    void saysWhichSetIsEmpty() {
        assertEquals("real.length (0) must be at least 1", message(new float[0], NORMAL));
        assertEquals("generated.length (0) must be at least 1", message(NORMAL, new float[0]));
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    private static String message(float[] real, float[] generated) {
        return assertThrows(IllegalArgumentException.class, () -> Histogram.draw(real, generated))
                .getMessage();
    }

    private static float[] normal(double mean, double deviation, int count) {
        Random random = new Random(1);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return samples;
    }
}

package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleGridTest {

    /**
     * By hand, for samples of 28x28: cells of 28 f + 2 pixels and 2 more, where f is the whole number closest to (560 - 2 (columns
     * + 1)) / (28 columns), 8 at most.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 228, 228", // f = 8, of 19.9
        "2, 454, 228", // 2 columns, 1 row; f = 8, of 9.9
        "7, 596, 596", // 3 columns; f = 7, of 6.6
        "64, 466, 466", // 8 columns; f = 2, of 2.4
        "65, 524, 466", // 9 columns, 8 rows; f = 2, of 2.1
        "100, 582, 582" // 10 columns; f = 2, of 1.9
    })
    void isNearlySquareAndOfAPleasantSize(int count, int width, int height) {
        BufferedImage picture = SampleGrid.draw(new float[count * 28 * 28], 1, 28, 28);

        assertEquals(width, picture.getWidth());
        assertEquals(height, picture.getHeight());
    }

    @Test
    void neverShrinksSamples() {
        BufferedImage picture = SampleGrid.draw(new float[1000 * 2], 1, 1000, 2);

        assertEquals(2 + 2 * 2, picture.getWidth());
        assertEquals(1000 + 2 * 2, picture.getHeight());
    }

    /** Three samples 2 wide and 2 high in 2 columns. The factor is 8, so a cell is 16 by 16, and the next begins 2 later. */
    @Test
    void putsEveryPixelInItsPlace() {
        float[] samples = {-1, 1, 0, 0.5f, /* next */ -0.5f, 0.25f, 0.75f, -0.75f, /* next */ -0.25f, 0, 1, -1};
        // round((v + 1) * 127.5)
        int[][] shades = {{0x00, 0xFF, 0x40, 0x9F}, {0x80, 0xBF, 0xDF, 0x20}, {0x60, 0x80}, {0xFF, 0x00}};

        BufferedImage picture = SampleGrid.draw(samples, 1, 2, 2);

        assertEquals(2 + 18 + 18, picture.getWidth());
        assertEquals(2 + 18 + 18, picture.getHeight());
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int row = (y - 2) / 18 * 2 + (y - 2) % 18 / 8;
                int column = (x - 2) / 18 * 2 + (x - 2) % 18 / 8;
                boolean separator = x < 2 || y < 2 || (x - 2) % 18 >= 16 || (y - 2) % 18 >= 16;
                int expected = separator || column >= shades[row].length
                        ? SampleGrid.BACKGROUND
                        : shades[row][column] * 0x010101;
                assertEquals(expected, Pictures.rgb(picture, x, y), "x " + x + ", y " + y);
            }
        }
    }

    /** Two pictures of one row of two pixels, all of red, then all of green, then all of blue: yellow, black; blue, white. */
    @Test
    void channelsBecomeColours() {
        float[] samples = {1, -1, 1, -1, -1, -1, /* next */ -1, 1, -1, 1, 1, 1};
        BufferedImage picture = SampleGrid.draw(samples, 3, 1, 2, 2);
        int side = (picture.getWidth() - 3 * SampleGrid.SEPARATOR) / 4;
        int middle = picture.getHeight() / 2;
        int[] expected = {0xffff00, 0x000000, 0x0000ff, 0xffffff};
        for (int i = 0; i < 4; i++) {
            int x = SampleGrid.SEPARATOR * (1 + i / 2) + side * i + side / 2;
            assertEquals(expected[i], Pictures.rgb(picture, x, middle), "pixel " + i);
        }
        assertEquals(0x0000ff, Pictures.rgb(SampleGrid.single(Arrays.copyOfRange(samples, 6, 12), 3, 1, 2), 0, 0));
    }

    @Test
    void takesTheColumnsItIsGiven() {
        BufferedImage picture = SampleGrid.draw(new float[6], 1, 1, 1, 6);

        assertEquals(6 * (8 + 2) + 2, picture.getWidth());
        assertEquals(8 + 2 * 2, picture.getHeight());
    }

    /** Grids of 10, 8 and 8 columns, so that the last of twelve samples come from the second row. Each pixel has a shade that tells its place. */
    @ParameterizedTest
    @CsvSource({"100, 28, 28", "64, 2, 3", "60, 5, 4"})
    void givesItsFirstSamplesAgain(int count, int height, int width) {
        float[] samples = new float[count * height * width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 251 / 127.5f - 1; // 251 is prime, so that equal shades lie in other places
        }
        BufferedImage row = SampleGrid.first(12, SampleGrid.draw(samples, 1, height, width), count, height, width);

        assertEquals(12 * width, row.getWidth());
        assertEquals(height, row.getHeight());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < 12 * width; x++) {
                int shade = (x / width * height * width + y * width + x % width) % 251;
                assertEquals(shade * 0x010101, Pictures.rgb(row, x, y), "x " + x + ", y " + y);
            }
        }
    }

    /** By hand: a grid of 64 samples of 28x28 has 8 (28 f + 2) + 2 pixels on each side, 466 for f = 2. */
    @Test
    void firstSamplesAreNotTakenOutOfAnotherPicture() {
        BufferedImage grid = SampleGrid.draw(new float[64 * 28 * 28], 1, 28, 28);
        SampleGrid.first(64, grid, 64, 28, 28);
        assertEquals(
                "a picture of 466x466 pixels is no grid of 64 samples of 32x32",
                assertThrows(IllegalArgumentException.class, () -> SampleGrid.first(1, grid, 64, 32, 32))
                        .getMessage());
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        assertThrows(IllegalArgumentException.class, () -> SampleGrid.first(1, dot, 64, 28, 28));
        BufferedImage low = new BufferedImage(466, 465, BufferedImage.TYPE_INT_RGB);
        assertThrows(IllegalArgumentException.class, () -> SampleGrid.first(1, low, 64, 28, 28));
    }

    @Test
    void clampsValuesBeyondTheRangeAndMarksThoseThatAreNone() {
        float[] samples = {-1.5f, 2, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN};

        BufferedImage picture = SampleGrid.draw(samples, 1, 1, 5);

        int[] first = new int[5];
        Arrays.setAll(first, i -> Pictures.rgb(picture, 2 + 8 * i, 2));
        assertEquals(Arrays.toString(new int[] {0, 0xFFFFFF, 0, 0xFFFFFF, SampleGrid.NAN}), Arrays.toString(first));
    }

    @Test
    void saysWhichArgumentIsWrong() {
        assertEquals(
                "samples.length (5) must be a multiple of channels * height * width (1 * 1 * 3)",
                message(new float[5], 1, 3, 1));
        assertEquals("columns (0) must be from 1 to the number of samples (2)", message(new float[6], 1, 3, 0));
        assertEquals("columns (3) must be from 1 to the number of samples (2)", message(new float[6], 1, 3, 3));
    }

    private static String message(float[] samples, int height, int width, int columns) {
        return assertThrows(IllegalArgumentException.class, () -> SampleGrid.draw(samples, 1, height, width, columns))
                .getMessage();
    }
}

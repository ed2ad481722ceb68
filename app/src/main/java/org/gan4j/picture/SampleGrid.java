package org.gan4j.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Grey-scale samples side by side, left to right, then down.
 *
 * <p>A sample's value of -1 is black, 1 is white; values beyond are clamped, infinite ones too. {@code NaN} has no shade: its pixel
 * is drawn {@linkplain #NAN red}, so that a broken sample does not pass for a dark one.
 *
 * <p>All samples are enlarged by one whole factor, without smoothing, that brings the longer side of the picture closest to
 * 560 pixels. A line of {@value #SEPARATOR} pixels runs around every cell; it and the cells that no sample fills are
 * {@linkplain #BACKGROUND dark grey}.
 */
public final class SampleGrid {

    static final int SEPARATOR = 2;
    static final int BACKGROUND = 0x383838;
    static final int NAN = 0xB02020;

    private static final int WANTED_SIDE = 560;
    private static final int MAX_FACTOR = 8;

    private SampleGrid() {}

    /**
     * Draws samples in a grid that is as square as their number allows: ⌈√count⌉ columns.
     *
     * @param samples the pixels in [-1, 1]: sample by sample, row by row
     * @param height the height of a sample in pixels
     * @param width the width of a sample in pixels
     * @return the picture
     */
    public static BufferedImage draw(float[] samples, int height, int width) {
        return draw(samples, height, width, (int) Math.ceil(Math.sqrt(samples.length / (height * width))));
    }

    /**
     * Draws samples in a grid of so many columns.
     *
     * @param samples the pixels in [-1, 1]: sample by sample, row by row
     * @param height the height of a sample in pixels
     * @param width the width of a sample in pixels
     * @param columns how many samples a row holds, at most all of them
     * @return the picture
     */
    public static BufferedImage draw(float[] samples, int height, int width, int columns) {
        int count = samples.length / (height * width);
        if (count * height * width != samples.length) {
            throw new IllegalArgumentException("samples.length (" + samples.length
                    + ") must be a multiple of height * width (" + height + " * " + width + ")");
        }
        if (columns < 1 || columns > count) {
            throw new IllegalArgumentException(
                    "columns (" + columns + ") must be from 1 to the number of samples (" + count + ")");
        }
        int rows = (count + columns - 1) / columns;
        int factor = factor(Math.max(columns * width, rows * height), Math.max(columns, rows));
        int cellWidth = width * factor + SEPARATOR;
        int cellHeight = height * factor + SEPARATOR;
        BufferedImage picture = new BufferedImage(
                columns * cellWidth + SEPARATOR, rows * cellHeight + SEPARATOR, BufferedImage.TYPE_INT_RGB);
        // Pixels are set, not painted: a Graphics2D would bring in AWT's graphics environment, and fonts with it.
        Arrays.fill(((DataBufferInt) picture.getRaster().getDataBuffer()).getData(), BACKGROUND);
        int[] line = new int[width * factor];
        for (int i = 0; i < count; i++) {
            int left = i % columns * cellWidth + SEPARATOR;
            int top = i / columns * cellHeight + SEPARATOR;
            for (int y = 0; y < height * factor; y++) {
                int row = (i * height + y / factor) * width;
                for (int x = 0; x < line.length; x++) {
                    line[x] = colour(samples[row + x / factor]);
                }
                picture.setRGB(left, top + y, line.length, 1, line, 0, line.length);
            }
        }
        return picture;
    }

    /** The factor that brings the longer side, of so many sample pixels in so many cells, closest to what is wanted. */
    private static int factor(int pixels, int cells) {
        int separators = (cells + 1) * SEPARATOR;
        int factor = Math.round((float) (WANTED_SIDE - separators) / pixels);
        return Math.max(1, Math.min(MAX_FACTOR, factor));
    }

    private static int colour(float value) {
        if (Float.isNaN(value)) {
            return NAN;
        }
        int shade = Math.round((Math.max(-1, Math.min(1, value)) + 1) * 127.5f);
        return shade << 16 | shade << 8 | shade;
    }
}

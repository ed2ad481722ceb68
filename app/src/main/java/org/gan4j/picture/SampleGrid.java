package org.gan4j.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Samples side by side, left to right, then down; of one channel in shades of grey, of three in red, green and blue.
 *
 * <p>A value of -1 is black, 1 is white, or all of its colour; values beyond are clamped, infinite ones too. {@code NaN} has no shade: its pixel
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
     * @param samples the pixels in [-1, 1]: sample by sample, channel by channel, row by row
     * @param channels 1 or 3
     * @param height the height of a sample in pixels
     * @param width the width of a sample in pixels
     * @return the picture
     */
    public static BufferedImage draw(float[] samples, int channels, int height, int width) {
        int count = samples.length / (channels * height * width);
        return draw(samples, channels, height, width, (int) Math.ceil(Math.sqrt(count)));
    }

    /**
     * Draws samples in a grid of so many columns.
     *
     * @param samples the pixels in [-1, 1]: sample by sample, channel by channel, row by row
     * @param channels 1 or 3
     * @param height the height of a sample in pixels
     * @param width the width of a sample in pixels
     * @param columns how many samples a row holds, at most all of them
     * @return the picture
     */
    public static BufferedImage draw(float[] samples, int channels, int height, int width, int columns) {
        int count = samples.length / (channels * height * width);
        if (count * channels * height * width != samples.length) {
            throw new IllegalArgumentException("samples.length (" + samples.length
                    + ") must be a multiple of channels * height * width (" + channels + " * " + height + " * " + width
                    + ")");
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
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        Arrays.fill(pixels, BACKGROUND);
        for (int i = 0; i < count; i++) {
            int corner =
                    (i / columns * cellHeight + SEPARATOR) * picture.getWidth() + i % columns * cellWidth + SEPARATOR;
            for (int y = 0; y < height; y++) {
                int row = (i * channels * height + y) * width;
                int line = corner + y * factor * picture.getWidth();
                for (int x = 0; x < width; x++) {
                    int colour = colour(samples, row + x, channels, height * width);
                    Arrays.fill(pixels, line + x * factor, line + (x + 1) * factor, colour);
                }
                for (int again = 1; again < factor; again++) {
                    System.arraycopy(pixels, line, pixels, line + again * picture.getWidth(), width * factor);
                }
            }
        }
        return picture;
    }

    /**
     * Takes the first samples out of a grid that was {@linkplain #draw(float[], int, int, int) drawn}.
     *
     * @param wanted how many are taken
     * @param grid the picture, whatever factor its samples were enlarged by
     * @param count how many samples it has
     * @param height the height of a sample in pixels
     * @param width the width of a sample in pixels
     * @return the samples next to each other, as large as they are
     * @throws IllegalArgumentException if the picture is no such grid
     */
    public static BufferedImage first(int wanted, BufferedImage grid, int count, int height, int width) {
        int columns = (int) Math.ceil(Math.sqrt(count));
        int rows = (count + columns - 1) / columns;
        int factor = ((grid.getWidth() - SEPARATOR) / columns - SEPARATOR) / width;
        int cellWidth = width * factor + SEPARATOR;
        int cellHeight = height * factor + SEPARATOR;
        if (factor < 1
                || grid.getWidth() != columns * cellWidth + SEPARATOR
                || grid.getHeight() != rows * cellHeight + SEPARATOR) {
            throw new IllegalArgumentException("a picture of " + grid.getHeight() + "x" + grid.getWidth()
                    + " pixels is no grid of " + count + " samples of " + height + "x" + width);
        }
        BufferedImage row = new BufferedImage(wanted * width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < wanted; i++) {
            int left = i % columns * cellWidth + SEPARATOR;
            int top = i / columns * cellHeight + SEPARATOR;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    row.setRGB(i * width + x, y, grid.getRGB(left + x * factor, top + y * factor));
                }
            }
        }
        return row;
    }

    /**
     * Draws one sample as large as it is.
     *
     * @param sample the pixels in [-1, 1]: channel by channel, row by row
     * @param channels 1 or 3
     * @param height its height in pixels
     * @param width its width in pixels
     * @return the picture, with a byte a pixel if it is grey
     */
    public static BufferedImage single(float[] sample, int channels, int height, int width) {
        return seamless(sample, channels, height, width, 1);
    }

    /**
     * Draws samples as large as they are, without lines between them.
     *
     * @param samples the pixels in [-1, 1]: sample by sample, channel by channel, row by row
     * @param channels 1 or 3
     * @param height the height of a sample in pixels
     * @param width the width of a sample in pixels
     * @param columns how many samples a row holds
     * @return the picture, with a byte a pixel if it is grey; places that no sample fills are black
     */
    public static BufferedImage seamless(float[] samples, int channels, int height, int width, int columns) {
        int area = height * width;
        int count = samples.length / (channels * area);
        int rows = (count + columns - 1) / columns;
        BufferedImage picture = new BufferedImage(columns * width, rows * height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < count * area; i++) {
            int sample = i / area;
            int pixel = i % area;
            picture.setRGB(
                    sample % columns * width + pixel % width,
                    sample / columns * height + pixel / width,
                    colour(samples, sample * channels * area + pixel, channels, area));
        }
        return SmallPicture.of(picture, channels > 1);
    }

    /** The factor that brings the longer side, of so many sample pixels in so many cells, closest to what is wanted. */
    private static int factor(int pixels, int cells) {
        int separators = (cells + 1) * SEPARATOR;
        int factor = Math.round((float) (WANTED_SIDE - separators) / pixels);
        return Math.max(1, Math.min(MAX_FACTOR, factor));
    }

    /**
     * The colour of a pixel.
     *
     * @param samples the samples
     * @param at where the pixel's first channel is
     * @param channels 1 or 3
     * @param apart how far from each other its channels are
     * @return {@code 0xRRGGBB}
     */
    private static int colour(float[] samples, int at, int channels, int apart) {
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            float value = samples[at + (channels == 1 ? 0 : c * apart)];
            if (Float.isNaN(value)) {
                return NAN;
            }
            colour = colour << 8 | Math.round((Math.max(-1, Math.min(1, value)) + 1) * 127.5f);
        }
        return colour;
    }
}

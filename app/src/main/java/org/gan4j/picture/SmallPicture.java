package org.gan4j.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;

/** Pictures of samples with no more bytes than they need: one a pixel where they are grey. */
public final class SmallPicture {

    private SmallPicture() {}

    /**
     * The same picture, with a byte a pixel if it is grey.
     *
     * @param picture a picture
     * @param colour whether it has more than shades of grey
     * @return the copy
     */
    public static BufferedImage of(BufferedImage picture, boolean colour) {
        return every(pixels(picture), picture.getWidth(), 1, colour);
    }

    /**
     * The same with half the width and height where nothing is lost by it, as samples are enlarged: anyone who shows it can enlarge it
     * again.
     *
     * @param picture a grid of samples
     * @param colour whether it has more than shades of grey
     * @return the copy
     */
    public static BufferedImage half(BufferedImage picture, boolean colour) {
        int[] pixels = pixels(picture);
        int width = picture.getWidth();
        return every(pixels, width, isDoubled(pixels, width) ? 2 : 1, colour);
    }

    private static boolean isDoubled(int[] pixels, int width) {
        for (int row = 0; row < pixels.length; row += width) {
            int first = row / width % 2 == 0 ? row : row - width;
            for (int x = 0; x < width; x++) {
                if (pixels[row + x] != pixels[first + (x & ~1)]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Every so many pixels of every so many rows. */
    private static BufferedImage every(int[] pixels, int width, int step, boolean colour) {
        int smallWidth = width / step;
        int smallHeight = pixels.length / width / step;
        BufferedImage small = new BufferedImage(
                smallWidth, smallHeight, colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[smallWidth];
        for (int y = 0; y < smallHeight; y++) {
            for (int x = 0; x < smallWidth; x++) {
                int pixel = pixels[y * step * width + x * step];
                row[x] = colour ? pixel : pixel >> 8 & 0xff; // green stands for all three
            }
            if (colour) {
                small.setRGB(0, y, smallWidth, 1, row, 0, smallWidth);
            } else {
                small.getRaster().setSamples(0, y, smallWidth, 1, 0, row); // setRGB would bend the shades
            }
        }
        return small;
    }

    /** All pixels, row by row. To ask a picture for each of them takes longer than to write the page around it. */
    private static int[] pixels(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        ColorModel colours = picture.getColorModel();
        if (colours.getNumComponents() != 3
                || colours.getPixelSize() != 24
                || !colours.getColorSpace().isCS_sRGB()) {
            return picture.getRGB(0, 0, width, height, null, 0, width);
        }
        int[] parts = picture.getRaster().getPixels(0, 0, width, height, (int[]) null);
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = parts[3 * i] << 16 | parts[3 * i + 1] << 8 | parts[3 * i + 2];
        }
        return pixels;
    }
}

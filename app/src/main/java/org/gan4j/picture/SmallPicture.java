package org.gan4j.picture;

import java.awt.image.BufferedImage;

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
        return every(picture, 1, colour);
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
        return every(picture, isDoubled(picture) ? 2 : 1, colour);
    }

    private static boolean isDoubled(BufferedImage picture) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (picture.getRGB(x, y) != picture.getRGB(x & ~1, y & ~1)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static BufferedImage every(BufferedImage picture, int step, boolean colour) {
        int width = picture.getWidth() / step;
        int height = picture.getHeight() / step;
        BufferedImage small =
                new BufferedImage(width, height, colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = picture.getRGB(x * step, y * step);
                if (colour) {
                    small.setRGB(x, y, pixel);
                } else {
                    // Green stands for all three; the raster, as setRGB would bend the shades.
                    small.getRaster().setSample(x, y, 0, pixel >> 8 & 0xff);
                }
            }
        }
        return small;
    }
}

package org.gan4j.page;

import java.awt.image.BufferedImage;

/** Pictures of grey samples with a byte a pixel, a third of what they take in colour. */
final class GreyPicture {

    /** The width from which on a picture is enlarged twice at least. */
    private static final int ENLARGED = 400;

    private GreyPicture() {}

    static BufferedImage of(BufferedImage picture) {
        return every(picture, 1);
    }

    /** Half as large where samples are enlarged: a browser enlarges them again. */
    static BufferedImage small(BufferedImage picture) {
        return every(picture, picture.getWidth() > ENLARGED ? 2 : 1);
    }

    private static BufferedImage every(BufferedImage picture, int step) {
        BufferedImage grey =
                new BufferedImage(picture.getWidth() / step, picture.getHeight() / step, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < grey.getHeight(); y++) {
            for (int x = 0; x < grey.getWidth(); x++) {
                // Green stands for all three; the raster, as setRGB would bend the shades.
                grey.getRaster().setSample(x, y, 0, picture.getRGB(x * step, y * step) >> 8 & 0xff);
            }
        }
        return grey;
    }
}

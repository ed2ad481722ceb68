package org.gan4j.picture;

import java.awt.image.BufferedImage;

/** Pictures of grey samples with a byte a pixel, a third of what they take in colour. */
public final class Greyscale {

    /** The width from which on a {@link SampleGrid} is enlarged twice at least. */
    private static final int ENLARGED = 400;

    private Greyscale() {}

    /**
     * The same picture with a byte a pixel.
     *
     * @param picture a picture in shades of grey
     * @return the copy
     */
    public static BufferedImage of(BufferedImage picture) {
        return every(picture, 1);
    }

    /**
     * The same with half the width and height where samples are enlarged: anyone who shows it can enlarge it again.
     *
     * @param picture a grid of samples
     * @return the copy
     */
    public static BufferedImage small(BufferedImage picture) {
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

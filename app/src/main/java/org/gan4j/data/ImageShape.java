package org.gan4j.data;

/**
 * How a flat sample is drawn as a grey picture: row after row from the top.
 *
 * @param height the number of rows
 * @param width the number of pixels in a row
 */
public record ImageShape(int height, int width) {

    public ImageShape {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("height (" + height + ") and width (" + width + ") must be at least 1");
        }
    }
}

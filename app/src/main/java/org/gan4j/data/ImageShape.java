package org.gan4j.data;

/**
 * How a flat sample is drawn as a picture: one channel of shades of grey, or three of red, green and blue, one after another, each row
 * after row from the top.
 *
 * @param channels 1 or 3; a 0, as in files of versions without colour, becomes 1
 * @param height the number of rows
 * @param width the number of pixels in a row
 */
public record ImageShape(int channels, int height, int width) {

    /** Files of early versions have no channels: those are of one. */
    public ImageShape {
        channels = channels == 0 ? 1 : channels;
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels (" + channels + ") must be 1 or 3");
        }
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("height (" + height + ") and width (" + width + ") must be at least 1");
        }
    }

    /** {@return the numbers in a sample} */
    public int size() {
        return Math.multiplyExact(channels, Math.multiplyExact(height, width));
    }

    /** Height x width, for a person. */
    @Override
    public String toString() {
        return height + "x" + width + (channels == 3 ? " in colour" : "");
    }
}

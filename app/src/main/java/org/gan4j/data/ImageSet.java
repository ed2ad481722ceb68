package org.gan4j.data;

/**
 * Grey images with their labels, in the memory of the host, as bytes.
 *
 * <p>The arrays are neither copied on the way in nor on the way out, for they are large: anyone who holds an image set
 * leaves them as they are.
 *
 * @param height the rows of an image
 * @param width the pixels in a row
 * @param classes the number of classes; a label is in 0..classes-1
 * @param pixels image after image, row after row; unsigned, 0 is black
 * @param labels a label an image, unsigned
 */
public record ImageSet(int height, int width, int classes, byte[] pixels, byte[] labels) {

    public ImageSet {
        if (height < 1 || width < 1 || labels.length == 0) {
            throw new IllegalArgumentException("an image set needs at least one image of at least one pixel, not "
                    + labels.length + " of " + height + " x " + width);
        }
        if (pixels.length != (long) labels.length * height * width) {
            throw new IllegalArgumentException(labels.length + " images of " + height + " x " + width + " have "
                    + (long) labels.length * height * width + " pixels, not " + pixels.length);
        }
        for (int i = 0; i < labels.length; i++) {
            if (Byte.toUnsignedInt(labels[i]) >= classes) {
                throw new IllegalArgumentException("label " + i + " (" + Byte.toUnsignedInt(labels[i])
                        + ") must be below the number of classes (" + classes + ")");
            }
        }
    }

    /** The number of images. */
    public int count() {
        return labels.length;
    }

    /** The shape of each image. */
    public ImageShape shape() {
        return new ImageShape(height, width);
    }
}

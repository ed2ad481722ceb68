package org.gan4j.data;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A picture brought to a shape: the largest part from its middle that has the shape's proportions, each pixel of the result the mean of
 * the area that it covers. Transparency is laid onto a background. A colour becomes the shade {@code 0.299 R + 0.587 G + 0.114 B}
 * (ITU-R BT.601) where shades are wanted.
 */
final class PictureScaler {

    private final BufferedImage picture;
    private final boolean shades;
    private final int channels;
    private final int background;

    private PictureScaler(BufferedImage picture, int channels, int background) {
        this.shades = !(picture.getColorModel() instanceof IndexColorModel)
                && picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        this.picture = shades ? picture : standardColours(picture);
        this.channels = channels;
        this.background = background;
    }

    /**
     * Brings a picture to a shape.
     *
     * @param picture as its file has it
     * @param orientation as EXIF numbers it, by which the result is turned upright
     * @param shape what to bring it to
     * @param background what shines through transparent pixels, {@code 0xRRGGBB}
     * @return the samples, channel after channel, row after row; unsigned
     * @throws BrokenPictureException if its pixels are no whole numbers of up to 16 bits
     */
    static byte[] scale(BufferedImage picture, int orientation, ImageShape shape, int background)
            throws BrokenPictureException {
        int type = picture.getRaster().getTransferType();
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            throw new BrokenPictureException("its pixels are floating-point numbers, whose range nobody knows");
        }
        boolean transposed = orientation > 4;
        int height = transposed ? shape.width() : shape.height();
        int width = transposed ? shape.height() : shape.width();
        float[] samples = new PictureScaler(picture, shape.channels(), background).resample(height, width);
        return upright(samples, orientation, shape);
    }

    private static byte[] upright(float[] samples, int orientation, ImageShape shape) {
        boolean mirrored = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        boolean upsideDown = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        byte[] upright = new byte[samples.length];
        int to = 0;
        for (int c = 0; c < shape.channels(); c++) {
            int channel = c * shape.height() * shape.width();
            for (int y = 0; y < shape.height(); y++) {
                int down = upsideDown ? shape.height() - 1 - y : y;
                for (int x = 0; x < shape.width(); x++) {
                    int across = mirrored ? shape.width() - 1 - x : x;
                    int from = orientation > 4 ? across * shape.height() + down : down * shape.width() + across;
                    upright[to++] = (byte) Math.round(samples[channel + from]);
                }
            }
        }
        return upright;
    }

    /** A picture whose colours are in a space of their own, such as CMYK, in that of screens. */
    private static BufferedImage standardColours(BufferedImage picture) {
        if (picture.getColorModel() instanceof IndexColorModel
                || picture.getColorModel().getColorSpace().isCS_sRGB()
                || !(picture.getColorModel().getColorSpace() instanceof ICC_ColorSpace)) {
            return picture; // getRGB knows its colours, or converts them one by one
        }
        int type = picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        return new ColorConvertOp(ColorSpace.getInstance(ColorSpace.CS_sRGB), null)
                .filter(picture, new BufferedImage(picture.getWidth(), picture.getHeight(), type));
    }

    private float[] resample(int height, int width) {
        double scale = Math.min((double) picture.getHeight() / height, (double) picture.getWidth() / width);
        Span[] rows = Span.all(height, scale, picture.getHeight());
        Span[] columns = Span.all(width, scale, picture.getWidth());
        int left = columns[0].first;
        int[] line = new int[columns[width - 1].last() + 1 - left];
        float[] colours = new float[channels * line.length];
        float[] means = new float[channels * width];
        float[] result = new float[channels * height * width];
        int read = -1;
        for (int y = 0; y < height; y++) {
            Span row = rows[y];
            for (int i = 0; i < row.weights.length; i++) {
                if (row.first + i != read) { // the last of the row before may be the first of this one
                    read = row.first + i;
                    line(read, left, line);
                    colours(line, colours);
                    means(colours, columns, means);
                }
                for (int c = 0; c < channels; c++) {
                    for (int x = 0; x < width; x++) {
                        result[(c * height + y) * width + x] += row.weights[i] * means[c * width + x];
                    }
                }
            }
        }
        return result;
    }

    /** The mean of what each column covers. */
    private void means(float[] colours, Span[] columns, float[] means) {
        int length = colours.length / channels;
        for (int c = 0; c < channels; c++) {
            for (int x = 0; x < columns.length; x++) {
                Span column = columns[x];
                float sum = 0;
                for (int i = 0; i < column.weights.length; i++) {
                    sum += column.weights[i] * colours[c * length + column.first - columns[0].first + i];
                }
                means[c * columns.length + x] = sum;
            }
        }
    }

    /** Pixels of a row as {@code 0xAARRGGBB}. */
    private void line(int y, int left, int[] line) {
        if (!shades) {
            picture.getRGB(left, y, line.length, 1, line, 0, line.length);
            return;
        }
        // Not by getRGB: to Java a file's shade is a brightness, which it would bend into another shade.
        Raster raster = picture.getRaster();
        int bands = raster.getNumBands();
        int[] samples = raster.getPixels(left, y, line.length, 1, (int[]) null);
        for (int x = 0; x < line.length; x++) {
            int shade = toByte(samples[x * bands], raster.getSampleModel().getSampleSize(0));
            int alpha = bands == 1
                    ? 255
                    : toByte(samples[x * bands + 1], raster.getSampleModel().getSampleSize(1));
            line[x] = alpha << 24 | shade << 16 | shade << 8 | shade;
        }
    }

    private static int toByte(int sample, int bits) {
        return bits == 8 ? sample : (int) Math.round(sample * 255.0 / ((1L << bits) - 1));
    }

    private void colours(int[] line, float[] colours) {
        for (int x = 0; x < line.length; x++) {
            int alpha = line[x] >>> 24;
            float red = over(line[x] >> 16 & 255, background >> 16 & 255, alpha);
            float green = over(line[x] >> 8 & 255, background >> 8 & 255, alpha);
            float blue = over(line[x] & 255, background & 255, alpha);
            if (channels == 3) {
                colours[x] = red;
                colours[line.length + x] = green;
                colours[2 * line.length + x] = blue;
            } else {
                boolean grey = red == green && red == blue;
                colours[x] = grey ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
            }
        }
    }

    private static float over(int front, int back, int alpha) {
        return alpha == 255 ? front : (front * alpha + back * (255 - alpha)) / 255f;
    }

    /** The source pixels that one pixel of the result covers, with weights whose sum is 1. */
    private record Span(int first, float[] weights) {

        int last() {
            return first + weights.length - 1;
        }

        static Span[] all(int count, double scale, int size) {
            double start = (size - count * scale) / 2;
            Span[] spans = new Span[count];
            for (int i = 0; i < count; i++) {
                double from = Math.max(0, start + i * scale);
                double to = Math.min(size, start + (i + 1) * scale);
                int first = Math.min(size - 1, (int) Math.floor(from + 1e-6));
                int end = Math.max(first + 1, (int) Math.ceil(to - 1e-6));
                float[] weights = new float[end - first];
                for (int j = 0; j < weights.length; j++) {
                    double covered = Math.min(to, first + j + 1) - Math.max(from, first + j);
                    weights[j] = (float) (covered / (to - from));
                }
                spans[i] = new Span(first, weights);
            }
            return spans;
        }
    }
}

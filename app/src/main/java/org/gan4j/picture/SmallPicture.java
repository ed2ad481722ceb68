package org.gan4j.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.util.Arrays;

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
        Rows rows = new Rows(picture);
        int[] above = {};
        for (int y = 0; y < picture.getHeight(); y++) {
            int[] row = rows.read(y);
            for (int x = 1; x < row.length; x += 2) {
                if (row[x] != row[x - 1]) {
                    return false;
                }
            }
            if (y % 2 == 0) {
                above = row.clone();
            } else if (!Arrays.equals(row, above)) {
                return false;
            }
        }
        return true;
    }

    /** Every {@code step}-th pixel of every {@code step}-th row. */
    private static BufferedImage every(BufferedImage picture, int step, boolean colour) {
        Rows rows = new Rows(picture);
        int width = picture.getWidth() / step;
        int height = picture.getHeight() / step;
        BufferedImage small =
                new BufferedImage(width, height, colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        int[] line = new int[width];
        for (int y = 0; y < height; y++) {
            int[] row = rows.read(y * step);
            for (int x = 0; x < width; x++) {
                line[x] = colour ? row[x * step] : row[x * step] >> 8 & 0xff; // green stands for all three
            }
            if (colour) {
                small.setRGB(0, y, width, 1, line, 0, width);
            } else {
                small.getRaster().setSamples(0, y, width, 1, 0, line); // setRGB would bend the shades
            }
        }
        return small;
    }

    /** The rows of a picture as {@code getRGB} has them, one at a time. To ask for each pixel takes longer than to write the page around it. */
    private static final class Rows {
        private final BufferedImage picture;
        private final int[] row;

        /** Of a row, red, green and blue of each pixel; {@code null} where the picture keeps other numbers. */
        private final int[] parts;

        Rows(BufferedImage picture) {
            ColorModel colours = picture.getColorModel();
            boolean plain = colours.getNumComponents() == 3
                    && colours.getPixelSize() == 24
                    && colours.getColorSpace().isCS_sRGB();
            this.picture = picture;
            this.row = new int[picture.getWidth()];
            this.parts = plain ? new int[3 * row.length] : null;
        }

        /** A row, in an array that the next one is read into. */
        int[] read(int y) {
            if (parts == null) {
                return picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            }
            picture.getRaster().getPixels(0, y, row.length, 1, parts);
            for (int x = 0; x < row.length; x++) {
                row[x] = 0xff << 24 | parts[3 * x] << 16 | parts[3 * x + 1] << 8 | parts[3 * x + 2];
            }
            return row;
        }
    }
}

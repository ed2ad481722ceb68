package org.gan4j.testing;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** What the tests ask of a picture. */
public final class Pictures {

    private Pictures() {}

    /** Whether this JRE can draw charts; see the page of {@code org.gan4j.picture}. */
    public static boolean fontsArePresent() {
        try {
            return new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplay('a');
        } catch (Error e) { // AWT throws several kinds
            return false;
        }
    }

    /** The colour of a pixel, without its opacity. */
    public static int rgb(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xFFFFFF;
    }

    /** How many pixels of an area have exactly this colour. */
    public static int count(BufferedImage picture, Rectangle area, Color colour) {
        int count = 0;
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                if (picture.getRGB(x, y) == colour.getRGB()) {
                    count++;
                }
            }
        }
        return count;
    }

    /** The smallest area that holds all pixels of exactly this colour that lie in an area; empty if there are none. */
    public static Rectangle bounds(BufferedImage picture, Rectangle area, Color colour) {
        Rectangle bounds = new Rectangle(0, 0, -1, -1);
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                if (picture.getRGB(x, y) == colour.getRGB()) {
                    bounds = bounds.union(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return bounds;
    }

    /** A colour of this opacity on white. */
    public static Color onWhite(Color colour, int alpha) {
        return new Color(
                blend(colour.getRed(), alpha), blend(colour.getGreen(), alpha), blend(colour.getBlue(), alpha));
    }

    private static int blend(int component, int alpha) {
        return Math.round(255 + (component - 255) * alpha / 255f);
    }
}

package org.gan4j.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;

/** The names in pictures that are no charts, and the white paper that they stand on. */
final class Lettering {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);

    private Lettering() {}

    /** Makes a picture white, and hands out what draws on it, in black. */
    static Graphics2D onWhite(BufferedImage picture) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(FONT);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return graphics;
    }

    /** How many pixels a name takes from left to right. */
    static int width(String name) {
        FontRenderContext smooth = new FontRenderContext(null, true, false);
        return (int) Math.ceil(FONT.getStringBounds(name, smooth).getWidth());
    }

    /** As much of a name as so many pixels have room for. */
    static String shortened(String name, int most) {
        String text = name;
        while (text.length() > 1 && width(text) > most) {
            text = text.substring(0, text.length() - 2) + "…";
        }
        return text;
    }
}

package org.gan4j.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntFunction;

/** Pictures side by side, each under its name. */
public final class SideBySide {

    private static final int SIDE = 320;
    private static final int MARGIN = 12;
    private static final int TITLE = 26;

    private SideBySide() {}

    /**
     * Draws pictures in rows.
     *
     * @param most how many a row has at most
     * @param names a name a picture, one at least, shortened to fit
     * @param pictures gives the picture of each name, one after another, so that one at a time is in memory; {@code null} leaves its
     *     place empty
     * @return the picture
     */
    public static BufferedImage draw(int most, List<String> names, IntFunction<BufferedImage> pictures) {
        int columns = Math.min(most, names.size());
        int rows = (names.size() + columns - 1) / columns;
        int cellHeight = TITLE + SIDE + MARGIN;
        BufferedImage all = new BufferedImage(
                columns * (SIDE + MARGIN) + MARGIN, rows * cellHeight + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Lettering.onWhite(all);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int i = 0; i < names.size(); i++) {
            int left = MARGIN + i % columns * (SIDE + MARGIN);
            int top = MARGIN + i / columns * cellHeight;
            graphics.drawString(Lettering.shortened(names.get(i), SIDE), left, top + TITLE - 9);
            BufferedImage picture = pictures.apply(i);
            if (picture != null) {
                double scale = (double) SIDE / Math.max(picture.getWidth(), picture.getHeight());
                int width = (int) Math.round(scale * picture.getWidth());
                int height = (int) Math.round(scale * picture.getHeight());
                graphics.drawImage(picture, left, top + TITLE, width, height, null);
            }
        }
        graphics.dispose();
        return all;
    }
}

package org.gan4j.picture;

import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/** A chart that cannot be drawn, as this Java finds no font for its text; see the page of {@link org.gan4j.picture}. */
public final class NoFontsException extends RuntimeException {

    /** What is wrong, and what to do. */
    public static final String MESSAGE = "this Java finds no font; install fontconfig and a font (fonts-dejavu-core)";

    private NoFontsException(Error cause) {
        super("no chart can be drawn: " + MESSAGE, cause);
    }

    /**
     * Draws a chart.
     *
     * @param chart draws it
     * @return the picture
     * @throws NoFontsException if this Java finds no font
     */
    public static BufferedImage draw(Supplier<BufferedImage> chart) {
        try {
            return chart.get();
        } catch (Error e) {
            // AWT has a way to say it for each part that may be missing: fontconfig, its own libraries, the fonts.
            if (e instanceof InternalError || e instanceof LinkageError || e.getClass() == Error.class) {
                throw new NoFontsException(e);
            }
            throw e;
        }
    }
}

package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleRowsTest {

    private static final int RED = 0xC00000;
    private static final int GREEN = 0x00C000;

    @BeforeEach
    void labelsNeedAFont() {
        assumeTrue(Pictures.fontsArePresent(), "labels need a font");
    }

    /** So many samples of 10x20 next to each other, red and green in turn. */
    private static BufferedImage row(int samples) {
        BufferedImage row = new BufferedImage(samples * 20, 10, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < row.getWidth(); x++) {
            for (int y = 0; y < 10; y++) {
                row.setRGB(x, y, x / 20 % 2 == 0 ? RED : GREEN);
            }
        }
        return row;
    }

    /**
     * By hand, for 15 samples of 10x20: the factor is 3 (900 / 300), so that samples are 30 high and 60 wide. Three rows of 30 with gaps of
     * 2 and margins of 12 are 118 high. A row is 15 · 62 - 2 = 928 wide, and ends 12 before the right edge.
     */
    @Test
    void rowsStandBelowEachOtherNextToTheirLabels() {
        List<String> labels = List.of("first", "a longer one", "last");
        BufferedImage picture = SampleRows.draw(labels, 15, 10, 20, i -> i == 1 ? null : row(15));

        assertEquals(118, picture.getHeight());
        int left = picture.getWidth() - 12 - 928;
        for (int i = 0; i < 3; i++) {
            int top = 12 + 32 * i;
            Rectangle samples = new Rectangle(left, top, 928, 30);
            int filled = i == 1 ? 0 : 60 * 30;
            assertEquals(8 * filled, Pictures.count(picture, samples, new Color(RED)), "row " + i);
            assertEquals(7 * filled, Pictures.count(picture, samples, new Color(GREEN)), "row " + i);
            Rectangle ink = Pictures.bounds(picture, new Rectangle(0, top, left, 30), Color.BLACK);
            assertTrue(ink.x >= 12 && ink.x < 20, "label " + i + " begins at the margin: " + ink);
            assertTrue(ink.getMaxX() <= left - 11, "label " + i + " keeps away from the samples: " + ink);
            assertEquals(top + 15, ink.getCenterY(), 4, "label " + i + " is in the middle of its row");
        }
        assertEquals(RED, Pictures.rgb(picture, left, 12));
        assertEquals(0xFFFFFF, Pictures.rgb(picture, left + 60, 12), "a gap");
        assertEquals(GREEN, Pictures.rgb(picture, left + 62, 12));
    }

    /** No longer than 280 pixels, with 12 on either side; the samples are as wide as above. */
    @Test
    void aLongLabelIsShortened() {
        BufferedImage picture = SampleRows.draw(List.of("a long name ".repeat(20)), 15, 10, 20, i -> row(15));
        int left = picture.getWidth() - 12 - 928;
        assertTrue(left > 250 && left <= 12 + 280 + 12, "samples begin at " + left);
    }

    /** The factor is 8 at most, so that samples of one pixel are lower than the letters: their rows are 18 high, with gaps of 2. */
    @Test
    void labelsOfLowRowsDoNotMeet() {
        BufferedImage one = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        BufferedImage picture = SampleRows.draw(List.of("gq", "HQ"), 1, 1, 1, i -> one);
        assertEquals(12 + 18 + 2 + 18 + 12, picture.getHeight());
    }
}

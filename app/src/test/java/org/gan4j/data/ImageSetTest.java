package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ImageSetTest {

    @Test
    void countsItsImages() {
        ImageSet images = new ImageSet(2, 3, 2, new byte[12], new byte[] {0, 1});

        assertEquals(2, images.count());
        assertEquals(new ImageShape(1, 2, 3), images.shape());
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertMessage("images of 2x3 have a multiple of 6 bytes, not 5", 2, 3, 2, new byte[5], new byte[1]);
        assertMessage("images of 2x3 have a multiple of 6 bytes, not 0", 2, 3, 2, new byte[0], new byte[0]);
        assertMessage("2 images have as many labels, not 1", 2, 3, 2, new byte[12], new byte[1]);
        assertMessage("height (0) and width (3) must be at least 1", 0, 3, 2, new byte[0], new byte[1]);
        // 200 as a byte is negative: labels are unsigned.
        assertMessage("label 1 (200) must be below the number of classes (10)", 1, 1, 10, new byte[2], new byte[] {
            9, (byte) 200
        });
    }

    private static void assertMessage(
            String message, int height, int width, int classes, byte[] pixels, byte[] labels) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new ImageSet(height, width, classes, pixels, labels));
        assertEquals(message, e.getMessage());
    }
}

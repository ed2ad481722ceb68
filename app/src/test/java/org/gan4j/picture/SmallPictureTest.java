package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small pictures hold what {@code getRGB} says of the large ones, whatever these are made of. */
class SmallPictureTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void aPixelIsWhatItWas(int type) {
        BufferedImage picture = new BufferedImage(7, 5, type);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 35; i++) {
            picture.setRGB(i % 7, i / 7, 0xff000000 | random.nextInt(1 << 24));
        }
        BufferedImage coloured = SmallPicture.of(picture, true);
        BufferedImage grey = SmallPicture.of(picture, false);
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, grey.getType());
        for (int i = 0; i < 35; i++) {
            int pixel = picture.getRGB(i % 7, i / 7);
            assertEquals(pixel, coloured.getRGB(i % 7, i / 7));
            assertEquals(pixel >> 8 & 0xff, grey.getRaster().getSample(i % 7, i / 7, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 4, 3", "true, 8, 6"})
    void isHalvedWhereNothingIsLost(boolean spoilt, int width, int height) {
        BufferedImage picture = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 48; i++) {
            picture.setRGB(i % 8, i / 8, 1000 * (i % 8 / 2) + i / 16);
        }
        if (spoilt) {
            picture.setRGB(7, 5, 0xffffff);
        }
        BufferedImage half = SmallPicture.half(picture, true);
        assertEquals(width, half.getWidth());
        assertEquals(height, half.getHeight());
        assertEquals(picture.getRGB(6, 4), half.getRGB(spoilt ? 6 : 3, spoilt ? 4 : 2));
    }
}

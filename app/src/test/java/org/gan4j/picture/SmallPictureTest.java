package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Small pictures hold what {@code getRGB} says of the large ones, whatever these are made of. */
class SmallPictureTest {

    static Stream<BufferedImage> pictures() {
        ColorModel linear = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB),
                false,
                false,
                Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return Stream.concat(
                Stream.of(
                                BufferedImage.TYPE_INT_RGB,
                                BufferedImage.TYPE_3BYTE_BGR,
                                BufferedImage.TYPE_INT_BGR,
                                BufferedImage.TYPE_USHORT_565_RGB,
                                BufferedImage.TYPE_BYTE_GRAY,
                                BufferedImage.TYPE_INT_ARGB,
                                BufferedImage.TYPE_BYTE_INDEXED)
                        .map(type -> new BufferedImage(7, 5, type)),
                Stream.of(new BufferedImage(linear, linear.createCompatibleWritableRaster(7, 5), false, null)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void aPixelIsWhatItWas(BufferedImage picture) {
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

    /** Each pixel tells the block that it is in, of so many pixels by so many. */
    @ParameterizedTest
    @CsvSource({"2, 2, 8, 6, 2", "2, 2, 7, 5, 2", "2, 1, 8, 6, 1", "1, 2, 8, 6, 1", "4, 2, 8, 6, 2"})
    void isHalvedWhereNothingIsLost(int across, int down, int width, int height, int step) {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR}) {
            BufferedImage picture = new BufferedImage(width, height, type);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    picture.setRGB(x, y, 0x010203 * (1 + x / across) + 0x100000 * (y / down));
                }
            }
            BufferedImage half = SmallPicture.half(picture, true);
            assertEquals(width / step, half.getWidth());
            assertEquals(height / step, half.getHeight());
            for (int y = 0; y < half.getHeight(); y++) {
                for (int x = 0; x < half.getWidth(); x++) {
                    assertEquals(picture.getRGB(x * step, y * step), half.getRGB(x, y));
                }
            }
        }
    }
}

package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.gan4j.data.PictureDecoder.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that Pillow 12 wrote from one picture, 8 x 16 (height x width): the left half (200, 40, 40), the right half (40, 40, 200), the 4
 * x 4 pixels at the top left white. Pillow's own exif_transpose turns those of all eight orientations into that picture.
 */
class PictureDecoderTest {

    private static final int[][] PARTS = {{1, 1, 0xffffff}, {6, 1, 0xc82828}, {6, 6, 0xc82828}, {1, 12, 0x2828c8}};

    static byte[] content(String name) throws IOException {
        try (InputStream in = PictureDecoderTest.class.getResourceAsStream("pictures/" + name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] scaled(String name, ImageShape shape, int background) throws Exception {
        byte[] content = content(name);
        BufferedImage picture = PictureDecoder.decode(content);
        return PictureScaler.scale(picture, PictureDecoder.header(content).orientation(), shape, background);
    }

    private static int at(byte[] samples, ImageShape shape, int channel, int y, int x) {
        return Byte.toUnsignedInt(samples[(channel * shape.height() + y) * shape.width() + x]);
    }

    /** CMYK without a profile has as many readings as programs; the others are exact, or off by what JPEG loses. */
    @ParameterizedTest
    @CsvSource({
        "rgb.bmp,0",
        "rgb.tif,0",
        "lossless.webp,0",
        "palette.gif,0",
        "rgb.jpg,4",
        "progressive.jpg,4",
        "lossy.webp,14",
        "cmyk.jpg,60",
        "cmyk.tif,60",
        "orientation1.jpg,4",
        "orientation2.jpg,4",
        "orientation3.jpg,4",
        "orientation4.jpg,4",
        "orientation5.jpg,4",
        "orientation6.jpg,4",
        "orientation7.jpg,4",
        "orientation8.jpg,4"
    })
    void readsEveryFormatUprightInColour(String name, int tolerance) throws Exception {
        ImageShape shape = new ImageShape(3, 8, 16);

        Header header = PictureDecoder.header(content(name));
        assertEquals("8x16", header.size());
        assertTrue(header.colour());
        byte[] samples = scaled(name, shape, 0);
        for (int[] part : PARTS) {
            for (int c = 0; c < 3; c++) {
                int wanted = part[2] >> 16 - 8 * c & 255;
                assertEquals(wanted, at(samples, shape, c, part[0], part[1]), tolerance, name + " " + part[0]);
            }
        }
    }

    /** 0x1234 / 257 = 18.1, 0xfedc / 257 = 253.9. */
    @ParameterizedTest
    @ValueSource(strings = {"grey16.png", "grey16.tif"})
    void sixteenBitsAreRoundedToEight(String name) throws Exception {
        ImageShape shape = new ImageShape(1, 8, 16);

        byte[] samples = scaled(name, shape, 0);

        assertEquals(18, at(samples, shape, 0, 7, 0));
        assertEquals(254, at(samples, shape, 0, 0, 15));
        assertEquals(false, PictureDecoder.header(content(name)).colour());
    }

    /** 0.299 · 200 + 0.587 · 40 + 0.114 · 40 = 87.8. */
    @Test
    void coloursBecomeShadesWhereShadesAreWanted() throws Exception {
        ImageShape shape = new ImageShape(1, 8, 16);

        assertEquals(88, at(scaled("rgb.bmp", shape, 0), shape, 0, 6, 1));
        assertEquals(88, at(scaled("grey.jpg", shape, 0), shape, 0, 6, 1), 2);
    }

    /** The left half is clear, the right half of shade 100. */
    @Test
    void theBackgroundShinesThrough() throws Exception {
        ImageShape shape = new ImageShape(3, 8, 16);
        byte[] samples = scaled("grey-alpha.png", shape, 0x102030);

        assertEquals(0x10, at(samples, shape, 0, 3, 0));
        assertEquals(0x30, at(samples, shape, 2, 3, 7));
        assertEquals(100, at(samples, shape, 1, 3, 8));
    }

    /**
     * To 2 x 2: the middle 8 x 8 of the picture, 4 x 4 to a pixel. To 4 x 2: the middle 8 x 4, of which the left half lies in the left
     * half of the picture.
     */
    @Test
    void cropsTheMiddleAndTakesMeansOfAreas() throws Exception {
        ImageShape square = new ImageShape(3, 2, 2);
        byte[] samples = scaled("rgb.bmp", square, 0);
        assertEquals(200, at(samples, square, 0, 0, 0));
        assertEquals(40, at(samples, square, 0, 0, 1));

        // The left column covers pixels 0 to 5.33 of a row: (4 · 255 + 1.33 · 200) / 5.33 = 241.25 in the upper half.
        ImageShape wide = new ImageShape(3, 2, 3);
        assertEquals(
                (2 * 255 + 2 * 200) / 4.0,
                at(scaled("rgb.bmp", wide, 0), wide, 0, 0, 0),
                0.5,
                "the crop is 12 wide, from pixel 2 on");
    }

    @ParameterizedTest
    @CsvSource({
        "truncated.jpg, it breaks off",
        "truncated.png, it is damaged",
        "'bomb.png', a picture of 100000 x 100000 pixels"
    })
    void saysWhatIsWrongWithAFile(String name, String message) {
        BrokenPictureException e = assertThrows(BrokenPictureException.class, () -> {
            byte[] content = content(name);
            PictureDecoder.header(content);
            PictureDecoder.decode(content);
        });
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @Test
    void otherFilesAreNoPictures() {
        assertEquals(
                "it is empty",
                assertThrows(BrokenPictureException.class, () -> PictureDecoder.header(new byte[0]))
                        .getMessage());
        assertEquals(
                "it is no picture of a known format",
                assertThrows(
                                BrokenPictureException.class,
                                () -> PictureDecoder.header("hello".getBytes(StandardCharsets.UTF_8)))
                        .getMessage());
    }
}

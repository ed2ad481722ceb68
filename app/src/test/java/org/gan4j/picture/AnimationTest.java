package org.gan4j.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class AnimationTest {

    /** 16 x 16 pixels with all 256 shades, turned by some. */
    private static BufferedImage shades(int first) {
        BufferedImage frame = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            frame.getRaster().setSample(i % 16, i / 16, 0, (i + first) % 256);
        }
        return frame;
    }

    @Test
    void framesKeepTheirShadesAndTheirTime() throws IOException {
        List<BufferedImage> frames = new ArrayList<>(List.of(shades(0), shades(50), shades(200)));
        byte[] gif = Animation.gif(frames, 20);
        assertTrue(new String(gif, StandardCharsets.ISO_8859_1).contains("NETSCAPE2.0"), "it begins again at its end");
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            assertEquals(3, reader.getNumImages(true));
            for (int i = 0; i < 3; i++) {
                BufferedImage read = reader.read(i);
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0);
                assertEquals(i < 2 ? "20" : "200", control.getAttribute("delayTime"));
                for (int pixel = 0; pixel < 256; pixel++) {
                    int x = pixel % 16;
                    int y = pixel / 16;
                    assertEquals(frames.get(i).getRaster().getSample(x, y, 0), read.getRGB(x, y) & 0xff);
                }
            }
        } finally {
            reader.dispose();
        }
    }

    /** 64 colours, four steps a channel: fewer than the 256 of a GIF's palette. */
    @Test
    void framesKeepTheirColours() throws IOException {
        BufferedImage frame = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            frame.setRGB(i % 8, i / 8, 85 * (i & 3) << 16 | 85 * (i >> 2 & 3) << 8 | 85 * (i >> 4));
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Animation.gif(List.of(frame, frame), 20)));
        for (int i = 0; i < 64; i++) {
            assertEquals(frame.getRGB(i % 8, i / 8), read.getRGB(i % 8, i / 8), "pixel " + i);
        }
    }
}

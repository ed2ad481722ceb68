package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import org.gan4j.data.ImageSet;
import org.gan4j.train.GeneratedSamples;
import org.junit.jupiter.api.Test;

class NearestImagesTest {

    @Test
    void findsTheNearestFirst() {
        // 4,100 images of one pixel, in three chunks; image i is as bright as i mod 200, but the last one is white.
        byte[] pixels = new byte[4100];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 200);
        }
        pixels[4099] = (byte) 255;
        ImageSet images = new ImageSet(1, 1, 1, pixels, new byte[pixels.length]);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray white = manager.create(new float[] {1}, new Shape(1, 1));
            long[] nearest = NearestImages.nearest(white, images, 2);
            assertEquals(4099, nearest[0]);
            assertEquals(199, nearest[1] % 200);
        }
    }

    @Test
    void countsCopies() {
        // By hand: -1, -0.2 and 1 are learned from. Of the samples, -0.9 is 0.1 from the first and 0.7 from the second,
        // 0.6 is 0.4
        // from the third and 0.8 from the second, 0.75 is 0.25 from the third and 0.95 from the second; -0.6 lies in
        // the middle.
        ImageSet images = new ImageSet(1, 1, 1, new byte[] {0, 102, (byte) 255}, new byte[3]);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            float[] samples = {-0.9f, 0.6f, 0.75f, -0.6f};
            assertEquals(0.5, NearestImages.copies(manager.create(samples, new Shape(4, 1)), images));
            // More than are looked at in one piece: a quarter of them nearly copies.
            float[] many = new float[240];
            for (int i = 0; i < many.length; i++) {
                many[i] = i < 60 ? -0.99f : 0.4f;
            }
            assertEquals(0.25, NearestImages.copies(manager.create(many, new Shape(240, 1)), images));
            assertEquals(1, NearestImages.copies(images, images, manager));
            ImageSet others = new ImageSet(1, 1, 1, new byte[] {51, (byte) 255}, new byte[2]);
            assertEquals(0.5, NearestImages.copies(others, images, manager));
        }
    }

    @Test
    void putsTheGeneratedImageFirst() {
        ImageSet images = new ImageSet(1, 1, 1, new byte[] {0, (byte) 255, 100}, new byte[3]);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            BufferedImage picture = NearestImages.draw(
                    GeneratedSamples.of(manager.create(new float[] {0.9f, -0.9f}, new Shape(2, 1))), images, manager);
            // Two rows of four cells: the generated one, then all three
            // images, nearest first. Cells are 8 wide, lines 2.
            int[][] shades = new int[2][4];
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < 4; column++) {
                    shades[row][column] = picture.getRGB(2 + column * 10, 2 + row * 10) & 0xff;
                }
            }
            assertArrayEquals(new int[] {242, 255, 100, 0}, shades[0]);
            assertArrayEquals(new int[] {13, 0, 100, 255}, shades[1]);
        }
    }
}

package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigitsTest {

    private static final int PIXELS = 28 * 28;

    private final ImageSet train = Digits.draw(7, Split.TRAIN, 2_000);
    private final ImageSet test = Digits.draw(7, Split.TEST, 500);

    private static Set<ByteBuffer> distinct(ImageSet images) {
        Set<ByteBuffer> set = new HashSet<>();
        for (int i = 0; i < images.count(); i++) {
            set.add(ByteBuffer.wrap(images.pixels().array(), i * PIXELS, PIXELS));
        }
        return set;
    }

    @Test
    void hasTheShapeOfMnist() {
        assertEquals(new ImageShape(1, 28, 28), train.shape());
        assertEquals(10, train.classes());
        assertEquals(2_000, train.count());
    }

    @Test
    void refusesToDrawNothing() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Digits.draw(7, Split.TRAIN, 0));
        assertEquals("the number of digits (0) must be at least 1", e.getMessage());
    }

    @Test
    void followsFromTheSeed() {
        ImageSet again = Digits.draw(7, Split.TRAIN, 2_000);
        assertArrayEquals(train.pixels().array(), again.pixels().array());
        assertArrayEquals(train.labels(), again.labels());

        assertFalse(Arrays.equals(
                train.pixels().array(),
                Digits.draw(8, Split.TRAIN, 2_000).pixels().array()));
    }

    @Test
    void aShortSeriesIsTheStartOfALongOne() {
        ImageSet few = Digits.draw(7, Split.TRAIN, 33);

        assertArrayEquals(
                Arrays.copyOf(train.pixels().array(), 33 * PIXELS), few.pixels().array());
        assertArrayEquals(Arrays.copyOf(train.labels(), 33), few.labels());
    }

    @Test
    void noImageComesTwiceWithinOrAcrossTheSplits() {
        Set<ByteBuffer> all = distinct(train);
        assertEquals(train.count(), all.size());

        all.addAll(distinct(test));
        assertEquals(train.count() + test.count(), all.size());
    }

    @Test
    void classesAreEvenlyFilled() {
        int[] counts = new int[10];
        for (int label : train.labels()) {
            counts[label]++;
        }
        int[] even = new int[10];
        Arrays.fill(even, 200);
        assertArrayEquals(even, counts);
    }

    @Test
    void inkIsWhiteOnBlackCentredAndNowhereCutOff() {
        for (int i = 0; i < train.count(); i++) {
            int top = 28;
            int bottom = -1;
            int left = 28;
            int right = -1;
            int brightest = 0;
            for (int p = 0; p < PIXELS; p++) {
                int value = Byte.toUnsignedInt(train.pixels().array()[i * PIXELS + p]);
                brightest = Math.max(brightest, value);
                if (value > 0) {
                    top = Math.min(top, p / 28);
                    bottom = Math.max(bottom, p / 28);
                    left = Math.min(left, p % 28);
                    right = Math.max(right, p % 28);
                }
            }
            assertTrue(brightest > 200, "image " + i + " is dim: " + brightest);
            assertTrue(top > 0 && left > 0 && bottom < 27 && right < 27, "image " + i + " touches the edge");
            assertEquals(13.5, (top + bottom) / 2.0, 2.5, "image " + i);
            assertEquals(13.5, (left + right) / 2.0, 2.5, "image " + i);
        }
    }

    @Test
    void isAsBrightAsMnist() {
        long sum = 0;
        for (byte pixel : train.pixels().array()) {
            sum += Byte.toUnsignedInt(pixel);
        }
        // The mean of MNIST's training images is 0.1307 (torchvision's examples normalise by it).
        assertEquals(0.1307, sum / 255.0 / train.pixels().array().length, 0.015);
    }

    /** Whether the classes can be told apart: by their nearest neighbour, most drawings are recognised. */
    @Test
    void isLegible() {
        int right = 0;
        for (int i = 0; i < test.count(); i++) {
            long nearest = Long.MAX_VALUE;
            int label = -1;
            for (int j = 0; j < train.count(); j++) {
                long distance = 0;
                for (int p = 0; p < PIXELS; p++) {
                    int difference = Byte.toUnsignedInt(test.pixels().array()[i * PIXELS + p])
                            - Byte.toUnsignedInt(train.pixels().array()[j * PIXELS + p]);
                    distance += difference * difference;
                }
                if (distance < nearest) {
                    nearest = distance;
                    label = train.labels()[j];
                }
            }
            right += label == test.labels()[i] ? 1 : 0;
        }
        assertTrue(right >= 0.97 * test.count(), right + " of " + test.count());
    }
}

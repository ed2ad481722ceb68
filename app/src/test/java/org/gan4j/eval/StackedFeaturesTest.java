package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gan4j.data.Digits;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ImageShape;
import org.gan4j.data.ResidentImages;
import org.gan4j.data.Split;
import org.junit.jupiter.api.Test;

class StackedFeaturesTest {

    private static final List<String> NAMES =
            IntStream.range(0, 1000).mapToObj(String::valueOf).toList();

    /** Digit i in red, digit i + 1 in green, digit i + 2 in blue. */
    private static ImageSet stacked(ImageSet grey) {
        int count = grey.count() - 2;
        ByteBuffer pixels = ByteBuffer.allocateDirect(count * 3 * 784);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            pixels.put(grey.rows(i, 3));
            labels[i] = 100 * grey.labels()[i] + 10 * grey.labels()[i + 1] + grey.labels()[i + 2];
        }
        return new ImageSet(new ImageShape(3, 28, 28), pixels.flip(), labels, NAMES);
    }

    @Test
    void redDigitsAreTheGreyOnes() {
        ImageSet grey = Digits.draw(1, Split.TRAIN, 50);
        ImageSet red = StackedFeatures.grey(stacked(grey));
        assertEquals(grey.rows(0, 48), red.rows(0, 48));
        assertArrayEquals(Arrays.copyOf(grey.labels(), 48), red.labels());
    }

    @Test
    void theClassifierSeesTheDigitOfEachColour() {
        ImageSet grey = Digits.draw(1, Split.TRAIN, 2_000);
        ImageSet stacked = stacked(Digits.draw(2, Split.TEST, 202));
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Classifier classifier = new Classifier(grey.shape(), 10, manager);
            classifier.train(grey, (step, steps) -> {});
            ClassifierCache.Card card = new ClassifierCache.Card(1, 1, 1, "");
            try (StackedFeatures features =
                    new StackedFeatures(new ClassifierCache.Trained(classifier, card), new double[1000])) {
                NDArray samples = new ResidentImages(manager, stacked, 0)
                        .rows(manager, 0, 200)
                        .samples();
                long[] labels = new ResidentImages(manager, stacked, 0)
                        .rows(manager, 0, 200)
                        .labels()
                        .toLongArray();
                FeatureExtractor.Verdicts seen = features.look(manager, samples);

                assertEquals(new Shape(200, 384), seen.features().getShape());
                assertEquals(new Shape(200, 1000), seen.probabilities().getShape());
                assertEquals(200, seen.probabilities().sum().getDouble(), 1e-9);
                long[] found = seen.probabilities().argMax(1).toLongArray();
                long right = IntStream.range(0, 200)
                        .filter(i -> found[i] == labels[i])
                        .count();
                assertTrue(right > 180, right + " of 200");
                // The first 128 features are those of the red digit alone.
                NDArray red = classifier.look(manager, samples.get(":, :784")).features();
                assertArrayEquals(
                        red.toFloatArray(), seen.features().get(":, :128").toFloatArray(), 1e-4f);
            }
        }
    }

    /** By hand: digits 0, 0, 1, 2 have the shares ½, ¼, ¼; mode 012 has ½ · ¼ · ¼. */
    @Test
    void modesAreAsLikelyAsTheirDigits() {
        ImageSet grey = new ImageSet(1, 1, 10, new byte[4], new byte[] {0, 0, 1, 2});
        double[] shares = StackedFeatures.modeShares(grey);
        assertEquals(1 / 32.0, shares[12], 1e-15);
        assertEquals(1 / 8.0, shares[0], 1e-15);
        assertEquals(0, shares[300]);
        assertEquals(1, Arrays.stream(shares).sum(), 1e-12);
        // By hand: all samples in a mode of share 1/32 are log 32 away.
        long[] histogram = new long[1000];
        histogram[12] = 7;
        assertEquals(Math.log(32), ClassMetrics.kl(histogram, shares), 1e-12);
        histogram[300] = 1;
        assertEquals(Double.POSITIVE_INFINITY, ClassMetrics.kl(histogram, shares));
    }
}

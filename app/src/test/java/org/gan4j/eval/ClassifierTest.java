package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import org.gan4j.data.DataRequest;
import org.gan4j.data.DataSet;
import org.gan4j.data.Digits;
import org.gan4j.data.ImageSet;
import org.gan4j.data.Split;
import org.junit.jupiter.api.Test;

class ClassifierTest {

    /** {@code -Dgan4j.data=DIR} names a directory with {@code mnist/} in it; a minute of one core. */
    @Test
    void namesNinetyNineOfAHundredOfMnistsDigits() {
        String root = System.getProperty("gan4j.data");
        assumeTrue(root != null, "set -Dgan4j.data=DIR, with mnist/ in DIR, to train the classifier on the real files");
        ImageSet train = DataSet.of("mnist")
                .images(new DataRequest(Path.of(root, "mnist"), 0), Split.TRAIN)
                .orElseThrow();
        ImageSet test = DataSet.of("mnist")
                .images(new DataRequest(Path.of(root, "mnist"), 0), Split.TEST)
                .orElseThrow();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Classifier classifier = new Classifier(train.shape(), train.classes(), manager)) {
            classifier.train(train, (step, steps) -> {});
            double accuracy = classifier.accuracy(test);
            assertTrue(accuracy >= 0.99, "accuracy " + accuracy);
        }
    }

    @Test
    void equalImagesGiveEqualWeightsAndOthersOthers() {
        String fingerprint = fingerprint(0);
        assertTrue(fingerprint.matches("[0-9a-f]{8}"), fingerprint);
        assertEquals(fingerprint, fingerprint(0));
        assertNotEquals(fingerprint, fingerprint(1));
    }

    private static String fingerprint(int seed) {
        ImageSet images = Digits.draw(seed, Split.TRAIN, 20);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Classifier classifier = new Classifier(images.shape(), images.classes(), manager)) {
            classifier.train(images, (step, steps) -> {});
            return classifier.fingerprint();
        }
    }
}

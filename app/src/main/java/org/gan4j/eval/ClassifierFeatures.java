package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Locale;

/** The last hidden layer of a classifier that has learned the classes of the data. */
record ClassifierFeatures(ClassifierCache.Trained trained) implements FeatureExtractor {

    @Override
    public Verdicts look(NDManager owner, NDArray samples) {
        return trained.classifier().look(owner, samples);
    }

    @Override
    public int width() {
        return Classifier.FEATURES;
    }

    @Override
    public String description() {
        ClassifierCache.Card card = trained.card();
        return String.format(
                Locale.ROOT,
                "classifier v%d %s trained here, %d features, %.2f%% of %,d test images",
                card.version(),
                trained.classifier().fingerprint(),
                Classifier.FEATURES,
                100 * card.testAccuracy(),
                card.testCount());
    }

    @Override
    public void close() {
        trained.classifier().close();
    }
}

package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import org.gan4j.data.ImageShape;

/**
 * The last hidden layer of a network that has learned nothing, for images without classes: whatever its weights are, equal distributions
 * of images have equal distributions of features. Numbers of other features are of another scale.
 *
 * <p>Source: Naeem et al. 2020, "Reliable Fidelity and Diversity Metrics for Generative Models", section 4.2 (random embeddings).
 */
final class RandomFeatures implements FeatureExtractor {

    private final Classifier network;

    RandomFeatures(ImageShape image, NDManager manager) {
        this.network = new Classifier(image, 1, manager);
    }

    @Override
    public Verdicts look(NDManager owner, NDArray samples) {
        return new Verdicts(network.look(owner, samples).features(), null);
    }

    @Override
    public int width() {
        return Classifier.FEATURES;
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "random embeddings v%d %s, %d features",
                Classifier.VERSION,
                network.fingerprint(),
                Classifier.FEATURES);
    }

    @Override
    public void close() {
        network.close();
    }
}

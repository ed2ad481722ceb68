package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What images are compared in: numbers that a network makes of them. */
interface FeatureExtractor extends AutoCloseable {

    /** Images that go through a network at a time. */
    int CHUNK = 250;

    /**
     * What is seen of images.
     *
     * @param features {@code [N, width]}, as the network makes them
     * @param probabilities those of the classes, {@code [N, classes]}, float64; {@code null} if it knows no classes
     */
    record Verdicts(NDArray features, NDArray probabilities) {}

    /**
     * Looks at images.
     *
     * @param owner owns the verdicts
     * @param samples {@code [N, dimension]}, in [-1, 1]
     * @return what is seen of them
     */
    Verdicts look(NDManager owner, NDArray samples);

    /** The features of an image. */
    int width();

    /** How likely each class is among what is learned from, where classes are the modes that a generator is to find; otherwise {@code null}. */
    default double[] modeShares() {
        return null;
    }

    /** What it is, so that numbers of different ones are not compared. */
    String description();

    @Override
    void close();
}

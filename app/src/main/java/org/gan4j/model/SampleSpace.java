package org.gan4j.model;

import org.gan4j.data.ImageShape;
import org.gan4j.data.RealData;

/**
 * What a sample is.
 *
 * @param dimension the numbers in it
 * @param image how it is drawn, if it is a picture; otherwise {@code null}
 * @param classes the number of classes it can belong to; 0 without labels
 */
public record SampleSpace(int dimension, ImageShape image, int classes) {

    /**
     * The space that data lie in.
     *
     * @param data real samples
     * @return their space
     */
    public static SampleSpace of(RealData data) {
        return new SampleSpace(data.dimension(), data.image().orElse(null), data.classes());
    }
}

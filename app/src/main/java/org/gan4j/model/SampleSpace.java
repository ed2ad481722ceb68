package org.gan4j.model;

import java.util.List;
import org.gan4j.data.Column;
import org.gan4j.data.ImageShape;
import org.gan4j.data.RealData;

/**
 * What a sample is.
 *
 * @param dimension the numbers in it
 * @param image how it is drawn, if it is a picture; otherwise {@code null}
 * @param classes the number of classes it can belong to; 0 without labels
 * @param classNames what they are called, in the order of their numbers; {@code null} in files of versions that did not say
 * @param clusters how many real samples belong to each cluster, class by class if clusters lie inside classes; {@code null} without
 * @param columns what its numbers are called, with what brings them back to the unit that they had; {@code null} without
 */
public record SampleSpace(
        int dimension,
        ImageShape image,
        int classes,
        List<String> classNames,
        List<Integer> clusters,
        List<Column> columns) {

    /**
     * A space whose classes have no names.
     *
     * @param dimension the numbers in a sample
     * @param image how it is drawn; {@code null} if it is no picture
     * @param classes the number of classes; 0 without labels
     */
    public SampleSpace(int dimension, ImageShape image, int classes) {
        this(dimension, image, classes, null, null, null);
    }

    /**
     * The space that data lie in.
     *
     * @param data real samples
     * @return their space
     */
    public static SampleSpace of(RealData data) {
        return new SampleSpace(
                data.dimension(),
                data.image().orElse(null),
                data.classes(),
                data.classNames(),
                data.clusters().isEmpty() ? null : data.clusters(),
                data.columns().isEmpty() ? null : data.columns());
    }

    /** {@return the number of labels that players may be told: of clusters, or else of classes} */
    public int labels() {
        return clusters == null ? classes : clusters.size();
    }
}

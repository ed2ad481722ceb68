package org.gan4j.eval;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of one set of samples.
 *
 * @param count how many samples there were
 * @param values a value a metric
 * @param classHistogram the samples of each class, as the classifier sees them; {@code null} for samples without classes
 * @param columns each column of rows of numbers; {@code null} for other samples
 */
public record MetricValues(long count, Map<Metric, Double> values, long[] classHistogram, List<ColumnValues> columns) {
    /** Keeps the metrics in their order. */
    public MetricValues {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /**
     * The metrics of samples whose numbers have no names.
     *
     * @param count how many samples there were
     * @param values a value a metric
     * @param classHistogram the samples of each class; {@code null} for samples without classes
     */
    public MetricValues(long count, Map<Metric, Double> values, long[] classHistogram) {
        this(count, values, classHistogram, null);
    }
}

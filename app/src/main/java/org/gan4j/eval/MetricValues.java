package org.gan4j.eval;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The metrics of one set of samples.
 *
 * @param count how many samples there were
 * @param values a value a metric
 * @param classHistogram the samples of each class, as the classifier sees them; {@code null} for samples without classes
 */
public record MetricValues(long count, Map<Metric, Double> values, long[] classHistogram) {
    /** Keeps the metrics in their order. */
    public MetricValues {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }
}

package org.gan4j.eval;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is said of one set of samples.
 *
 * @param count how many samples there were
 * @param values a value a metric
 * @param classHistogram the samples of each class, as the classifier sees them; {@code null} for samples without classes
 */
public record Scores(long count, Map<Metric, Double> values, long[] classHistogram) {
    /** Keeps the metrics in their order. */
    public Scores {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }
}

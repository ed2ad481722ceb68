package org.gan4j.eval;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.config.KnownNames;
import org.gan4j.files.Table;

/**
 * Every number that an evaluation can hold. What it is called, what it means, and which way is better stands in {@code metrics.csv} next
 * to this class, a row a metric.
 */
public enum Metric {
    /** {@link ClassMetrics#classifierScore}. */
    CLASSIFIER_SCORE,
    /** {@link GaussianFit#frechetDistance}. */
    FRECHET_DISTANCE,
    /** {@link KernelDistance}. */
    KERNEL_DISTANCE,
    /** {@link Neighbourhoods#compare}. */
    PRECISION,
    /** {@link Neighbourhoods#compare}. */
    RECALL,
    /** {@link Neighbourhoods#compare}. */
    DENSITY,
    /** {@link Neighbourhoods#compare}. */
    COVERAGE,
    /** {@link NearestImages#copies}. */
    COPIES,
    /** {@link ClassMetrics#klToUniform}. */
    CLASS_KL,
    /** {@link ClassMetrics#classesHit}. */
    CLASSES_HIT,
    /** {@link ColumnMetrics#together}. */
    COLUMN_DISTANCE,
    /** {@link ColumnMetrics#together}. */
    CORRELATION_GAP,
    /** {@link ClassMetrics#classesHit} of {@link StackedFeatures}. */
    STACKED_MODES,
    /** {@link ClassMetrics#kl} of {@link StackedFeatures}. */
    STACKED_KL,
    /** {@link ModeMetrics#of}. */
    MODES_HIT,
    /** {@link ModeMetrics#of}. */
    HIGH_QUALITY,
    /** {@link ModeMetrics#of}. */
    REVERSE_KL,
    /** {@link GaussianMetrics#of}. */
    MEAN,
    /** {@link GaussianMetrics#of}. */
    STD,
    /** {@link GaussianMetrics#of}. */
    WASSERSTEIN1,
    /** {@link GaussianMetrics#of}. */
    KOLMOGOROV_SMIRNOV;

    private static final Map<String, CSVRecord> ROWS = Table.of(Metric.class, "metrics.csv").rows().stream()
            .collect(Collectors.toMap(row -> row.get("key"), row -> row));

    private static final KnownNames KEYS =
            new KnownNames("metric", () -> Stream.of(values()).map(Metric::key).toList());

    private static final Pattern AFTER_A_GAP = Pattern.compile("_(.)");

    private String cell(String column) {
        return ROWS.get(key()).get(column);
    }

    /**
     * Looks a metric up.
     *
     * @param key its name in JSON
     * @return the metric
     * @throws IllegalArgumentException if there is none; the message tells the nearest
     */
    public static Metric of(String key) {
        String name = KEYS.check(key);
        return Stream.of(values())
                .filter(metric -> metric.key().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Its name in JSON.
     *
     * @return the name
     */
    public String key() {
        return AFTER_A_GAP
                .matcher(name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /**
     * The head of its column in a table, where there is little room.
     *
     * @return one or two words
     */
    public String column() {
        return cell("column");
    }

    /**
     * Its name for a person, with the unit if it has one.
     *
     * @return a few words
     */
    public String title() {
        return cell("title");
    }

    /**
     * What the number says, without its direction.
     *
     * @return a part of a sentence
     */
    public String meaning() {
        return cell("meaning");
    }

    /**
     * What a person wants to know who looks at a run's page for a moment.
     *
     * @return a question that the value answers; {@code null} for metrics that are not among the first to look at
     */
    public String question() {
        return cell("question");
    }

    /**
     * The head of its column with its sign.
     *
     * @return such as {@code Fréchet ↓}
     */
    public String head() {
        return column() + " " + sign();
    }

    /**
     * Stands for the values of a good generator where there is little room.
     *
     * @return an arrow up or down, or ≈ for those of real samples
     */
    public String sign() {
        return cell("direction").substring(0, 1);
    }

    /**
     * The values of a good generator in words.
     *
     * @return a few words, to end a sentence with
     */
    public String better() {
        return cell("direction").substring(2);
    }

    /**
     * Whether higher values are those of a good generator.
     *
     * @return true for those with an arrow up
     */
    public boolean isHigherBetter() {
        return sign().equals("↑");
    }

    /**
     * Whether of two values one is better: not so where the best is that of real samples.
     *
     * @return true for those with an arrow
     */
    public boolean isOrdered() {
        return !sign().equals("≈");
    }

    /**
     * Compares two values.
     *
     * @param one a value
     * @param other another
     * @return below 0 if the first is better, above 0 if the second is; a value that is not a number is worse than any
     */
    public int compare(double one, double other) {
        if (Double.isNaN(one) || Double.isNaN(other)) {
            return Boolean.compare(Double.isNaN(one), Double.isNaN(other));
        }
        return isHigherBetter() ? Double.compare(other, one) : Double.compare(one, other);
    }

    /**
     * Whether it is a part of a whole, from 0 to 1.
     *
     * @return true for those that can be shown as percentages
     */
    public boolean isShare() {
        return "share".equals(cell("unit"));
    }

    /**
     * A value as a table has it.
     *
     * @param value the value
     * @return the value rounded, without a unit
     */
    public String text(double value) {
        return String.format(Locale.ROOT, "%." + cell("digits") + "f", value);
    }
}

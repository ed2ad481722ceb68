package org.gan4j.eval;

import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gan4j.files.Json;

/**
 * An evaluation with all that its numbers depend on.
 *
 * @param step generator updates until then
 * @param against what they were compared with
 * @param featureExtractor what the numbers are computed from
 * @param generated the scores
 * @param real those of real samples
 */
public record Evaluation(
        long step, String against, String featureExtractor, MetricValues generated, MetricValues real) {

    /** What is to be known of the classes of a conditional generator's samples. */
    public static final String CLASSES_IN_TURN =
            "every class was asked for equally often: a generator that obeys hits all of them evenly, whatever its samples are like";

    private static final String CLASSES_EVEN =
            "every class was asked for equally often: where real rows have them more or less often, columns differ by that alone";

    /** Why real samples are compared with themselves. */
    static final String NONE_HELD_OUT = "as none are held out";

    /** What is to be known of real samples that are compared with themselves. */
    public static final String WITH_THEMSELVES =
            "none are held out, so real samples are compared with themselves: a generator that copies would be as good (--holdout 0.1)";

    /** What decides which of two evaluations is better: the first that both have and that is not the same. */
    public static final List<Metric> DECIDING =
            List.of(Metric.FRECHET_DISTANCE, Metric.MODES_HIT, Metric.HIGH_QUALITY, Metric.WASSERSTEIN1);

    private static final String AGAINST = "against";
    private static final String FEATURE_EXTRACTOR = "featureExtractor";
    private static final String SAMPLE_COUNT = "sampleCount";
    private static final String CLASS_HISTOGRAM = "classHistogram";
    private static final String COLUMNS = "columns";
    private static final String REAL = "real";

    /**
     * What is to be known of the scores if the generator is told classes.
     *
     * @return a part of a sentence; {@code null} if no score is a matter of classes
     */
    public String noteOnClasses() {
        if (generated.columns() != null) {
            return CLASSES_EVEN;
        }
        return generated.classHistogram() == null ? null : CLASSES_IN_TURN;
    }

    /** {@return whether the numbers of real samples say only what a copy of them would have} */
    public boolean realWithThemselves() {
        return against.endsWith(NONE_HELD_OUT);
    }

    /**
     * The form in the files of a run: one object with a number a metric ({@link Metric#key}), with them {@code sampleCount}, {@code
     * against}, {@code featureExtractor}, for images {@code classHistogram}, for rows of numbers {@code columns}. Under
     * {@code real} stand the metrics of real samples with the number of those. The step stands next to the object.
     *
     * @return the object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty(AGAINST, against);
        json.addProperty(FEATURE_EXTRACTOR, featureExtractor);
        add(generated, json);
        JsonObject reference = new JsonObject();
        add(real, reference);
        json.add(REAL, reference);
        return json;
    }

    private static void add(MetricValues scores, JsonObject json) {
        json.addProperty(SAMPLE_COUNT, scores.count());
        scores.values().forEach((metric, value) -> json.add(metric.key(), Json.number(value)));
        if (scores.classHistogram() != null) {
            json.add(CLASS_HISTOGRAM, Json.GSON.toJsonTree(scores.classHistogram()));
        }
        if (scores.columns() != null) {
            json.add(COLUMNS, Json.GSON.toJsonTree(scores.columns()));
        }
    }

    /**
     * Whether its generator is better than that of another evaluation of the same run: by the Fréchet distance of images, by the modes
     * and then by the high quality of points, by Wasserstein's distance of numbers.
     *
     * @param other the other evaluation
     * @return true if it is; false if they are as good
     */
    public boolean isBetterThan(Evaluation other) {
        for (Metric metric : DECIDING) {
            Double mine = generated.values().get(metric);
            Double its = other.generated.values().get(metric);
            if (mine != null && its != null && mine.doubleValue() != its.doubleValue()) {
                return metric.compare(mine, its) < 0;
            }
        }
        return false;
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param step generator updates until then
     * @param json the object; metrics that it lacks are left out, words are empty, and counts 0
     * @return the evaluation
     * @throws RuntimeException of Gson if a value is of another kind than it should be
     */
    public static Evaluation fromJson(long step, JsonObject json) {
        return new Evaluation(
                step,
                text(json, AGAINST),
                text(json, FEATURE_EXTRACTOR),
                scores(json),
                scores(json.has(REAL) ? json.getAsJsonObject(REAL) : new JsonObject()));
    }

    private static String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }

    private static MetricValues scores(JsonObject json) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (json.has(metric.key())) {
                values.put(metric, json.get(metric.key()).getAsDouble());
            }
        }
        return new MetricValues(
                json.has(SAMPLE_COUNT) ? json.get(SAMPLE_COUNT).getAsLong() : 0,
                values,
                Json.GSON.fromJson(json.get(CLASS_HISTOGRAM), long[].class),
                json.has(COLUMNS) ? List.of(Json.GSON.fromJson(json.get(COLUMNS), ColumnValues[].class)) : null);
    }
}

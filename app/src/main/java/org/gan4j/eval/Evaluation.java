package org.gan4j.eval;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * An evaluation with all that its numbers depend on.
 *
 * @param step generator updates behind the generator
 * @param dataset the data set's name
 * @param against what they were compared with
 * @param featureExtractor what the numbers are computed from
 * @param generated the scores
 * @param real those of real samples
 */
public record Evaluation(
        long step, String dataset, String against, String featureExtractor, Scores generated, Scores real) {

    /** What is to be known of the classes of a conditional generator's samples. */
    public static final String CLASSES_IN_TURN = "every class was asked for in turn, so that " + Metric.CLASS_KL.title()
            + " and " + Metric.CLASSES_HIT.title() + " are good by construction";

    /**
     * The form in {@code evaluation.json} and of {@code evaluate --json}: one object with a number a metric
     * ({@link Metric#key}), beside them {@code step}, {@code dataset}, {@code sampleCount}, {@code against}, {@code featureExtractor}, for
     * images {@code classHistogram}, and under {@code real} the metrics of real samples with the number of those.
     *
     * @return the object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("step", step);
        json.addProperty("dataset", dataset);
        valuesToJson().entrySet().forEach(value -> json.add(value.getKey(), value.getValue()));
        return json;
    }

    /**
     * The same without {@code step} and {@code dataset}, for a line that has them or does not need them.
     *
     * @return the object
     */
    public JsonObject valuesToJson() {
        JsonObject json = new JsonObject();
        json.addProperty("against", against);
        json.addProperty("featureExtractor", featureExtractor);
        add(generated, json);
        JsonObject reference = new JsonObject();
        add(real, reference);
        json.add("real", reference);
        return json;
    }

    private static void add(Scores scores, JsonObject json) {
        json.addProperty("sampleCount", scores.count());
        scores.values().forEach((metric, value) -> json.addProperty(metric.key(), value));
        if (scores.classHistogram() != null) {
            JsonArray histogram = new JsonArray();
            for (long count : scores.classHistogram()) {
                histogram.add(count);
            }
            json.add("classHistogram", histogram);
        }
    }
}

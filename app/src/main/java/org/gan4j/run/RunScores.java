package org.gan4j.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.eval.Metric;

/**
 * One evaluation of a run, with what its numbers depend on.
 *
 * @param step generator updates behind the weights
 * @param epoch passes over the data behind them
 * @param basis what the numbers depend on
 * @param generated the scores of the run
 * @param real the scores of real samples, which for one basis differ in rounding alone
 */
record RunScores(long step, double epoch, Basis basis, Map<Metric, Double> generated, Map<Metric, Double> real) {

    /**
     * What scores depend on beside the generator: those of one basis can be compared.
     *
     * @param dataset the data set
     * @param count how many samples were scored
     * @param against what they were compared with
     * @param featureExtractor what the numbers are computed from
     */
    record Basis(String dataset, long count, String against, String featureExtractor) {}

    /**
     * The newest evaluation of a run by its weights' step: the one that somebody asked for, or else one of those on the way.
     *
     * @param directory the run
     * @param history its metrics
     * @param dataset its data set
     * @return the evaluation; empty if the run was never evaluated
     * @throws RunException if an evaluation is damaged
     */
    static Optional<RunScores> newest(RunDirectory directory, RunHistory history, String dataset) {
        List<RunScores> all = new ArrayList<>();
        for (RunHistory.Entry entry : history.evaluations()) {
            all.add(of(entry, entry.epoch(), dataset));
        }
        for (JsonObject evaluation : directory.evaluations()) {
            JsonElement step = evaluation.get("step");
            RunHistory.Entry entry = new RunHistory.Entry(
                    step == null ? lastStep(history) : step.getAsLong(),
                    0,
                    RunHistory.numbers(evaluation),
                    RunHistory.words(evaluation));
            all.add(of(entry, epochOf(entry.step(), history), dataset));
        }
        // Of one step the last is taken, which somebody asked for.
        return all.stream().max(Comparator.comparingLong(RunScores::step));
    }

    private static RunScores of(RunHistory.Entry entry, double epoch, String dataset) {
        Map<String, Double> values = entry.values();
        Map<Metric, Double> generated = new EnumMap<>(Metric.class);
        Map<Metric, Double> real = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            put(metric, values.get(metric.key()), generated);
            put(metric, values.get(RunReport.REAL + " " + metric.key()), real);
        }
        return new RunScores(
                entry.step(),
                epoch,
                new Basis(
                        dataset,
                        values.getOrDefault("sampleCount", 0.0).longValue(),
                        entry.words().getOrDefault("against", ""),
                        entry.words().getOrDefault("featureExtractor", "")),
                generated,
                real);
    }

    private static void put(Metric metric, Double value, Map<Metric, Double> scores) {
        if (value != null) {
            scores.put(metric, value);
        }
    }

    private static long lastStep(RunHistory history) {
        return history.ticks().get(history.ticks().size() - 1).step();
    }

    /** Epochs grow with the steps on a straight line. */
    private static double epochOf(long step, RunHistory history) {
        RunHistory.Entry last = history.ticks().get(history.ticks().size() - 1);
        return step == last.step() ? last.epoch() : last.epoch() * step / last.step();
    }
}

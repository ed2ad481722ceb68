package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.data.MixtureData;

/** Points in the plane against the modes of their mixture. */
final class MixtureEvaluator implements Evaluator {

    /** With fewer, real samples themselves miss modes. */
    private static final int LEAST_A_MODE = 10;

    private final MixtureData data;
    private final Scores real;

    MixtureEvaluator(MixtureData data, int count, NDManager manager) {
        if (count < LEAST_A_MODE * data.classes()) {
            throw new UserException("scores of " + data.classes() + " modes need at least "
                    + LEAST_A_MODE * data.classes() + " samples, not " + count + "; give a larger --count");
        }
        this.data = data;
        manager.getEngine().setRandomSeed(ImageEvaluator.SEED);
        try (NDManager scope = manager.newSubManager()) {
            this.real = score(data.batch(scope, 0, count, false).samples());
        }
    }

    @Override
    public Scores score(NDArray samples) {
        float[] points = samples.toFloatArray();
        Evaluator.checkFinite(points);
        ModeScores scores = ModeScores.of(points, data.centres(), data.std());
        return new Scores(
                points.length / 2,
                Map.of(
                        Metric.MODES_HIT, (double) scores.modesHit(),
                        Metric.HIGH_QUALITY, scores.highQuality(),
                        Metric.REVERSE_KL, scores.reverseKl()),
                null);
    }

    @Override
    public Scores real() {
        return real;
    }

    @Override
    public String against() {
        return "the " + data.classes() + " modes themselves";
    }

    @Override
    public String featureExtractor() {
        return "the points themselves";
    }

    @Override
    public void close() {
        data.close();
    }
}

package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.data.GaussianData;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Numbers against the normal distribution that they should have. */
final class LineEvaluator implements Evaluator {

    private static final NormalDistribution TRUTH = new NormalDistribution(GaussianData.MEAN, GaussianData.STD);

    private final Scores real;

    LineEvaluator(int count, NDManager manager) {
        if (count < 2) {
            throw new UserException("count (" + count + ") must be at least 2: one number has no deviation");
        }
        manager.getEngine().setRandomSeed(ImageEvaluator.SEED);
        try (NDManager scope = manager.newSubManager();
                GaussianData data = new GaussianData()) {
            this.real = score(data.batch(scope, 0, count, false).samples());
        }
    }

    @Override
    public Scores score(NDArray samples) {
        float[] values = samples.toFloatArray();
        Evaluator.checkFinite(values);
        double[] numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = values[i];
        }
        LineScores scores = LineScores.of(numbers, TRUTH);
        return new Scores(
                values.length,
                Map.of(
                        Metric.MEAN, scores.mean(),
                        Metric.STD, scores.std(),
                        Metric.WASSERSTEIN, scores.wasserstein(),
                        Metric.KOLMOGOROV_SMIRNOV, scores.kolmogorovSmirnov()),
                null);
    }

    @Override
    public Scores real() {
        return real;
    }

    @Override
    public String against() {
        return "N(3, 2²) in closed form";
    }

    @Override
    public String featureExtractor() {
        return "the numbers themselves";
    }

    @Override
    public void close() {
        // Nothing is kept on the device.
    }
}

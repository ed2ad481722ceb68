package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.data.GaussianData;
import org.gan4j.data.MixtureData;
import org.gan4j.data.RealData;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Points or numbers against the distribution that they should have. They are compared as they are, without features. */
final class PointEvaluator implements Evaluator {

    /** With fewer, real samples themselves miss modes. */
    private static final int LEAST_A_MODE = 10;

    private final RealData data;
    private final Function<float[], Map<Metric, Double>> measures;
    private final String against;
    private final MetricValues real;

    private PointEvaluator(
            RealData data,
            Function<float[], Map<Metric, Double>> measures,
            String against,
            int count,
            NDManager manager) {
        this.data = data;
        this.measures = measures;
        this.against = against;
        manager.getEngine().setRandomSeed(ImageEvaluator.SEED);
        try (NDManager scope = manager.newSubManager()) {
            this.real = measure(data.batch(scope, 0, count, false).samples());
        }
    }

    /** Of points in the plane, against the modes of their mixture. */
    static PointEvaluator ofModes(MixtureData data, int count, NDManager manager) {
        int modes = data.classes();
        if (count < LEAST_A_MODE * modes) {
            throw new UserException("metrics of " + modes + " modes need at least " + LEAST_A_MODE * modes
                    + " samples, not " + count + "; give a larger --count");
        }
        return new PointEvaluator(
                data,
                points -> ModeMetrics.of(points, data.centres(), data.std()),
                "the " + modes + " modes themselves",
                count,
                manager);
    }

    /** Of numbers, against the normal distribution. */
    static PointEvaluator ofGaussian(int count, NDManager manager) {
        if (count < 2) {
            throw new UserException("count (" + count + ") must be at least 2: one number has no deviation");
        }
        NormalDistribution truth = new NormalDistribution(GaussianData.MEAN, GaussianData.STD);
        return new PointEvaluator(
                new GaussianData(),
                numbers -> GaussianMetrics.of(
                        IntStream.range(0, numbers.length)
                                .mapToDouble(i -> numbers[i])
                                .toArray(),
                        truth),
                "N(3, 2²) in closed form",
                count,
                manager);
    }

    @Override
    public Evaluation evaluate(long step, String dataset, NDArray samples) {
        String extractor = "the " + (data.dimension() == 1 ? "numbers" : "points") + " themselves";
        return new Evaluation(step, dataset, against, extractor, measure(samples), real);
    }

    private MetricValues measure(NDArray samples) {
        float[] values = samples.toFloatArray();
        Evaluator.checkFinite(values);
        return new MetricValues(samples.size(0), measures.apply(values), null);
    }

    @Override
    public void close() {
        data.close();
    }
}

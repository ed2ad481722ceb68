package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.data.GaussianData;
import org.gan4j.data.MixtureData;
import org.gan4j.data.RealData;
import org.gan4j.files.ArrayFile;
import org.gan4j.train.GeneratedSamples;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Points or numbers against the distribution that they should have. They are compared as they are, without features. */
final class PointEvaluator implements Evaluator {

    /** With fewer, real samples themselves miss modes. */
    private static final int LEAST_A_MODE = 10;

    private static final NormalDistribution TRUTH = new NormalDistribution(GaussianData.MEAN, GaussianData.STD);

    private final RealData data;
    private final MetricValues real;
    private final NDManager manager;

    /**
     * An evaluator.
     *
     * @param data a {@link MixtureData}, whose modes are the measure of points, or {@link GaussianData}
     * @param count how many samples will be scored
     * @param manager tells the device
     */
    PointEvaluator(RealData data, int count, NDManager manager) {
        int least = LEAST_A_MODE * data.classes();
        if (count < least) {
            throw new UserException("metrics of " + data.classes() + " modes need at least " + least + " samples, not "
                    + count + "; give a larger --count");
        }
        if (count < 2) {
            throw new UserException("count (" + count + ") must be at least 2: one number has no deviation");
        }
        this.data = data;
        this.manager = manager;
        manager.getEngine().setRandomSeed(ImageEvaluator.SEED);
        try (NDManager scope = manager.newSubManager()) {
            this.real = measure(data.batch(scope, 0, count, false).samples());
        }
    }

    @Override
    public Evaluation evaluate(long step, GeneratedSamples samples) {
        boolean modes = data instanceof MixtureData;
        String against = modes ? "the " + data.classes() + " modes themselves" : "N(3, 2²) in closed form";
        String extractor = modes ? "the points themselves" : "the numbers themselves";
        try (NDManager scope = manager.newSubManager()) {
            NDArray all = samples.rows(scope, 0, samples.count());
            return new Evaluation(step, against, extractor, measure(all), real);
        }
    }

    private MetricValues measure(NDArray samples) {
        float[] values = samples.toFloatArray();
        Evaluator.checkFinite(values);
        Map<Metric, Double> metrics = data instanceof MixtureData mixture
                ? ModeMetrics.of(values, mixture.centres(), mixture.std())
                : GaussianMetrics.of(doubles(values), TRUTH);
        return new MetricValues(samples.size(0), metrics, null);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public List<ArrayFile.Matrix> features(GeneratedSamples samples) {
        return Evaluator.generated(samples, data.dimension(), manager);
    }

    @Override
    public void close() {
        data.close();
    }
}

package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gan4j.data.VectorSplits;
import org.gan4j.data.VectorTable;
import org.gan4j.files.ArrayFile;
import org.gan4j.train.GeneratedSamples;

/** Rows of numbers against real ones, with all columns brought to deviation 1. */
final class VectorEvaluator implements Evaluator {

    private static final String FEATURES = "the columns themselves, in their standard deviations";

    private final VectorSplits data;
    private final NDManager manager;
    private final ColumnMetrics columns;
    private final String against;
    private final NDArray reference;
    private final NDArray radii;
    private final GaussianFit fit;
    private final MetricValues real;

    /**
     * An evaluator.
     *
     * @param data the data set
     * @param count how many generated rows will be scored, and at most how many real ones they are compared with
     * @param parent owns what is kept, and tells the device
     * @param progress told of what takes time
     */
    VectorEvaluator(VectorSplits data, int count, NDManager parent, EvaluationProgress progress) {
        this.data = data;
        this.manager = parent.newSubManager();
        VectorTable learned = data.learned().some(count);
        VectorTable compared = data.heldOut().orElse(data.learned()).some(count);
        int fewest = Math.min(count, Math.min(learned.count(), compared.count()));
        Neighbourhoods.checkEnough(fewest, count, "rows");
        this.against = String.format(
                Locale.ROOT,
                "%,d rows%s",
                compared.count(),
                data.heldOut().isPresent() ? " held out" : " that it has learned from, " + Evaluation.NONE_HELD_OUT);
        double[][] rows = rows(compared);
        this.columns = new ColumnMetrics(data.columns(), rows);
        this.reference = manager.create(rows);
        this.radii = Neighbourhoods.squaredRadii(reference);
        boolean full = fewest > data.columns().size();
        if (!full) {
            progress.say("no Fréchet distance: it needs more rows than there are columns ("
                    + data.columns().size() + "); there are " + fewest);
        }
        this.fit = full ? GaussianFit.of(reference) : null;
        this.real = measure(rows(learned));
    }

    private double[][] rows(VectorTable table) {
        return rows(table.standardised(data.columns()), table.width());
    }

    private static double[][] rows(float[] values, int width) {
        double[][] rows = new double[values.length / width][width];
        for (int i = 0; i < values.length; i++) {
            rows[i / width][i % width] = values[i];
        }
        return rows;
    }

    @Override
    public Evaluation evaluate(long step, GeneratedSamples samples) {
        try (NDManager scope = manager.newSubManager()) {
            float[] values = samples.rows(scope, 0, samples.count()).toFloatArray();
            Evaluator.checkFinite(values);
            return new Evaluation(
                    step, against, FEATURES, measure(rows(values, data.columns().size())), real);
        }
    }

    private MetricValues measure(double[][] rows) {
        Map<Metric, Double> values = new EnumMap<>(columns.together(rows));
        try (NDManager scope = manager.newSubManager()) {
            NDArray all = scope.create(rows);
            values.putAll(Neighbourhoods.compare(reference, radii, all));
            if (fit != null) {
                values.put(Metric.FRECHET_DISTANCE, GaussianFit.of(all).frechetDistance(fit));
            }
        }
        return new MetricValues(rows.length, values, null, columns.each(rows));
    }

    @Override
    public List<ArrayFile.Matrix> features(GeneratedSamples samples) {
        return Evaluator.generated(samples, data.columns().size(), manager);
    }

    @Override
    public void close() {
        manager.close();
    }
}

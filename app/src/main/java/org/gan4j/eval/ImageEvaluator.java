package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ResidentImages;
import org.gan4j.train.GeneratedSamples;

/** Images against real ones, in the features of a {@link FeatureExtractor}. */
final class ImageEvaluator implements Evaluator {

    /** Decides which real images are taken, and the drawn ones among them: every run meets the same. */
    static final int SEED = 0;

    /** The parts of {@link #measure(FeatureExtractor.Verdicts, Runnable)}. */
    private static final int MEASURING = 4;

    /** Images that are made and looked at before the next ones are. */
    private static final long PIECE = 1_000;

    private final NDManager manager;
    private final FeatureExtractor extractor;
    private final String against;
    private final ImageSet learned;
    private final NDArray realFeatures;
    private final NDArray realRadii;
    private final GaussianFit realFit;
    private final double realKernel;
    private final MetricValues real;
    private final EvaluationProgress progress;

    private interface Pieces {
        NDArray rows(NDManager scope, long from, long to);
    }

    /**
     * An evaluator.
     *
     * @param reference what generated images are compared with
     * @param against what that is, in words
     * @param learned what the generator has learned from, by which the reference itself is measured
     * @param count how many generated images will be scored, and at most how many real ones they are compared with
     * @param extractor what they are compared in; closed with this
     * @param parent owns what is kept, and tells the device
     * @param progress told of what takes time
     */
    ImageEvaluator(
            ImageSet reference,
            String against,
            ImageSet learned,
            int count,
            FeatureExtractor extractor,
            NDManager parent,
            EvaluationProgress progress) {
        this.manager = parent.newSubManager();
        this.progress = progress;
        this.extractor = extractor;
        this.learned = learned;
        this.against = String.format(Locale.ROOT, "%,d %s", Math.min(count, reference.count()), against);
        int fewest = Math.min(count, Math.min(reference.count(), learned.count()));
        Neighbourhoods.checkEnough(fewest, count, "images");
        if (fewest <= extractor.width()) {
            progress.say("no Fréchet distance: it needs more than " + extractor.width()
                    + " images of each kind, as many as an image has features; there are " + fewest);
        }
        boolean full = fewest > extractor.width();
        Runnable part = progress.parts("real samples", 4 + MEASURING);
        this.realFeatures = look(reference, count, manager).features();
        part.run();
        this.realRadii = Neighbourhoods.squaredRadii(realFeatures);
        part.run();
        this.realFit = full ? GaussianFit.of(realFeatures) : null;
        this.realKernel = KernelDistance.meanWithin(realFeatures);
        part.run();
        try (NDManager scope = manager.newSubManager()) {
            FeatureExtractor.Verdicts verdicts = look(learned, count, scope);
            part.run();
            this.real = measure(verdicts, NearestImages.copies(reference, learned, scope), part);
        }
    }

    private FeatureExtractor.Verdicts look(ImageSet images, int count, NDManager owner) {
        try (NDManager scope = owner.newSubManager();
                ResidentImages resident = new ResidentImages(scope, images, SEED)) {
            return look(
                    Math.min(count, images.count()),
                    (piece, from, to) -> resident.rows(piece, from, to).samples(),
                    owner);
        }
    }

    /** Piece by piece, so that only features are kept. */
    private FeatureExtractor.Verdicts look(long count, Pieces pieces, NDManager owner) {
        NDList features = new NDList();
        NDList probabilities = new NDList();
        try (NDManager scope = owner.newSubManager()) {
            for (long from = 0; from < count; from += PIECE) {
                try (NDManager piece = scope.newSubManager()) {
                    NDArray rows = pieces.rows(piece, from, Math.min(count, from + PIECE));
                    FeatureExtractor.Verdicts found = extractor.look(scope, rows);
                    features.add(found.features());
                    if (found.probabilities() != null) {
                        probabilities.add(found.probabilities());
                    }
                }
            }
            return new FeatureExtractor.Verdicts(joined(features, owner), joined(probabilities, owner));
        }
    }

    private static NDArray joined(NDList pieces, NDManager owner) {
        if (pieces.isEmpty()) {
            return null;
        }
        NDArray all = NDArrays.concat(pieces, 0);
        all.attach(owner);
        return all;
    }

    private FeatureExtractor.Verdicts look(GeneratedSamples samples, NDManager owner) {
        return look(
                samples.count(),
                (piece, from, to) -> {
                    NDArray rows = samples.rows(piece, from, to);
                    Evaluator.checkFinite(rows.toFloatArray());
                    return rows;
                },
                owner);
    }

    @Override
    public Evaluation evaluate(long step, GeneratedSamples samples) {
        Runnable part = progress.parts("generated samples", 1 + MEASURING);
        try (NDManager scope = manager.newSubManager()) {
            FeatureExtractor.Verdicts verdicts = look(samples, scope);
            part.run();
            NDArray first = samples.rows(scope, 0, Math.min(samples.count(), NearestImages.LOOKED_AT));
            double copies = NearestImages.copies(first, learned);
            return new Evaluation(step, against, extractor.description(), measure(verdicts, copies, part), real);
        }
    }

    private MetricValues measure(FeatureExtractor.Verdicts verdicts, double copies, Runnable part) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.COPIES, copies);
        part.run();
        values.putAll(Neighbourhoods.compare(realFeatures, realRadii, verdicts.features()));
        part.run();
        if (realFit != null) {
            values.put(
                    Metric.FRECHET_DISTANCE, GaussianFit.of(verdicts.features()).frechetDistance(realFit));
        }
        part.run();
        values.put(Metric.KERNEL_DISTANCE, KernelDistance.between(realFeatures, realKernel, verdicts.features()));
        part.run();
        if (verdicts.probabilities() == null) {
            return new MetricValues(verdicts.features().size(0), values, null);
        }
        NDArray probabilities = verdicts.probabilities();
        long[] histogram = ClassMetrics.histogram(probabilities);
        values.put(Metric.CLASSIFIER_SCORE, ClassMetrics.classifierScore(probabilities));
        double hit = ClassMetrics.classesHit(histogram);
        if (extractor.modeShares() != null) {
            values.put(Metric.STACKED_MODES, hit);
            values.put(Metric.STACKED_KL, ClassMetrics.kl(histogram, extractor.modeShares()));
        } else {
            values.put(Metric.CLASS_KL, ClassMetrics.klToUniform(histogram));
            values.put(Metric.CLASSES_HIT, hit);
        }
        return new MetricValues(probabilities.size(0), values, histogram);
    }

    @Override
    public NDList features(GeneratedSamples samples, NDManager owner) {
        FeatureExtractor.Verdicts verdicts = look(samples, owner);
        NDArray reference = realFeatures.duplicate();
        reference.attach(owner);
        verdicts.features().setName("generatedFeatures");
        reference.setName("realFeatures");
        NDList all = new NDList(verdicts.features());
        if (verdicts.probabilities() != null) {
            verdicts.probabilities().setName("generatedProbabilities");
            all.add(verdicts.probabilities());
        }
        all.add(reference);
        return all;
    }

    @Override
    public void close() {
        extractor.close();
        manager.close();
    }
}

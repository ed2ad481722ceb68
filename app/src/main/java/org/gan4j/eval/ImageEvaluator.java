package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gan4j.data.ImageSet;
import org.gan4j.files.ArrayFile;
import org.gan4j.torchscript.TorchScriptFunction;
import org.gan4j.train.GeneratedSamples;

/** Images against real ones, in the features of a {@link FeatureExtractor}. */
final class ImageEvaluator implements Evaluator {

    /** Decides which real images are taken, and the drawn ones among them: every run meets the same. */
    static final int SEED = 0;

    /** The parts of {@link #measure(Seen, double, Runnable)}. */
    private static final int MEASURING = 4;

    /** Images that are made and looked at before the next ones are; fewer if they are large. */
    private static final long PIECE = 250;

    private static final long PIECE_NUMBERS = 1_000_000;

    private static final TorchScriptFunction ALL_FINITE =
            new TorchScriptFunction("rows: Tensor", "return torch.all(torch.isfinite(rows))");

    private final NDManager manager;
    private final FeatureExtractor extractor;
    private final String against;
    private final ImageSet learned;
    private final NDArray realFeatures;
    private final Inner realInner;
    private final GaussianFit realFit;
    private final MetricValues real;
    private final EvaluationProgress progress;
    private final long piece;

    /**
     * What is kept of images.
     *
     * @param features {@code [N, width]}
     * @param classes what is seen of classes; {@code null} if none are known
     */
    private record Seen(NDArray features, ClassMetrics classes) {}

    /**
     * What the pairs of one set tell, each looked at once.
     *
     * @param radii {@link Neighbourhoods#squaredRadii}
     * @param kernel the mean of the {@link KernelDistance kernel} over them
     */
    private record Inner(NDArray radii, double kernel) {

        static Inner of(NDArray features) {
            Neighbourhoods.Radii radii = new Neighbourhoods.Radii(features);
            KernelDistance.Sum kernel = KernelDistance.Sum.within(features);
            Pairs.within(features, radii.andThen(kernel));
            return new Inner(radii.squared(), kernel.mean());
        }
    }

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
        this.piece =
                Math.max(1, Math.min(PIECE, PIECE_NUMBERS / reference.shape().size()));
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
        this.realInner = Inner.of(realFeatures);
        part.run();
        this.realFit = full ? GaussianFit.of(realFeatures) : null;
        part.run();
        try (NDManager scope = manager.newSubManager()) {
            Seen seen = look(learned, count, scope);
            part.run();
            this.real = measure(seen, NearestImages.copies(reference, learned, scope), part);
        }
    }

    private Seen look(ImageSet images, int count, NDManager owner) {
        long[] order = images.order(SEED);
        return look(
                Math.min(count, images.count()),
                (scope, from, to) -> images.samples(scope, Arrays.copyOfRange(order, (int) from, (int) to)),
                owner);
    }

    /** Piece by piece, so that only features are kept. */
    private Seen look(long count, Pieces pieces, NDManager owner) {
        NDArray features = null;
        ClassMetrics classes = null;
        for (long from = 0; from < count; from += piece) {
            try (NDManager scope = owner.newSubManager()) {
                long to = Math.min(count, from + piece);
                FeatureExtractor.Verdicts found = extractor.look(scope, pieces.rows(scope, from, to));
                if (features == null) {
                    features = owner.create(
                            new Shape(count, extractor.width()),
                            found.features().getDataType());
                }
                features.set(new NDIndex().addSliceDim(from, to), found.features());
                NDArray probabilities = found.probabilities();
                if (probabilities != null) {
                    classes = classes == null ? new ClassMetrics((int) probabilities.size(1)) : classes;
                    classes.add(probabilities);
                }
            }
        }
        return new Seen(features, classes);
    }

    private static NDArray finite(NDArray rows) {
        try (NDArray finite = ALL_FINITE.apply(rows)) {
            if (!finite.getBoolean()) {
                Evaluator.checkFinite(rows.toFloatArray());
            }
        }
        return rows;
    }

    @Override
    public Evaluation evaluate(long step, GeneratedSamples samples) {
        Runnable part = progress.parts("generated samples", 1 + MEASURING);
        try (NDManager scope = manager.newSubManager()) {
            Seen seen = look(samples.count(), (owner, from, to) -> finite(samples.rows(owner, from, to)), scope);
            part.run();
            NDArray first = samples.rows(scope, 0, Math.min(samples.count(), NearestImages.LOOKED_AT));
            double copies = NearestImages.copies(first, learned);
            return new Evaluation(step, against, extractor.description(), measure(seen, copies, part), real);
        }
    }

    private MetricValues measure(Seen seen, double copies, Runnable part) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.COPIES, copies);
        part.run();
        NDArray features = seen.features;
        Inner inner = Inner.of(features);
        part.run();
        Neighbourhoods.Overlap overlap = new Neighbourhoods.Overlap(realInner.radii, inner.radii);
        KernelDistance.Sum between = KernelDistance.Sum.between(realFeatures, features);
        Pairs.between(realFeatures, features, overlap.andThen(between));
        values.putAll(overlap.metrics());
        values.put(Metric.KERNEL_DISTANCE, KernelDistance.of(realInner.kernel, inner.kernel, between.mean()));
        part.run();
        if (realFit != null) {
            values.put(Metric.FRECHET_DISTANCE, GaussianFit.of(features).frechetDistance(realFit));
        }
        part.run();
        long[] histogram = seen.classes == null ? null : seen.classes.histogram();
        if (histogram != null) {
            values.put(Metric.CLASSIFIER_SCORE, seen.classes.classifierScore());
            values.putAll(ofClasses(histogram));
        }
        return new MetricValues(features.size(0), values, histogram);
    }

    private Map<Metric, Double> ofClasses(long[] histogram) {
        double hit = ClassMetrics.classesHit(histogram);
        double[] shares = extractor.modeShares();
        return shares == null
                ? Map.of(Metric.CLASS_KL, ClassMetrics.klToUniform(histogram), Metric.CLASSES_HIT, hit)
                : Map.of(Metric.STACKED_KL, ClassMetrics.kl(histogram, shares), Metric.STACKED_MODES, hit);
    }

    @Override
    public List<ArrayFile.Matrix> features(GeneratedSamples samples) {
        List<ArrayFile.Matrix> all = new ArrayList<>();
        Pieces generated = (scope, from, to) ->
                extractor.look(scope, samples.rows(scope, from, to)).features();
        all.add(matrix("generatedFeatures", samples.count(), extractor.width(), generated));
        if (real.classHistogram() != null) {
            Pieces probabilities = (scope, from, to) ->
                    extractor.look(scope, samples.rows(scope, from, to)).probabilities();
            all.add(matrix("generatedProbabilities", samples.count(), real.classHistogram().length, probabilities));
        }
        Pieces reference = (scope, from, to) -> realFeatures.get(scope, new NDIndex().addSliceDim(from, to));
        all.add(matrix("realFeatures", realFeatures.size(0), extractor.width(), reference));
        return all;
    }

    private ArrayFile.Matrix matrix(String name, long count, long width, Pieces pieces) {
        return new ArrayFile.Matrix(name, "<f8", count, width, piece, (from, to) -> {
            try (NDManager scope = manager.newSubManager()) {
                return pieces.rows(scope, from, to)
                        .toType(DataType.FLOAT64, false)
                        .toByteBuffer();
            }
        });
    }

    @Override
    public void close() {
        extractor.close();
        manager.close();
    }
}

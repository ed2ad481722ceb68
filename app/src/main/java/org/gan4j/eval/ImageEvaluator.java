package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ResidentImages;
import org.gan4j.data.Split;
import org.gan4j.model.SampleSpace;

/** Images against real test images, in the features of a {@link Classifier}. */
final class ImageEvaluator implements Evaluator {

    /** Decides which real images are taken, and the drawn ones among them: every run meets the same. */
    static final int SEED = 0;

    /** The parts of {@link #measure(Classifier.Verdicts, Runnable)}. */
    private static final int MEASURING = 3;

    private final NDManager manager;
    private final ClassifierCache.Trained trained;
    private final NDArray realFeatures;
    private final NDArray realRadii;
    private final GaussianFit realFit;
    private final double realKernel;
    private final MetricValues real;
    private final EvaluationProgress progress;

    ImageEvaluator(RealImages images, SampleSpace samples, int count, NDManager parent, EvaluationProgress progress) {
        if (count <= Classifier.FEATURES) {
            throw new UserException("count (" + count + ") must be above " + Classifier.FEATURES
                    + ", the features of an image: fewer samples have no full covariance, and so no Fréchet distance");
        }
        ImageSet train = likeRun(images, Split.TRAIN, samples);
        ImageSet test = likeRun(images, Split.TEST, samples);
        if (Math.min(train.count(), test.count()) <= Classifier.FEATURES) {
            throw new UserException("the data set " + images.dataset() + " has " + train.count() + " training and "
                    + test.count() + " test images; metrics need more than " + Classifier.FEATURES + " of each");
        }
        if (test.classes() < samples.classes()) {
            // A test set without the last classes.
            test = new ImageSet(test.height(), test.width(), samples.classes(), test.pixels(), test.labels());
        }
        this.manager = parent.newSubManager();
        this.progress = progress;
        this.trained = new ClassifierCache(images.directory(), progress).classifier(train, test, manager);
        Runnable part = progress.parts("real samples", 4 + MEASURING);
        this.realFeatures = look(test, count, manager).features();
        part.run();
        this.realRadii = Neighbourhoods.squaredRadii(realFeatures);
        part.run();
        this.realFit = GaussianFit.of(rows(realFeatures));
        this.realKernel = KernelDistance.meanWithin(realFeatures);
        part.run();
        try (NDManager scope = manager.newSubManager()) {
            Classifier.Verdicts verdicts = look(train, count, scope);
            part.run();
            this.real = measure(verdicts, part);
        }
    }

    private static ImageSet likeRun(RealImages real, Split split, SampleSpace samples) {
        ImageSet images = real.images(SEED, split);
        String where = real.dataset() + (real.directory() == null ? "" : " in " + real.directory());
        if (!images.shape().equals(samples.image())) {
            throw new UserException("the data set " + where + " has images of " + images.height() + " x "
                    + images.width() + ", the run generates "
                    + samples.image().height() + " x " + samples.image().width()
                    + "; name the run's own data with --data-dir");
        }
        if (images.classes() > samples.classes()) {
            throw new UserException(
                    "the data set " + where + " has " + images.classes() + " classes, the run's data had "
                            + samples.classes() + "; name the run's own data with --data-dir");
        }
        return images;
    }

    private Classifier.Verdicts look(ImageSet images, int count, NDManager owner) {
        try (NDManager scope = owner.newSubManager();
                ResidentImages resident = new ResidentImages(scope, images, SEED)) {
            int taken = Math.min(count, images.count());
            return trained.classifier()
                    .look(owner, resident.batch(scope, 0, taken, false).samples());
        }
    }

    @Override
    public Evaluation evaluate(long step, NDArray samples) {
        Evaluator.checkFinite(samples.toFloatArray());
        Runnable part = progress.parts("generated samples", 1 + MEASURING);
        ClassifierCache.Card card = trained.card();
        String extractor = String.format(
                Locale.ROOT,
                "classifier v%d %s trained here, %d features, %.2f%% of %,d test images",
                card.version(),
                trained.classifier().fingerprint(),
                Classifier.FEATURES,
                100 * card.testAccuracy(),
                card.testCount());
        String against = String.format(Locale.ROOT, "%,d test images", realFeatures.size(0));
        try (NDManager scope = manager.newSubManager()) {
            Classifier.Verdicts verdicts = trained.classifier().look(scope, samples);
            part.run();
            return new Evaluation(step, against, extractor, measure(verdicts, part), real);
        }
    }

    private MetricValues measure(Classifier.Verdicts verdicts, Runnable part) {
        double[][] probabilities = rows(verdicts.probabilities());
        long[] histogram = ClassMetrics.histogram(probabilities);
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.putAll(Neighbourhoods.compare(realFeatures, realRadii, verdicts.features()));
        part.run();
        values.put(Metric.CLASSIFIER_SCORE, ClassMetrics.classifierScore(probabilities));
        values.put(
                Metric.FRECHET_DISTANCE,
                GaussianFit.of(rows(verdicts.features())).frechetDistance(realFit));
        part.run();
        values.put(Metric.KERNEL_DISTANCE, KernelDistance.between(realFeatures, realKernel, verdicts.features()));
        part.run();
        values.put(Metric.CLASS_KL, ClassMetrics.klToUniform(histogram));
        values.put(Metric.CLASSES_HIT, (double) ClassMetrics.classesHit(histogram));
        return new MetricValues(probabilities.length, values, histogram);
    }

    @Override
    public NDList features(NDArray samples, NDManager owner) {
        Classifier.Verdicts verdicts = trained.classifier().look(owner, samples);
        NDArray reference = realFeatures.duplicate();
        reference.attach(owner);
        verdicts.features().setName("generatedFeatures");
        verdicts.probabilities().setName("generatedProbabilities");
        reference.setName("realFeatures");
        return new NDList(verdicts.features(), verdicts.probabilities(), reference);
    }

    private static double[][] rows(NDArray matrix) {
        double[] flat = matrix.toDoubleArray();
        int width = (int) matrix.size(1);
        double[][] rows = new double[(int) matrix.size(0)][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width));
        return rows;
    }

    @Override
    public void close() {
        manager.close();
    }
}

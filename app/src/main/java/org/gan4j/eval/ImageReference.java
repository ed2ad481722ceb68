package org.gan4j.eval;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.data.DataSet;
import org.gan4j.data.ImageSet;
import org.gan4j.model.SampleSpace;

/** Which real images generated ones are compared with, and in which features. */
final class ImageReference {

    /** Standard deviations by which a classifier must beat the most frequent class, or else its classes say nothing. */
    private static final double SURE = 3;

    private final RealSamples images;
    private final SampleSpace samples;
    private final EvaluationProgress progress;

    ImageReference(RealSamples images, SampleSpace samples, EvaluationProgress progress) {
        this.images = images;
        this.samples = samples;
        this.progress = progress;
    }

    /**
     * The evaluator of a run's images.
     *
     * @param count how many generated images will be scored
     * @param network a network in TorchScript to compare them in; none for a classifier, or random features
     * @param manager owns what the evaluator keeps
     * @return the evaluator
     */
    Evaluator evaluator(int count, Optional<Path> network, NDManager manager) {
        ImageSet train = likeRun(images.train(ImageEvaluator.SEED));
        Optional<ImageSet> test =
                images.test(ImageEvaluator.SEED).map(this::likeRun).map(set -> named(set, train));
        String against =
                test.isPresent() ? "test images" : "images that it has learned from, " + Evaluation.NONE_HELD_OUT;
        ImageSet reference = test.orElse(train);
        FeatureExtractor extractor = network.isPresent()
                ? new NetworkFeatures(network.get(), train.shape(), manager)
                : learned(train, reference, manager).orElseGet(() -> new RandomFeatures(train.shape(), manager));
        return new ImageEvaluator(reference, against, train, count, extractor, manager, progress);
    }

    /** A test set without the last classes knows them all the same. */
    private static ImageSet named(ImageSet test, ImageSet train) {
        return test.labels() == null
                ? test
                : new ImageSet(test.shape(), test.pixels(), test.labels(), train.classNames());
    }

    private ImageSet likeRun(ImageSet found) {
        String where = images.dataset() + (images.directory() == null ? "" : " in " + images.directory());
        if (!found.shape().equals(samples.image())) {
            throw new UserException("the data set " + where + " has images of " + found.shape() + ", the run generates "
                    + samples.image() + "; name the run's own data with --data-dir");
        }
        if (found.classes() > samples.classes()) {
            throw new UserException(
                    "the data set " + where + " has " + found.classes() + " classes, the run's data had "
                            + samples.classes() + "; name the run's own data with --data-dir");
        }
        return found;
    }

    private Optional<FeatureExtractor> learned(ImageSet train, ImageSet test, NDManager manager) {
        if (images.dataset() != DataSet.STACKED_MNIST) {
            return classifier(train, test, manager).map(ClassifierFeatures::new);
        }
        ImageSet grey = StackedFeatures.grey(train);
        return classifier(grey, StackedFeatures.grey(test), manager)
                .map(trained -> new StackedFeatures(trained, StackedFeatures.modeShares(grey)));
    }

    /** A classifier if the classes can be told apart; otherwise it is said why not. */
    private Optional<ClassifierCache.Trained> classifier(ImageSet train, ImageSet test, NDManager manager) {
        boolean tooMany = ImageSet.areClassesTooSmall(train.classes(), train.count());
        if (train.classes() < 2 || test.labels() == null || tooMany) {
            progress.say((tooMany
                            ? "there are nearly as many classes as images"
                            : train.classes() == 1 ? "all images are of one class" : "the images have no classes")
                    + ": they are compared in random embeddings, and have no scores of classes");
            return Optional.empty();
        }
        ClassifierCache.Trained trained =
                new ClassifierCache(images.directory(), progress).classifier(train, test, manager);
        double chance = IntStream.range(0, test.classes())
                        .mapToLong(i -> IntStream.of(test.labels())
                                .filter(label -> label == i)
                                .count())
                        .max()
                        .orElseThrow()
                / (double) test.count();
        double accuracy = trained.card().testAccuracy();
        if (accuracy > chance + SURE * Math.sqrt(chance * (1 - chance) / test.count())) {
            return Optional.of(trained);
        }
        trained.classifier().close();
        progress.say(String.format(
                Locale.ROOT,
                "the classifier finds %.1f%% of the classes, guessing %.1f%%: images are compared in random embeddings, and have"
                        + " no scores of classes",
                100 * accuracy,
                100 * chance));
        return Optional.empty();
    }
}

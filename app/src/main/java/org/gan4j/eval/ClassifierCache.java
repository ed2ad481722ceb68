package org.gan4j.eval;

import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ResidentImages;
import org.gan4j.files.Json;
import org.gan4j.files.ProcessLock;
import org.gan4j.files.Sha256;
import org.gan4j.files.WeightFile;
import org.gan4j.files.WholeFile;

/**
 * Classifiers that have been trained before: a directory each, next to the data or in the user's cache, with
 * {@code features.safetensors}, {@code head.safetensors} and {@code classifier.json}. Its name holds the classifier's version and the
 * fingerprint of the images, so that other data have another one.
 */
final class ClassifierCache {

    private static final String FEATURES = "features.safetensors";
    private static final String HEAD = "head.safetensors";
    private static final String CARD = "classifier.json";

    private static final Gson JSON =
            Json.GSON.newBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path directory;
    private final EvaluationProgress progress;

    /**
     * A cache.
     *
     * @param dataDirectory where the data lie, or {@code null} for data that are drawn or downloaded
     * @param progress told of what takes time
     */
    ClassifierCache(Path dataDirectory, EvaluationProgress progress) {
        this.directory = dataDirectory != null && Files.isDirectory(dataDirectory) && Files.isWritable(dataDirectory)
                ? dataDirectory
                : userCache(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
        this.progress = progress;
    }

    static Path userCache(String xdgCacheHome, String userHome) {
        Path caches = xdgCacheHome == null || !Path.of(xdgCacheHome).isAbsolute()
                ? Path.of(userHome, ".cache")
                : Path.of(xdgCacheHome);
        // Java's home of a user without one is "?", a folder of that name here.
        return (caches.isAbsolute() ? caches : Path.of(System.getProperty("java.io.tmpdir"))).resolve("gan4j");
    }

    /**
     * What {@code classifier.json} holds.
     *
     * @param version that of the layers and the training
     * @param testCount images its accuracy was taken on
     * @param testAccuracy from 0 to 1
     * @param data the fingerprint of both sets of images
     */
    record Card(int version, int testCount, double testAccuracy, String data) {}

    /** A classifier with what is known of it. */
    record Trained(Classifier classifier, Card card) {}

    /**
     * Finds the classifier of some images, or trains it and keeps it.
     *
     * @param train what it learns from
     * @param test what its accuracy is taken on
     * @param manager owns the classifier, and tells the device
     * @return the classifier
     */
    @SuppressWarnings("try") // the lock is never called
    Trained classifier(ImageSet train, ImageSet test, NDManager manager) {
        String data = fingerprint(train, test);
        Path home = directory.resolve(
                String.format(Locale.ROOT, "gan4j-classifier-%d-%s", Classifier.VERSION, data.substring(0, 12)));
        try (ProcessLock alone = lock(home)) {
            return read(home, train, data, manager).orElseGet(() -> train(home, train, test, data, manager));
        }
    }

    /** Of two evaluations at once, the second finds what the first has trained. {@code null} where nothing can be written. */
    private ProcessLock lock(Path home) {
        try {
            Files.createDirectories(directory);
            return ProcessLock.take(
                    home.resolveSibling(home.getFileName() + ".lock"),
                    () -> progress.say("another process trains the classifier; waiting for it"));
        } catch (IOException e) {
            return null;
        }
    }

    private Optional<Trained> read(Path home, ImageSet images, String data, NDManager manager) {
        Path file = home.resolve(CARD);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Classifier classifier = new Classifier(images.shape(), images.classes(), manager);
        try {
            Card card = JSON.fromJson(WholeFile.readText(file), Card.class);
            if (card != null && card.version == Classifier.VERSION && data.equals(card.data)) {
                classifier.features().read(home.resolve(FEATURES));
                classifier.head().read(home.resolve(HEAD));
                return Optional.of(new Trained(classifier, card));
            }
        } catch (JsonParseException | UserException e) {
            progress.say("the classifier in " + home + " is damaged and is trained again");
        }
        classifier.close();
        return Optional.empty();
    }

    private Trained train(Path home, ImageSet train, ImageSet test, String data, NDManager manager) {
        progress.say(String.format(Locale.ROOT, "a classifier learns from %,d images, once", train.count()));
        Classifier classifier = new Classifier(train.shape(), train.classes(), manager);
        classifier.train(train, (step, steps) -> progress.advance("classifier", step, steps));
        double accuracy = classifier.accuracy(test);
        Card card = new Card(Classifier.VERSION, test.count(), accuracy, data);
        try {
            write(home, classifier, card);
            progress.say(String.format(
                    Locale.ROOT,
                    "classifier: %.2f%% of %,d test images; kept in %s",
                    100 * accuracy,
                    test.count(),
                    home));
        } catch (UserException e) {
            progress.say("the classifier is not kept (" + e.getMessage() + ") and is trained again next time");
        }
        return new Trained(classifier, card);
    }

    private static void write(Path home, Classifier classifier, Card card) {
        WholeFile.writeDirectory(home, aside -> {
            WholeFile.writeThrough(
                    aside.resolve(FEATURES),
                    WeightFile.encode(classifier.features().weights()));
            WholeFile.writeThrough(
                    aside.resolve(HEAD), WeightFile.encode(classifier.head().weights()));
            WholeFile.writeThrough(aside.resolve(CARD), (JSON.toJson(card) + "\n").getBytes(StandardCharsets.UTF_8));
        });
    }

    static String fingerprint(ImageSet... sets) {
        List<ByteBuffer> parts = new ArrayList<>();
        for (ImageSet set : sets) {
            ByteBuffer sizes = ByteBuffer.allocate(5 * Integer.BYTES)
                    .putInt(set.shape().height())
                    .putInt(set.shape().width())
                    .putInt(set.classes())
                    .putInt(set.count());
            if (set.shape().channels() > 1) { // so that grey images have the fingerprint that they always had
                sizes.putInt(set.shape().channels());
            }
            parts.add(sizes.flip());
            parts.add(set.pixels().duplicate());
            parts.add(ResidentImages.labelBytes(set.labels(), set.classes()));
        }
        return Sha256.of(parts.toArray(ByteBuffer[]::new));
    }
}

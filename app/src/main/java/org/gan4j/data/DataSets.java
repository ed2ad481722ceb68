package org.gan4j.data;

import ai.djl.ndarray.NDManager;
import ai.djl.training.util.ProgressBar;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.gan4j.UserException;

/** The data sets by name. */
public final class DataSets {

    /** What {@link #open} knows. */
    public static final List<String> NAMES =
            List.of("digits", "mnist", "fashion-mnist", "idx", "gaussian", "ring", "grid");

    private static final int MNIST_CLASSES = 10;

    /** Xiao et al. 2017, "Fashion-MNIST", table 2. */
    private static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private DataSets() {}

    /**
     * Makes a data set ready to train on.
     *
     * @param name one of {@link #NAMES}
     * @param directory where IDX files lie, or {@code null} for what is drawn or downloaded
     * @param seed decides the order of samples, and the samples themselves where they are drawn
     * @param manager owns the resident arrays; on the device to train on
     * @return the data
     * @throws UserException if the files are missing or not what they should be, or a download fails
     * @throws IllegalArgumentException if the name is unknown, or a directory is given where none is read or missing where it is
     */
    public static RealData open(String name, Path directory, long seed, NDManager manager) {
        checkDirectory(name, directory);
        return switch (name) {
            case "gaussian" -> new GaussianData();
            case "ring" -> MixtureData.ring(manager);
            case "grid" -> MixtureData.grid(manager);
            default -> new ResidentImages(manager, images(name, directory, seed, Split.TRAIN), seed);
        };
    }

    /**
     * Checks that a directory is given exactly where one is read.
     *
     * @param name one of {@link #NAMES}
     * @param directory the directory, or {@code null}
     * @throws IllegalArgumentException if it does not fit the data set, or the name is unknown
     */
    public static void checkDirectory(String name, Path directory) {
        switch (name) {
            case "digits", "gaussian", "ring", "grid" -> {
                if (directory != null) {
                    throw new IllegalArgumentException("data-dir (" + directory + ") is read by the data sets mnist,"
                            + " fashion-mnist and idx, not by " + name);
                }
            }
            case "idx" -> {
                if (directory == null) {
                    throw new IllegalArgumentException(
                            "the data set idx needs --data-dir DIR, with " + IdxFiles.FOUR_FILES);
                }
            }
            case "mnist", "fashion-mnist" -> {
                // from a directory or by download
            }
            default ->
                throw new IllegalArgumentException(
                        "unknown data set '" + name + "'; there are " + String.join(", ", NAMES));
        }
    }

    /**
     * Whether samples come from files, which may be others the next time.
     *
     * @param name one of {@link #NAMES}
     * @return false for what is drawn
     */
    public static boolean readsFiles(String name) {
        return switch (name) {
            case "mnist", "fashion-mnist", "idx" -> true;
            default -> false;
        };
    }

    /**
     * Whether samples belong to classes.
     *
     * @param name one of {@link #NAMES}
     * @return false for the one data set without labels
     */
    public static boolean labelled(String name) {
        return !name.equals("gaussian");
    }

    /**
     * What the classes of a data set are called.
     *
     * @param name one of {@link #NAMES}
     * @param classes how many there are
     * @return a name for each, in the order of their numbers; the numbers themselves where they have no other
     */
    public static List<String> labels(String name, int classes) {
        return name.equals("fashion-mnist")
                ? FASHION
                : IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }

    /**
     * Reads or draws images.
     *
     * @param name a data set of images among {@link #NAMES}
     * @param directory where IDX files lie, or {@code null} for what is drawn or downloaded
     * @param seed decides the images where they are drawn
     * @param split which half
     * @return the images
     * @throws UserException if the files are missing or not what they should be, or a download fails
     */
    public static ImageSet images(String name, Path directory, long seed, Split split) {
        return switch (name) {
            case "mnist", "fashion-mnist" ->
                directory == null ? download(name, split) : IdxFiles.read(directory, split, MNIST_CLASSES);
            case "idx" -> IdxFiles.read(directory, split);
            default -> Digits.draw(seed, split, split == Split.TRAIN ? Digits.TRAIN_COUNT : Digits.TEST_COUNT);
        };
    }

    private static ImageSet download(String name, Split split) {
        DjlDataset dataset = name.equals("mnist") ? DjlDataset.MNIST : DjlDataset.FASHION_MNIST;
        return dataset.load(split, new ProgressBar());
    }
}

package org.gan4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.gan4j.UserException;

/** Images with or without labels in a file of NumPy's, under the names that are usual for them. */
final class NpzImages {

    private static final List<String> TRAIN = List.of("x_train", "train_images", "images", "x", "data", "arr_0");
    private static final List<String> TRAIN_LABELS = List.of("y_train", "train_labels", "labels", "y", "arr_1");
    private static final List<String> TEST = List.of("x_test", "test_images");
    private static final List<String> TEST_LABELS = List.of("y_test", "test_labels");

    private NpzImages() {}

    /**
     * Reads one split.
     *
     * @param request what is to be read; the directory is the file
     * @param split which split
     * @return the images; none of a test split that is not there
     * @throws UserException if the file has no images, or is damaged
     */
    static Optional<ImageSet> read(DataRequest request, Split split) {
        NpzFile file = new NpzFile(request.directory());
        String train = train(file, request.directory());
        NumberArray learned = file.numbers(train);
        ValueRange range = ValueRange.of(learned);
        List<String> names = file.first(TRAIN_LABELS)
                .map(labels -> Labels.of(file.labels(labels, learned, "images")).names())
                .orElse(List.of());
        Optional<String> test = file.first(TEST);
        double holdout = request.options().holdout();
        if (test.isPresent() && holdout > 0) {
            throw new UserException("holdout (" + holdout + ") is for data without a test split; " + request.directory()
                    + " has " + test.get());
        }
        if (split == Split.TEST && test.isPresent()) {
            NumberArray compared = ArrayImages.like(learned, file.numbers(test.get()));
            return Optional.of(images(file, compared, range, file.first(TEST_LABELS), names));
        }
        ImageSet all = images(file, learned, range, file.first(TRAIN_LABELS), names);
        if (split == Split.TRAIN) {
            request.progress().say(file.names().size() > 1 ? train + ": " + range.text() : range.text());
        }
        return ArrayImages.part(all, split, holdout);
    }

    private static ImageSet images(
            NpzFile file, NumberArray array, ValueRange range, Optional<String> labels, List<String> names) {
        ImageShape shape = ArrayImages.shape(array);
        if (labels.isEmpty() || names.isEmpty()) {
            return new ImageSet(shape, ArrayImages.pixels(array, range), null, List.of());
        }
        List<String> classes = file.labels(labels.get(), array, "images");
        Labels numbered = Labels.like(names, classes, "the training split", array.name());
        return new ImageSet(shape, ArrayImages.pixels(array, range), numbered.numbers(), numbered.names());
    }

    /** The numbers in a sample. */
    static long dimension(DataRequest request) {
        NpzFile file = new NpzFile(request.directory());
        long[] sizes = file.shape(train(file, request.directory()));
        return LongStream.of(sizes).skip(1).reduce(1, (a, b) -> a * b);
    }

    private static String train(NpzFile file, Path path) {
        return file.first(TRAIN)
                .orElseThrow(() -> new UserException(path
                        + (file.names().isEmpty()
                                ? " has no array"
                                : " has the arrays " + String.join(", ", file.names()))
                        + "; images are looked for as " + String.join(", ", TRAIN)));
    }
}

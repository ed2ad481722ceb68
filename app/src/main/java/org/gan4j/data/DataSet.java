package org.gan4j.data;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.UserException;

/**
 * The data sets: a row each, with all that is asked about one anywhere. One more is a row here, and a file that reads or draws it.
 *
 * <p>A row has: where images come from, or what is drawn; the numbers in a sample, or what tells them by a look at the files; the preset
 * of a run that names none; names of classes that are known before all is read; what reads or draws it.
 */
public enum DataSet {
    /** Digits that are drawn from the seed. */
    DIGITS(DataFiles.NONE, 28 * 28, "digits", List.of(), (of, split) -> Optional.of(Digits.draw(of.seed(), split))),
    /** Coloured shapes that are drawn from the seed. */
    SHAPES(
            DataFiles.NONE,
            3 * 32 * 32,
            "images",
            Shapes.NAMES,
            (of, split) -> Optional.of(Shapes.draw(of.seed(), split))),
    /** Handwritten digits. */
    MNIST(DataFiles.DIRECTORY_OR_DOWNLOAD, 28 * 28, "mnist", List.of(), DjlDataset.idx("MNIST", "mnist", 10)),
    /** Pictures of clothes. */
    FASHION_MNIST(
            DataFiles.DIRECTORY_OR_DOWNLOAD,
            28 * 28,
            "mnist",
            // Xiao et al. 2017, "Fashion-MNIST", table 2.
            List.of("T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot".split(",")),
            DjlDataset.idx("Fashion-MNIST", "fashmnist", 10)),
    /** Three of MNIST's digits in three colours. */
    STACKED_MNIST(DataFiles.DIRECTORY_OR_DOWNLOAD, 3 * 28 * 28, "images", List.of(), new StackedDigits(MNIST.images)),
    /** Small photographs of ten classes. */
    CIFAR10(
            DataFiles.DIRECTORY_OR_DOWNLOAD,
            3 * 32 * 32,
            "images",
            CifarFiles.NAMES,
            new DjlDataset("CIFAR-10", "cifar10", CifarFiles.FILES, CifarFiles::read)),
    /** A folder or a zip of pictures. */
    PICTURES(DataFiles.PICTURES, PictureReader::dimension, PictureReader::read),
    /** Pictures in MNIST's file format. */
    IDX(DataFiles.DIRECTORY, request -> IdxFiles.pixels(request.directory()), IdxFiles::read),
    /** Pictures as arrays of NumPy's. */
    NPZ(DataFiles.NPZ, NpzImages::dimension, NpzImages::read),
    /** Rows of numbers. */
    VECTORS(Kind.VECTORS, DataFiles.VECTORS, VectorFiles::dimension, "vectors", ResidentVectors::open),
    /** One Gaussian on the line. */
    GAUSSIAN(Kind.GAUSSIAN, 1, "gaussian-1d", (request, manager) -> new GaussianData()),
    /** Eight Gaussians on a circle. */
    RING(Kind.MODES, 2, "ring", (request, manager) -> MixtureData.ring(manager)),
    /** 25 Gaussians on a grid. */
    GRID(Kind.MODES, 2, "grid", (request, manager) -> MixtureData.grid(manager));

    /** What samples are, and with that what they can be scored against. */
    public enum Kind {
        /** Images, with labels or without; {@link DataSet#open} gives {@link ResidentImages}. */
        IMAGES,
        /** Rows of numbers with names of columns, with labels or without; {@link DataSet#open} gives {@link ResidentVectors}. */
        VECTORS,
        /** Points around modes, which are their labels; {@link DataSet#open} gives a {@link MixtureData}. */
        MODES,
        /** Numbers of one normal distribution, without labels; {@link DataSet#open} gives a {@link GaussianData}. */
        GAUSSIAN
    }

    /** Where images come from. */
    @FunctionalInterface
    interface ImageSource {
        /**
         * Reads, downloads or draws one split; what a source has no use for it ignores.
         *
         * @return the images; none of a test split that is not there
         */
        Optional<ImageSet> images(DataRequest request, Split split);
    }

    private final Kind kind;
    private final DataFiles files;
    private final ToLongFunction<DataRequest> dimension;
    private final List<String> classNames;
    private final String preset;
    private final ImageSource images;
    private final BiFunction<DataRequest, NDManager, RealData> opener;

    /** A data set of images whose size is known. */
    DataSet(DataFiles files, int dimension, String preset, List<String> classNames, ImageSource images) {
        this(Kind.IMAGES, files, request -> dimension, preset, classNames, images, null);
    }

    /** A data set of images whose files tell everything. */
    DataSet(DataFiles files, ToLongFunction<DataRequest> dimension, ImageSource images) {
        this(Kind.IMAGES, files, dimension, "images", List.of(), images, null);
    }

    /** A data set that is drawn batch by batch. */
    DataSet(Kind kind, int dimension, String preset, BiFunction<DataRequest, NDManager, RealData> opener) {
        this(kind, DataFiles.NONE, request -> dimension, preset, opener);
    }

    /** A data set that is no images. */
    DataSet(
            Kind kind,
            DataFiles files,
            ToLongFunction<DataRequest> dimension,
            String preset,
            BiFunction<DataRequest, NDManager, RealData> opener) {
        this(kind, files, dimension, preset, List.of(), null, opener);
    }

    DataSet(
            Kind kind,
            DataFiles files,
            ToLongFunction<DataRequest> dimension,
            String preset,
            List<String> classNames,
            ImageSource images,
            BiFunction<DataRequest, NDManager, RealData> opener) {
        this.kind = kind;
        this.files = files;
        this.dimension = dimension;
        this.classNames = classNames;
        this.preset = preset;
        this.images = images;
        this.opener = opener;
    }

    /**
     * The data set that some files are.
     *
     * @param place a folder or a file
     * @return what reads them
     */
    public static DataSet suiting(Path place) {
        String name = place.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npz") || name.endsWith(".npy")) {
            return NPZ;
        }
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return VECTORS;
        }
        if (CifarFiles.areIn(place)) {
            return CIFAR10;
        }
        return IdxFiles.areIn(place) ? IDX : PICTURES;
    }

    /** {@return the names of all data sets, in the order of the table} */
    public static List<String> names() {
        return Stream.of(values()).map(DataSet::toString).toList();
    }

    /** {@return the names with where the data come from, for the help of the command line} */
    public static String help() {
        Map<DataFiles, String> names = Stream.of(values())
                .collect(Collectors.groupingBy(
                        row -> row.files,
                        LinkedHashMap::new,
                        Collectors.mapping(DataSet::toString, Collectors.joining(", "))));
        return names.entrySet().stream()
                .map(entry -> entry.getValue() + " (" + entry.getKey().help() + ")")
                .collect(Collectors.joining(", "));
    }

    /**
     * Looks a data set up.
     *
     * @param name the name, which may be {@code null}
     * @return its row; empty if there is none of that name
     */
    public static Optional<DataSet> find(String name) {
        return Stream.of(values()).filter(row -> row.toString().equals(name)).findFirst();
    }

    /**
     * Looks a data set up that must be there.
     *
     * @param name one of {@link #names}
     * @return its row
     * @throws IllegalArgumentException if there is none of that name
     */
    public static DataSet of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown data set '" + name + "'; there are " + String.join(", ", names())));
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return what its samples are} */
    public Kind kind() {
        return kind;
    }

    /** {@return whether samples may belong to classes; whether they do, files tell} */
    public boolean labelled() {
        return kind != Kind.GAUSSIAN;
    }

    /** {@return whether samples come from files, which may be others the next time; false for what is drawn} */
    public boolean readsFiles() {
        return files != DataFiles.NONE;
    }

    /** {@return the preset of a run that names none} */
    public String preset() {
        return preset;
    }

    /**
     * The numbers in one sample, before all samples are read.
     *
     * @param request what would be read
     * @return the number; of pictures of several sizes that of the first
     * @throws UserException if files must be looked at and are not what they should be
     */
    public long dimension(DataRequest request) {
        return dimension.applyAsLong(request);
    }

    /**
     * What the classes are called.
     *
     * @param classes how many there are
     * @return a name for each, in the order of their numbers; the numbers themselves where they have no other
     */
    public List<String> classNames(int classes) {
        return classNames.isEmpty() ? ImageSet.numbers(classes) : classNames;
    }

    /**
     * Checks that a directory is given exactly where one is read.
     *
     * @param directory the directory, or {@code null}
     * @throws IllegalArgumentException if it does not fit the data set
     */
    public void checkDirectory(Path directory) {
        if (directory != null && files == DataFiles.NONE) {
            String readers = Stream.of(values())
                    .filter(DataSet::readsFiles)
                    .map(DataSet::toString)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "the data set " + this + " reads no data-dir (" + directory + "); those that do are " + readers);
        }
        if (directory == null && !files.needs().isEmpty()) {
            throw new IllegalArgumentException("the data set " + this + " needs " + files.needs());
        }
    }

    /**
     * Checks that nothing is asked for that would have no effect.
     *
     * @param options what is made of files
     * @throws IllegalArgumentException if one of them is none of this data set
     */
    public void checkOptions(DataOptions options) {
        options.unusual().forEach((name, value) -> {
            if (!takes(name)) {
                String takers = Stream.of(values())
                        .filter(row -> row.takes(name))
                        .map(DataSet::toString)
                        .collect(Collectors.joining(", "));
                throw new IllegalArgumentException(name + " (" + value + ") has no effect on the data set " + this
                        + "; it is for " + takers + ": leave it out");
            }
        });
    }

    private boolean takes(String option) {
        return option.equals("mirror") ? kind == Kind.IMAGES : files.options().contains(option);
    }

    /**
     * Makes the data set ready to train on.
     *
     * @param request where files lie, if any do, and what is made of them; its seed decides the order of samples, and the samples
     *     themselves where they are drawn
     * @param manager owns the resident arrays; on the device to train on
     * @return the data, of the type that {@link #kind} says
     * @throws UserException if the files are missing or not what they should be, or a download fails
     * @throws IllegalArgumentException if a directory is given where none is read or missing where it is
     */
    public RealData open(DataRequest request, NDManager manager) {
        checkDirectory(request.directory());
        if (opener != null) {
            return opener.apply(request, manager);
        }
        ImageSet train = images(request, Split.TRAIN).orElseThrow();
        return new ResidentImages(
                manager, train, request.seed(), request.options().mirror());
    }

    /**
     * Makes a data set ready to train on as it is without options.
     *
     * @param directory where files lie, or {@code null} for what is drawn or downloaded
     * @param seed decides the order of samples, and the samples themselves where they are drawn
     * @param manager owns the resident arrays; on the device to train on
     * @return as {@link #open(DataRequest, NDManager)}
     */
    public RealData open(Path directory, long seed, NDManager manager) {
        return open(new DataRequest(directory, seed), manager);
    }

    /**
     * Reads or draws images.
     *
     * @param request where files lie, if any do, and what is made of them
     * @param split which half
     * @return the images; none of a test split that is not there
     * @throws UserException if the files are missing or not what they should be, or a download fails
     * @throws IllegalStateException if the samples of the data set are no images
     */
    public Optional<ImageSet> images(DataRequest request, Split split) {
        if (images == null) {
            throw new IllegalStateException("the data set " + this + " has no images");
        }
        Optional<ImageSet> found = images.images(request, split);
        return classNames.isEmpty()
                ? found
                : found.map(set -> new ImageSet(set.shape(), set.pixels(), set.labels(), classNames));
    }
}

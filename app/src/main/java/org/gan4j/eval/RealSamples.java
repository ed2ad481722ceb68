package org.gan4j.eval;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataRequest;
import org.gan4j.data.DataSet;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ReadingProgress;
import org.gan4j.data.RealData;
import org.gan4j.data.ResidentImages;
import org.gan4j.data.Split;
import org.gan4j.data.VectorSplits;
import org.gan4j.model.SampleSpace;

/** What a run's samples are compared with: its data set, and the real samples of it. Each set of images is read once. */
public final class RealSamples {

    private final DataSet dataset;
    private final DataRequest request;
    private final Map<Key, Optional<ImageSet>> read = new HashMap<>();

    private record Key(long seed, Split split) {}

    /**
     * The samples of a run's data set; nothing is read yet.
     *
     * @param config the run's configuration
     * @param directory where the data are now; {@code null} for where the run had them
     * @param progress told of what takes time
     * @throws IllegalArgumentException if a directory is given where none is read, or missing where it is
     */
    public RealSamples(TrainConfig config, Path directory, ReadingProgress progress) {
        this.dataset = config.data().row();
        this.request = new DataRequest(
                directory == null ? config.data().path() : directory,
                config.seed(),
                config.data().reading(),
                progress);
        dataset.checkDirectory(request.directory());
    }

    /**
     * The data set.
     *
     * @return its row in the table of data sets
     */
    public DataSet dataset() {
        return dataset;
    }

    /**
     * Where its files are.
     *
     * @return the directory; {@code null} for what is drawn or downloaded
     */
    public Path directory() {
        return request.directory();
    }

    /**
     * Reads, downloads or draws the images that a generator learns from, unless that has been done.
     *
     * @param seed decides the images where they are drawn
     * @return the images
     * @throws UserException if they cannot be had
     */
    public ImageSet train(long seed) {
        return images(seed, Split.TRAIN).orElseThrow();
    }

    /**
     * The same of those that are kept for scores.
     *
     * @param seed decides the images where they are drawn
     * @return the images; none if all are learned from
     * @throws UserException if they cannot be had
     */
    Optional<ImageSet> test(long seed) {
        return images(seed, Split.TEST);
    }

    /**
     * Reads rows of numbers; nothing of them goes to the device.
     *
     * @param samples what the run generates
     * @return the rows
     * @throws UserException if they cannot be had, or are not those of the run
     */
    VectorSplits vectors(SampleSpace samples) {
        VectorSplits found = VectorSplits.read(silent());
        if (!found.columns().equals(samples.columns())) {
            throw new UserException(request.directory() + " has other columns or other values in them than the run has"
                    + " learned from; name the run's own data with --data-dir");
        }
        return found;
    }

    /**
     * Tells the samples that a generator learns from, from others.
     *
     * @param seed decides the samples where they are drawn
     * @param manager what reads them
     * @return their fingerprint
     */
    public String fingerprint(long seed, NDManager manager) {
        if (dataset.kind() == DataSet.Kind.IMAGES) {
            return ResidentImages.fingerprint(train(seed), request.options().mirror());
        }
        if (dataset.kind() == DataSet.Kind.VECTORS) {
            return VectorSplits.read(silent()).fingerprint();
        }
        try (RealData data = dataset.open(silent(), manager)) {
            return data.fingerprint();
        }
    }

    /** Says nothing of what becomes of values, as the training has. */
    private DataRequest silent() {
        return new DataRequest(request.directory(), request.seed(), request.options(), line -> {});
    }

    private Optional<ImageSet> images(long seed, Split split) {
        Key key = new Key(dataset.readsFiles() ? 0 : seed, split);
        return read.computeIfAbsent(
                key,
                wanted -> dataset.images(
                        new DataRequest(request.directory(), seed, request.options(), request.progress()), split));
    }
}

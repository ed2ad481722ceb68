package org.gan4j.eval;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.ImageSet;
import org.gan4j.data.Split;

/** What a run's samples are compared with: its data set, and the real images of it. Each set of images is read once. */
public final class RealImages {

    private final DataSet dataset;
    private final Path directory;
    private final Map<Key, ImageSet> read = new HashMap<>();

    private record Key(long seed, Split split) {}

    /**
     * The images of a run's data set; nothing is read yet.
     *
     * @param config the run's configuration
     * @param directory where the data are now; {@code null} for where the run had them
     * @throws IllegalArgumentException if a directory is given where none is read or missing where it is
     */
    public RealImages(TrainConfig config, Path directory) {
        this.dataset = config.data().row();
        this.directory = directory == null ? config.data().path() : directory;
        dataset.checkDirectory(this.directory);
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
        return directory;
    }

    /**
     * Reads, downloads or draws images, unless that has been done.
     *
     * @param seed decides the images where they are drawn
     * @param split which half
     * @return the images
     * @throws org.gan4j.UserException if they cannot be had
     */
    public ImageSet images(long seed, Split split) {
        return read.computeIfAbsent(
                new Key(dataset.readsFiles() ? 0 : seed, split), key -> dataset.images(directory, seed, split));
    }
}

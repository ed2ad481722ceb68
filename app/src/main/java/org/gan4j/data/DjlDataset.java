package org.gan4j.data;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import ai.djl.training.util.ProgressBar;
import ai.djl.util.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.gan4j.UserException;

/**
 * Data sets that DJL downloads once, checks, unpacks and keeps in its cache ({@code DJL_CACHE_DIR}, or {@code ~/.djl.ai}).
 *
 * <p>The repository and the artifacts are those of {@link ai.djl.basicdataset.cv.classification.Mnist} and its like, and so is the place
 * in the cache. Those classes themselves read the files past their headers into float32 arrays; here they are read and checked as bytes.
 *
 * @param title its name for a person
 * @param artifactId its name in DJL's repository
 * @param files which files a person can put into a directory instead
 * @param reader reads the files
 */
record DjlDataset(String title, String artifactId, String files, Reader reader) implements DataSet.ImageSource {

    /** Reads one split from a directory. */
    interface Reader {
        ImageSet read(Path directory, Split split);
    }

    /** A data set in the form of MNIST, with so many classes. */
    static DjlDataset idx(String title, String artifactId, int classes) {
        return new DjlDataset(
                title, artifactId, IdxFiles.FOUR_FILES, (directory, split) -> IdxFiles.read(directory, split, classes));
    }

    private static final String VERSION = "1.0";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Reads one split: from the directory if there is one, otherwise from the cache or, the first time, from the network. */
    @Override
    public Optional<ImageSet> images(DataRequest request, Split split) {
        if (request.directory() != null) {
            return Optional.of(reader.read(request.directory(), split));
        }
        Repository repository = new TimeLimitedRepository("BasicDataset", BasicDatasets.DJL_REPO_URL, LONGEST_WAIT);
        return Optional.of(download(split, new ProgressBar(), repository));
    }

    /**
     * Reads one split from the cache if it is there and from the repository otherwise.
     *
     * @param split the split
     * @param progress is told of a download; may be null
     * @param repository the server
     * @return the images
     * @throws UserException if the files cannot be downloaded, or are not what they should be
     */
    ImageSet download(Split split, Progress progress, Repository repository) {
        return reader.read(prepare(repository, progress), split);
    }

    private Path prepare(Repository repository, Progress progress) {
        MRL mrl = repository.dataset(Application.CV.ANY, BasicDatasets.GROUP_ID, artifactId, VERSION);
        try {
            // DJL asks the network for the list of files again every day, also when it has the files.
            Path cached = repository
                    .getCacheDirectory()
                    .resolve(mrl.toURI().getPath())
                    .resolve(VERSION);
            if (Files.isDirectory(cached)) {
                return cached;
            }
            Artifact artifact = mrl.getDefaultArtifact();
            mrl.prepare(artifact, progress);
            return repository.getResourceDirectory(artifact);
        } catch (IOException | RuntimeException e) {
            // Runtime exceptions too: a login page in place of the list of files makes DJL's JSON parser throw one.
            throw new UserException(
                    title + " cannot be downloaded from " + repository.getBaseUri() + " ("
                            + e.toString().lines().findFirst().orElseThrow()
                            + "); put " + files + " into a directory DIR and say --data-dir DIR, or say"
                            + " --dataset digits, which needs no file and no network",
                    e);
        }
    }
}

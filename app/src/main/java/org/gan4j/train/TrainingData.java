package org.gan4j.train;

import ai.djl.ndarray.NDManager;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ReadingProgress;
import org.gan4j.data.RealData;
import org.gan4j.data.ResidentImages;

/** The real samples of a configuration. */
public final class TrainingData {

    private TrainingData() {}

    /**
     * Opens them, with clusters if the configuration asks for them.
     *
     * @param config the configuration
     * @param progress told of what takes time
     * @param manager owns the resident arrays; on the device to train on
     * @return the samples
     * @throws IllegalArgumentException if they cannot be parted into so many clusters
     */
    public static RealData open(TrainConfig config, ReadingProgress progress, NDManager manager) {
        RealData data = read(config, progress, manager);
        cluster(data, config.techniques());
        return data;
    }

    /**
     * Opens them without clusters.
     *
     * @param config the configuration
     * @param progress told of what takes time
     * @param manager owns the resident arrays; on the device to train on
     * @return the samples
     */
    public static RealData read(TrainConfig config, ReadingProgress progress, NDManager manager) {
        return config.data().row().open(config.data().request(config.seed(), progress), manager);
    }

    /**
     * Parts them into clusters if that is asked for.
     *
     * @param data the samples
     * @param techniques how many clusters, and whether they lie inside classes
     * @throws IllegalArgumentException if they cannot be parted into so many
     */
    public static void cluster(RealData data, TrainConfig.Techniques techniques) {
        if (techniques.clusters() > 0) {
            ((ResidentImages) data).cluster(techniques.clusters(), techniques.conditional());
        }
    }
}

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
        RealData data = config.data().row().open(config.data().request(config.seed(), progress), manager);
        TrainConfig.Techniques techniques = config.techniques();
        if (techniques.clusters() > 0) {
            ((ResidentImages) data).cluster(techniques.clusters(), techniques.conditional());
        }
        return data;
    }
}

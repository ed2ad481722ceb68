package org.gan4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;

/**
 * How many engine threads help a training on a CPU.
 *
 * <p>The products of a step are split among the threads, which meet again after each of them: that pays only where the products are
 * large. Measured on two cores, with threads that sleep while they wait (the launcher's {@code OMP_WAIT_POLICY}; threads that spin
 * make the same step 30 times slower as soon as one other process wants a core): the second thread brings 1.1 times the speed at 64
 * images of MNIST a batch and 1.3 times at 1,024, and costs a tenth where the other core is taken. What counts is the size of a
 * product; {@code --n-critic} makes more of them, not larger ones.
 */
final class Threads {

    /** Multiply-adds of one batch through both networks, once: 30 million for the MNIST job at 64 images, 490 million at 1,024. */
    private static final long WORK_OF_A_THREAD = 200_000_000;

    private static final int PIXELS = 28 * 28;

    private Threads() {}

    /**
     * The number for a training: it depends on the sizes and the machine alone, so that a run that goes on computes as before.
     *
     * @param config what to train
     * @param cores the machine's cores
     * @return at least 1, at most the cores
     */
    static int suiting(TrainConfig config, int cores) {
        TrainConfig.Model model = config.model();
        long dimension = dimension(config.data());
        boolean autoencoder = config.objective().describeLoss().energies();
        long weights = weights(model.latent(), model.generatorHidden(), dimension)
                // An autoencoder goes to its code and the same way back.
                + (autoencoder ? 2 : 1) * weights(dimension, model.discriminatorHidden(), autoencoder ? 0 : 1);
        return (int) Math.max(1, Math.min(cores, config.data().batchSize() * weights / WORK_OF_A_THREAD));
    }

    private static long dimension(TrainConfig.Data data) {
        try {
            return DataSet.of(data.dataset()).dimension(data.directory() == null ? null : Path.of(data.directory()));
        } catch (UserException e) {
            return PIXELS; // what is wrong with the files is said when they are read
        }
    }

    private static long weights(long input, List<Integer> hidden, long output) {
        long weights = 0;
        long from = input;
        for (long to : Stream.concat(hidden.stream().map(Integer::longValue), Stream.of(output))
                .toList()) {
            weights += from * to;
            from = to;
        }
        return weights;
    }
}

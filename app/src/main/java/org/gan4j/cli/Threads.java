package org.gan4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.gan4j.config.TrainConfig;

/**
 * How many engine threads help a training on a CPU.
 *
 * <p>The products of a step are split among the threads, which meet again after each of them: that pays only where the products are
 * large. Measured on two cores, with threads that sleep while they wait (the launcher's {@code OMP_WAIT_POLICY}; threads that spin
 * make the same step 30 times slower as soon as one other process wants a core): the second thread brings 1.1 times the speed at 64
 * images of MNIST a batch and 1.3 times at 1,024, and costs a tenth where the other core is taken.
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
        int dimension = switch (config.data().dataset()) {
            case "gaussian" -> 1;
            case "ring", "grid" -> 2;
            default -> PIXELS;
        };
        long weights = weights(model.latent(), model.generatorHidden(), dimension)
                + weights(dimension, model.discriminatorHidden(), 1);
        return (int) Math.max(1, Math.min(cores, config.data().batchSize() * weights / WORK_OF_A_THREAD));
    }

    private static long weights(int input, List<Integer> hidden, int output) {
        List<Integer> widths = new ArrayList<>(hidden);
        widths.add(output);
        long weights = 0;
        long from = input;
        for (int to : widths) {
            weights += from * to;
            from = to;
        }
        return weights;
    }
}

package org.gan4j.cli;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.gan4j.UserException;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ImageShape;
import org.gan4j.model.SampleSpace;
import org.gan4j.train.Players;

/**
 * How many engine threads help a training on a CPU.
 *
 * <p>The products of a step are split among the threads, which meet again after each of them. That pays only where the products are
 * large. Measured on two cores, with threads that sleep while they wait (the launcher's {@code OMP_WAIT_POLICY}):
 *
 * <pre>
 * batch of MNIST    speed with a second thread
 *     64            1.1 times; a tenth slower where the other core is taken
 *  1,024            1.3 times
 * </pre>
 *
 * <p>Threads that spin make the same step 30 times slower as soon as one other process wants a core. What counts is the size of a
 * product; {@code --n-critic} makes more of them, not larger ones.
 */
final class Threads {

    /** Multiply-adds of one batch through both networks, once: 30 million for the MNIST job at 64 images, 490 million at 1,024. */
    private static final long WORK_OF_A_THREAD = 200_000_000;

    private Threads() {}

    /**
     * The number for a training: it depends on the sizes and the machine alone, so that a run that goes on computes as before.
     *
     * @param config what to train
     * @param cores the machine's cores
     * @return at least 1, at most the cores
     */
    static int suiting(TrainConfig config, int cores) {
        try {
            long dimension = config.data().row().dimension(config.data().request(0, line -> {}));
            SampleSpace samples =
                    new SampleSpace((int) dimension, picture((int) dimension), 0); // labels are few numbers
            return suiting(config, samples, cores);
        } catch (UserException | IllegalArgumentException e) {
            return 1; // what is wrong with the files, or with their size, is said when they are read
        }
    }

    private static int suiting(TrainConfig config, SampleSpace samples, int cores) {
        int packing = config.techniques().packing();
        long generator = Players.generatorLayers(config, samples)
                .multiplyAdds(new Shape(config.model().latent()));
        long discriminator = Players.discriminatorLayers(config, samples)
                .multiplyAdds(new Shape((long) packing * samples.dimension()));
        long work = config.data().batchSize() * (generator + discriminator / packing);
        return (int) Math.max(1, Math.min(cores, work / WORK_OF_A_THREAD));
    }

    /** A square picture of about so many numbers: convolutions have as much to do for any other. */
    private static ImageShape picture(int dimension) {
        for (int channels : List.of(1, 3)) {
            int side = (int) Math.round(Math.sqrt(dimension / channels));
            if (channels * side * side == dimension) {
                return new ImageShape(channels, side, side);
            }
        }
        int side = Integer.highestOneBit((int) Math.sqrt(dimension));
        return new ImageShape(1, side, side);
    }
}

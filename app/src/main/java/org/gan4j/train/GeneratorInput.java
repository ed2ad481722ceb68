package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.gan4j.config.TrainConfig;

/**
 * What a generator is given: standard normal noise, and the one-hot class if it knows classes.
 *
 * @param latent the numbers of noise in a row
 * @param classes the number of classes; 0 for a generator that knows none
 */
public record GeneratorInput(int latent, int classes) {

    /** Asks for the classes in turn. */
    public static final int EVERY_CLASS = -1;

    /**
     * The input of a configuration's generator.
     *
     * @param config the configuration
     * @param classes the number of classes in its data
     * @return its input
     */
    public static GeneratorInput of(TrainConfig config, int classes) {
        return new GeneratorInput(config.model().latent(), config.techniques().conditional() ? classes : 0);
    }

    /** The numbers in a row of input. */
    public int width() {
        return latent + classes;
    }

    /** Whether samples are generated class by class. */
    boolean conditional() {
        return classes > 0;
    }

    /**
     * Draws noise alone.
     *
     * @param count how many samples are wanted
     * @param manager owns the noise
     * @return {@code [count, latent]}
     */
    public NDArray noise(int count, NDManager manager) {
        return manager.randomNormal(new Shape(count, latent));
    }

    /** Random classes, {@code [count]}; {@code null} without classes. */
    NDArray labels(int count, NDManager manager) {
        return conditional() ? manager.randomInteger(0, classes, new Shape(count), DataType.INT64) : null;
    }

    /**
     * A row of noise and its class as one row of input.
     *
     * @param noise {@code [N, latent]}
     * @param labels {@code [N]}, int64; {@code null} without classes
     * @return {@code [N, latent]}, or {@code [N, latent + classes]}
     */
    public NDArray of(NDArray noise, NDArray labels) {
        return labels == null ? noise : noise.concat(labels.oneHot(classes), 1);
    }

    /**
     * Draws the input of samples that a person looks at.
     *
     * @param count how many samples are wanted
     * @param wanted the class of all samples, or {@link #EVERY_CLASS}; of no effect without classes
     * @param manager owns the input
     * @return {@code [count, latent]}, or {@code [count, latent + classes]}
     */
    public NDArray samples(int count, int wanted, NDManager manager) {
        return samples(count, wanted == EVERY_CLASS ? List.of() : List.of(wanted), manager);
    }

    /**
     * Draws the input of samples of some classes in turn.
     *
     * @param count how many samples are wanted
     * @param wanted the classes; all if it is empty; of no effect without classes
     * @param manager owns the input
     * @return {@code [count, latent]}, or {@code [count, latent + classes]}
     */
    public NDArray samples(int count, List<Integer> wanted, NDManager manager) {
        if (!conditional()) {
            return noise(count, manager);
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray noise = noise(count, scope);
            NDArray labels = scope.create(IntStream.range(0, count)
                    .mapToLong(i -> wanted.isEmpty() ? i % classes : wanted.get(i % wanted.size()))
                    .toArray());
            NDArray input = of(noise, labels);
            input.attach(manager);
            return input;
        }
    }
}

package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gan4j.data.Batch;
import org.gan4j.data.RealData;

/**
 * What the updates of a step learn from.
 *
 * @param data the real samples
 * @param input what the generator is given
 * @param batchSize the samples of an update, real and generated alike
 * @param criticSteps discriminator updates to one generator update, {@code n_critic}
 * @param freshNoise whether the generator learns from noise of its own, rather than from the discriminator's last batch
 * @param classesOfReal whether generated samples are of the classes of the real ones, in their order, as a discriminator that is told
 *     classes compares them, and as clusters are frequent; otherwise they are of random ones
 * @param freshBatch whether a generator whose loss reads real samples sees others than the discriminator's last batch
 * @param room whether real samples come with room for generated ones, which a pass over both then need not copy
 * @param rows the numbers of the samples of each update, in given arrays; empty if each update looks them up
 */
record Sampling(
        RealData data,
        GeneratorInput input,
        int batchSize,
        int criticSteps,
        boolean classesOfReal,
        boolean freshNoise,
        boolean freshBatch,
        boolean room,
        List<NDArray> rows) {

    /** The real batch of a step's update {@code i}, counted from 0; that of update {@code criticSteps} is the next step's first. */
    Batch real(NDManager scope, long step, int i) {
        // The batches before it are compared with samples of a generator that is held fixed, which writes where it
        // likes.
        boolean filled = room && !freshNoise && i == criticSteps - 1;
        if (rows.isEmpty()) {
            return data.batch(scope, step * criticSteps + i, batchSize, input.conditional(), filled);
        }
        Batch batch = filled
                ? data.withRoom(rows.get(i), input.conditional())
                : data.ofNumbers(rows.get(i), input.conditional());
        batch.arrays().forEach(array -> array.attach(scope)); // they belong to whom the numbers do
        return batch;
    }

    /** Whether the samples of a step follow from numbers that can be handed to a recording, or from the engine's generator. */
    boolean isRepeatable(NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            return data.isDrawn() || !lookUp(scope, 0).isEmpty();
        }
    }

    /** Which samples each update of a step holds, the next step's first included where it is looked at; empty if they are drawn anew. */
    List<NDArray> lookUp(NDManager scope, long step) {
        return IntStream.range(0, criticSteps + (freshBatch ? 1 : 0))
                .mapToObj(i -> data.numbers(scope, step * criticSteps + i, batchSize))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The same with the numbers of the samples in given arrays. */
    Sampling with(List<NDArray> numbers) {
        return new Sampling(data, input, batchSize, criticSteps, classesOfReal, freshNoise, freshBatch, room, numbers);
    }
}

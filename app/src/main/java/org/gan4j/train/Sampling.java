package org.gan4j.train;

import ai.djl.ndarray.NDManager;
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
 */
record Sampling(
        RealData data,
        GeneratorInput input,
        int batchSize,
        int criticSteps,
        boolean classesOfReal,
        boolean freshNoise,
        boolean freshBatch) {

    /** The real batch of a step's update {@code i}, counted from 0; that of update {@code criticSteps} is the next step's first. */
    Batch real(NDManager scope, long step, int i) {
        return data.batch(scope, step * criticSteps + i, batchSize, input.conditional());
    }
}

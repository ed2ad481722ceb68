package org.gan4j.data;

import ai.djl.ndarray.NDManager;
import org.gan4j.engine.RandomNumbers;

/**
 * An endless stream of numbers from N({@value #MEAN}, {@value #STD}²): the smallest thing a GAN can learn, and one whose
 * success two numbers tell.
 *
 * <p>Batches come from the engine's generator, so they follow from its seed at the time of the call and not from their
 * number; a run that sets that seed from its own seed and the step is reproducible.
 */
public final class GaussianData implements RealData {

    /** The mean of the samples. */
    public static final float MEAN = 3;

    /** The standard deviation of the samples. */
    public static final float STD = 2;

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public String fingerprint() {
        return "a Gaussian of mean " + MEAN + " and standard deviation " + STD;
    }

    @Override
    public boolean isDrawn() {
        return true;
    }

    @Override
    public Batch batch(NDManager scope, long index, int batchSize, boolean labelled) {
        return new Batch(RandomNumbers.normal(scope, MEAN, STD, batchSize, 1), null);
    }

    @Override
    public void close() {
        // Nothing is resident: each batch is drawn where it is wanted.
    }
}

package org.gan4j.losses;

import static org.gan4j.losses.WideMeans.fromMeans;
import static org.gan4j.losses.WideMeans.meanSum;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * What the relativistic average losses share: each score is compared with the mean of the other kind.
 *
 * <pre>
 * D: E real(r - f̄) + E fake(f - r̄)
 * G: E real(f - r̄) + E fake(r - f̄)          the roles of r and f swapped
 * </pre>
 */
abstract class RelativisticAverage extends AdversarialLoss {

    /** What D minimises for real scores, less the mean of the generated ones. */
    abstract NDArray real(NDArray above);

    /** What D minimises for generated scores, less the mean of the real ones. */
    abstract NDArray fake(NDArray above);

    @Override
    public final boolean generatorUsesReal() {
        return true;
    }

    @Override
    protected final NDArray discriminator(NDArray real, NDArray fake) {
        NDList above = fromMeans(real, fake);
        return meanSum(real(above.get(0)), fake(above.get(1)), fake);
    }

    @Override
    protected final NDArray generator(NDArray real, NDArray fake) {
        return discriminator(fake, real);
    }
}

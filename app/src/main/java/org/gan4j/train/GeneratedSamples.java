package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.gan4j.model.Network;

/** Samples that are made when they are asked for, so that no more of them are in memory than somebody looks at. */
public interface GeneratedSamples {

    /** {@return the number of samples} */
    long count();

    /**
     * Some of the samples.
     *
     * @param scope owns them
     * @param from the first of them
     * @param to after the last of them, at most {@link #count}
     * @return {@code [to - from, dimension]}
     */
    NDArray rows(NDManager scope, long from, long to);

    /**
     * What a generator makes.
     *
     * @param generator the generator
     * @param input its input, {@code [N, ...]}
     * @return its samples
     */
    static GeneratedSamples of(Network generator, NDArray input) {
        return new GeneratedSamples() {
            @Override
            public long count() {
                return input.size(0);
            }

            @Override
            public NDArray rows(NDManager scope, long from, long to) {
                return Samples.of(generator, input.get(scope, new NDIndex().addSliceDim(from, to)));
            }
        };
    }

    /**
     * Samples that are there.
     *
     * @param samples {@code [N, dimension]}
     * @return the same
     */
    static GeneratedSamples of(NDArray samples) {
        return new GeneratedSamples() {
            @Override
            public long count() {
                return samples.size(0);
            }

            @Override
            public NDArray rows(NDManager scope, long from, long to) {
                return samples.get(scope, new NDIndex().addSliceDim(from, to));
            }
        };
    }
}

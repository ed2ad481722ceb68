package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.gan4j.model.Network;

/** What a trained generator makes, for those who look at samples or score them. */
public final class Samples {

    /** Rows that go through the generator at once, so that its layers never hold more than these. */
    public static final long CHUNK = 1_000;

    private Samples() {}

    /**
     * Runs a generator in inference mode.
     *
     * @param generator the generator
     * @param input its input, {@code [N, ...]}
     * @return a sample a row, owned by the manager of the input
     */
    public static NDArray of(Network generator, NDArray input) {
        Network inference = generator.inference();
        long count = input.size(0);
        if (count <= CHUNK) {
            return inference.forward(input);
        }
        try (NDManager scope = input.getManager().newSubManager()) {
            NDList chunks = new NDList();
            for (long from = 0; from < count; from += CHUNK) {
                NDArray rows = input.get(new NDIndex().addSliceDim(from, Math.min(count, from + CHUNK)));
                rows.attach(scope); // and all that follows from it
                chunks.add(inference.forward(rows));
            }
            NDArray samples = NDArrays.concat(chunks);
            samples.attach(input.getManager());
            return samples;
        }
    }
}

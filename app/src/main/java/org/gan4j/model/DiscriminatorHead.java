package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/** How a discriminator's output is read. */
public enum DiscriminatorHead {
    /** One raw score a sample. */
    SCORE {
        @Override
        Verdict read(NDArray input, NDList output) {
            return new Verdict(output.head(), null, null);
        }
    },
    /** One raw score a sample, then the logits of its classes (AC-GAN). */
    SCORE_AND_CLASSES {
        @Override
        Verdict read(NDArray input, NDList output) {
            return new Verdict(output.head().get(SCORES), output.head().get(CLASSES), null);
        }
    },
    /** The sample again and its code: the energy is the mean squared error over the sample (EBGAN). */
    SQUARED_ERROR {
        @Override
        Verdict read(NDArray input, NDList output) {
            NDArray error = output.get(0).sub(input).square().mean(OVER_SAMPLE, true);
            return new Verdict(error, null, output.get(1));
        }
    },
    /** The sample again and its code: the energy is the mean absolute error over the sample (BEGAN). */
    ABSOLUTE_ERROR {
        @Override
        Verdict read(NDArray input, NDList output) {
            NDArray error = output.get(0).sub(input).abs().mean(OVER_SAMPLE, true);
            return new Verdict(error, null, output.get(1));
        }
    };

    private static final int[] OVER_SAMPLE = {1};
    private static final NDIndex SCORES = new NDIndex(":, 0:1");
    private static final NDIndex CLASSES = new NDIndex(":, 1:");

    abstract Verdict read(NDArray input, NDList output);

    /**
     * Whether the network gives the sample again, and the verdict is how well.
     *
     * @return true for the energies
     */
    public boolean isAutoencoder() {
        return this == SQUARED_ERROR || this == ABSOLUTE_ERROR;
    }
}

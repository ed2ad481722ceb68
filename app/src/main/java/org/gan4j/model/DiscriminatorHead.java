package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import org.gan4j.torchscript.TorchScriptFunction;

/** How a discriminator's output is read. */
public enum DiscriminatorHead {
    /** One raw score a sample. */
    SCORE {
        @Override
        CriticOutput read(NDArray input, NDList output) {
            return new CriticOutput(output.head(), null, null);
        }
    },
    /** One raw score a sample, then the logits of its classes (AC-GAN). */
    SCORE_AND_CLASSES {
        @Override
        CriticOutput read(NDArray input, NDList output) {
            return new CriticOutput(output.head().get(SCORES), output.head().get(CLASSES), null);
        }
    },
    /** The sample again and its code: the energy is the mean squared error over the sample (EBGAN). */
    SQUARED_ERROR {
        @Override
        CriticOutput read(NDArray input, NDList output) {
            return new CriticOutput(MEAN_SQUARE.apply(output.get(0), input), null, output.get(1));
        }
    },
    /** The sample again and its code: the energy is the mean absolute error over the sample (BEGAN). */
    ABSOLUTE_ERROR {
        @Override
        CriticOutput read(NDArray input, NDList output) {
            return new CriticOutput(MEAN_ABSOLUTE.apply(output.get(0), input), null, output.get(1));
        }
    };

    private static final NDIndex SCORES = new NDIndex(":, 0:1");
    private static final NDIndex CLASSES = new NDIndex(":, 1:");

    private static final TorchScriptFunction MEAN_SQUARE = error("torch.square");
    private static final TorchScriptFunction MEAN_ABSOLUTE = error("torch.abs");

    /** The mean over a sample's numbers, in one engine call. */
    private static TorchScriptFunction error(String measure) {
        return new TorchScriptFunction(
                "again: Tensor, sample: Tensor",
                "return torch.mean(" + measure + "(torch.sub(again, sample)), [1], True)");
    }

    abstract CriticOutput read(NDArray input, NDList output);

    /**
     * Whether the network gives the sample again, and the verdict is how well.
     *
     * @return true for the energies
     */
    public boolean isAutoencoder() {
        return this == SQUARED_ERROR || this == ABSOLUTE_ERROR;
    }
}

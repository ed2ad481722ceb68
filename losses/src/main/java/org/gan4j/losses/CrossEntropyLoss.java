package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** What the cross-entropy losses share: the critic's objective, whose {@link Labels} may be softened or disturbed. */
abstract class CrossEntropyLoss extends AdversarialLoss {

    // A GPU's kernel of softplus_backward takes no number from the host, but an array with one number for all scores.

    /** {@code sp(-x)}, whose derivative is {@code -σ(-x)}. */
    static final StatedSlopes.Each SOFTPLUS_OF_NEGATED = new StatedSlopes.Each(
            // With -1 for its β, log(1 + exp(βx))/β, PyTorch's softplus is this one negated.
            "torch.neg(torch.softplus(%s, -1, 20))", "torch.softplus_backward(%5$s, %1$s, -1, 20, grad_input=%2$s)");

    /** {@code sp(x)}, whose derivative is {@code σ(x)}. */
    static final StatedSlopes.Each SOFTPLUS = new StatedSlopes.Each(
            "torch.softplus(%s, 1, 20)", "torch.softplus_backward(%4$s, %1$s, 1, 20, grad_input=%2$s)");

    private final Labels labels;

    CrossEntropyLoss(Labels labels) {
        this.labels = labels;
    }

    @Override
    protected final NDArray discriminator(NDArray real, NDArray fake) {
        return labels.discriminatorLoss(real, fake);
    }

    @Override
    public final Optional<StatedSlopes> discriminatorSlopes() {
        return labels.equals(Labels.HARD)
                ? Optional.of(StatedSlopes.ofBoth(SOFTPLUS_OF_NEGATED, SOFTPLUS))
                : Optional.empty();
    }
}

package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/** What the cross-entropy losses share: the critic's objective, whose {@link Labels} may be softened or disturbed. */
abstract class CrossEntropyLoss extends AdversarialLoss {

    /** {@code sp(-x)}, whose derivative is {@code -σ(-x)}. */
    static final List<String> SOFTPLUS_OF_NEGATED = List.of(
            "y = torch.neg(x)",
            "torch.softplus(y, 1, 20, out=terms)",
            "torch.softplus_backward(ops.prim.NumToTensor(-scale), y, 1, 20, grad_input=slopes)");

    /** {@code sp(x)}, whose derivative is {@code σ(x)}. */
    private static final List<String> SOFTPLUS = List.of(
            "torch.softplus(x, 1, 20, out=terms)",
            "torch.softplus_backward(ops.prim.NumToTensor(scale), x, 1, 20, grad_input=slopes)");

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

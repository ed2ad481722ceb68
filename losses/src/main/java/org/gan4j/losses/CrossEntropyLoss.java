package org.gan4j.losses;

import ai.djl.ndarray.NDArray;

/** What the cross-entropy losses share: the critic's objective, whose {@link Labels} may be softened or disturbed. */
abstract class CrossEntropyLoss extends AdversarialLoss {

    private final Labels labels;

    CrossEntropyLoss(Labels labels) {
        this.labels = labels;
    }

    @Override
    protected final NDArray discriminator(NDArray real, NDArray fake) {
        return labels.discriminatorLoss(real, fake);
    }
}

package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gan4j.model.WayBack;
import org.gan4j.optim.Optimizer;

/**
 * What moves a player's weights.
 *
 * @param optimizer moves them
 * @param rate the learning rate
 * @param wayBack finds the gradients of a loss where derivatives are written out; empty if autograd does
 */
record Learner(Optimizer optimizer, double rate, Optional<WayBack> wayBack) {

    /** Whether a slope to an array is all that the way back needs: whether it is a network's output itself. */
    boolean isLeaf(NDArray array) {
        return wayBack.isPresent() && wayBack.get().isLeaf(array);
    }

    /**
     * Takes one step down a loss.
     *
     * @param loss what was computed while gradients were recorded
     * @param now where in the run the step stands
     */
    void minimise(TotalLoss loss, Moment now) {
        optimizer.setBeta2(now.beta2());
        if (wayBack.isEmpty()) {
            optimizer.minimise(loss.sum().orElseThrow(), now.rate() * rate);
        } else {
            WayBack.Gradients gradients = wayBack.get().of(loss.sum(), loss.slopes());
            optimizer.minimise(gradients.arguments(), gradients.statements(), gradients.arrays(), now.rate() * rate);
        }
    }
}

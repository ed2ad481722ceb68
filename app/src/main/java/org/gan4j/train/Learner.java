package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Optional;
import org.gan4j.losses.StatedSlopes;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.model.WayBack;
import org.gan4j.optim.Optimizer;

/**
 * What moves a player's weights.
 *
 * @param optimizer moves them
 * @param rate the learning rate
 * @param written how gradients are found where derivatives are written out; empty if autograd finds them
 */
record Learner(Optimizer optimizer, LearningRate rate, Optional<Written> written) {

    /**
     * Derivatives that are written out.
     *
     * @param wayBack those of the networks
     * @param loss those of the adversarial loss, if it states them
     * @param penalties those of the penalties that state them, by name
     */
    record Written(WayBack wayBack, Optional<StatedSlopes> loss, Map<String, Penalty.OfSlopes> penalties) {}

    /** Makes ready for a step: its rate, and the decay of the second moment. */
    void follow(Moment now) {
        rate.follow(now);
        optimizer.setBeta2(now.beta2());
    }

    /** The slopes that the adversarial loss states, if slopes to these scores are all that the way back needs. */
    Optional<StatedSlopes> statedFor(NDArray scores) {
        return written.filter(found -> found.wayBack().isLeaf(scores)).flatMap(Written::loss);
    }

    /** A penalty in its stated form, if it has one. */
    Optional<Penalty.OfSlopes> stated(String penalty) {
        return written.map(found -> found.penalties().get(penalty));
    }

    /**
     * Takes one step down a loss.
     *
     * @param loss what was computed while gradients were recorded
     */
    void minimise(TotalLoss loss) {
        if (written.isEmpty()) {
            optimizer.minimise(loss.sum().orElseThrow(), rate.value());
        } else {
            WayBack.Gradients gradients = written.get().wayBack().of(loss.sum(), loss.stated());
            optimizer.minimise(gradients.arguments(), gradients.statements(), gradients.values(), rate.value());
        }
    }
}

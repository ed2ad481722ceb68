package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.engine.Program;
import org.gan4j.losses.StatedSlopes;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.model.WayBack;
import org.gan4j.optim.Optimizer;

/**
 * What moves a player's weights.
 *
 * @param optimizer moves them
 * @param rate the learning rate
 * @param movingRate where a schedule's rate is on the device, if it lies there: {@link #follow} puts it there
 * @param written how gradients are found where derivatives are written out; empty if autograd finds them
 */
record Learner(Optimizer optimizer, double rate, Optional<NDArray> movingRate, Optional<Written> written) {

    /**
     * Derivatives that are written out.
     *
     * @param wayBack those of the networks
     * @param loss those of the adversarial loss, if it states them
     * @param penalties those of the penalties that state them, by name
     */
    record Written(WayBack wayBack, Optional<StatedSlopes> loss, Map<String, Penalty.OfSlopes> penalties) {}

    private static final Program FILL =
            new Program("rate: Tensor, value: float", List.of("torch.fill_(rate, value)", "return rate"));

    /** Puts the rate of a step where its update reads it. */
    void follow(Moment now) {
        movingRate.ifPresent(array -> FILL.perform(List.of(array, now.rate() * rate)));
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
     * @param now where in the run the step stands
     */
    void minimise(TotalLoss loss, Moment now) {
        optimizer.setBeta2(now.beta2());
        Object current = movingRate.isPresent() ? movingRate.get() : now.rate() * rate;
        if (written.isEmpty()) {
            optimizer.minimise(loss.sum().orElseThrow(), current);
        } else {
            WayBack.Gradients gradients = written.get().wayBack().of(loss.sum(), loss.stated());
            optimizer.minimise(gradients.arguments(), gradients.statements(), gradients.values(), current);
        }
    }
}

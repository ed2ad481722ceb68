package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/**
 * What carries numbers from one step to the next: BEGAN's {@code k}, BGAN's {@code log Z}, LeCam's averages, the count of a lazy penalty.
 *
 * <p>The numbers outlive a step, so their owner is named once, before the first evaluation. They are arrays on its device, which
 * a step changes without waiting for the device; a checkpoint saves them and overwrites them:
 *
 * <pre>{@code
 * loss.initialise(model.getNDManager());
 * loss.state().forEach((name, array) -> save(name, array));
 * loss.state().get("k").set(new float[] {0.25f});   // the array is the state itself
 * }</pre>
 *
 * <p>Most losses and penalties have no state; for them both methods do nothing, so that a training loop need not ask.
 */
public interface Stateful {

    /**
     * Makes the state at its beginning, in place of any there was. Without state: does nothing.
     *
     * @param owner owns the arrays; on the device of the scores, and alive as long as this is used
     */
    default void initialise(NDManager owner) {}

    /**
     * The state, to be saved, or to be overwritten in place by what was saved.
     *
     * @return the arrays themselves by name; none for what has no state
     * @throws IllegalStateException if there is state and {@link #initialise} was not called
     */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /**
     * Returns a piece of state if it is there.
     *
     * @param owner what the state belongs to
     * @param array the piece, or {@code null}
     * @return the piece
     * @throws IllegalStateException if it is {@code null}
     */
    static NDArray initialised(Stateful owner, NDArray array) {
        if (array == null) {
            throw new IllegalStateException(owner.getClass().getSimpleName()
                    + " has no state yet; call initialise(manager) once, before the first evaluation");
        }
        return array;
    }
}

package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.times;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gan4j.losses.Stateful;

/**
 * Lazy regularisation: a penalty that is evaluated in every k-th step only, and counts k-fold there.
 *
 * <pre>
 * k·penalty in evaluations 0, k, 2k, ...;   0 in all others
 * </pre>
 *
 * <p>Values are 0 or k times those of the penalty inside. On average the gradient is the same, at a k-th of the cost. The
 * number of evaluations is {@linkplain Stateful state}, named {@code calls}: an array on the CPU, whatever the owner's
 * device, because the host must know it. The state of the penalty inside follows, with {@code penalty.} before its names.
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty r1 = new LazyPenalty(new R1Penalty(10), 16);
 * r1.initialise(manager);                                           // once
 * NDArray dLoss = nonSaturating.discriminatorLoss(r, f).add(r1.evaluate(critic, real, fake));
 * }</pre>
 *
 * <p>Source: Karras et al. 2020, "Analyzing and Improving the Image Quality of StyleGAN"; k 16 for R1. Its code (NVlabs/stylegan2)
 * takes a step of its own down the penalty, and corrects Adam for it: the rate times k/(k+1), β to that power. Here penalty
 * and loss share one step.
 */
public final class LazyPenalty implements Penalty {

    private final Penalty penalty;
    private final int interval;
    private NDArray calls;

    /**
     * Makes a penalty lazy.
     *
     * @param penalty the penalty
     * @param interval how many steps {@code k} there are to one evaluation, at least 1
     * @throws IllegalArgumentException if the interval is not
     */
    public LazyPenalty(Penalty penalty, int interval) {
        if (interval < 1) {
            throw new IllegalArgumentException("interval (" + interval + ") must be at least 1");
        }
        this.penalty = penalty;
        this.interval = interval;
    }

    @Override
    public void initialise(NDManager owner) {
        calls = owner.newSubManager(Device.cpu()).create(new long[] {0});
        penalty.initialise(owner);
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("calls", Stateful.initialised(this, calls));
        penalty.state().forEach((name, array) -> state.put("penalty." + name, array));
        return state;
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        boolean due = due();
        count();
        if (!due) {
            return real.getManager().zeros(new Shape(), real.getDataType(), real.getDevice());
        }
        return times(penalty.evaluate(critic, real, fake), interval);
    }

    /** Counts an evaluation that took place elsewhere, as where a GPU repeats a recorded step. */
    public void count() {
        Stateful.initialised(this, calls).addi(1);
    }

    @Override
    public boolean slopesAtReal() {
        return penalty.slopesAtReal() && due();
    }

    @Override
    public boolean slopesAtFake() {
        return penalty.slopesAtFake() && due();
    }

    /**
     * Whether the next evaluation is one that counts.
     *
     * @return false if its value will be 0
     */
    public boolean due() {
        return Stateful.initialised(this, calls).toLongArray()[0] % interval == 0;
    }
}

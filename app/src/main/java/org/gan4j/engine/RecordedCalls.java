package org.gan4j.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Calls of {@link Program}s and {@link TorchScriptFunction}s that have been made once, written as one program: what they did in one call,
 * without the way from Java into the engine and back that each of them takes.
 *
 * <p>The program does what they did, in their order, to the arrays that were there before. What the host decided between them stays
 * decided; a {@link Supplier} among the values of a program is asked anew.
 */
public final class RecordedCalls {

    private final Program program;
    private final Bundle fixed;
    private final List<Supplier<?>> reals;
    private final List<Supplier<?>> integers;
    private final List<Bundle> lists;

    RecordedCalls(
            Program program, Bundle fixed, List<Supplier<?>> reals, List<Supplier<?>> integers, List<Bundle> lists) {
        this.program = program;
        this.fixed = fixed;
        this.reals = reals;
        this.integers = integers;
        this.lists = lists;
    }

    /**
     * Does some work, and writes down what it calls.
     *
     * <p>An operation that no program and no function stands for is missed. It may draw no random number, and change nothing that a recorded call
     * reads or that outlives the work; what does must {@linkplain #miss say so}. A number of the host that is other the next time must be
     * supplied.
     *
     * @param owner owns what the recording needs
     * @param scope owns what the work makes, itself or by managers below it
     * @param inputs arrays of the scope that the work starts from, which are others each time
     * @param work is done for what it does
     * @return how to do it again. It is empty, and the work is done all the same, if a call read an array that an operation made which was missed,
     *     if autograd was needed, or if something said that it cannot be repeated
     */
    public static Optional<RecordedCalls> record(
            NDManager owner, NDManager scope, List<NDArray> inputs, Runnable work) {
        CallRecorder recorder = new CallRecorder(scope, inputs);
        recorder.during(work);
        return recorder.written(owner);
    }

    /** Tells that something is done which no program stands for and which outlives the work: it cannot be done again by its calls. */
    public static void miss() {
        CallRecorder.atWork().ifPresent(CallRecorder::miss);
    }

    /**
     * Does the work again.
     *
     * @param inputs in place of those of the first time
     */
    public void repeat(List<NDArray> inputs) {
        double[] realNumbers = new double[reals.size()];
        Arrays.setAll(realNumbers, i -> (Double) reals.get(i).get());
        long[] wholeNumbers = new long[integers.size()];
        Arrays.setAll(wholeNumbers, i -> (Long) integers.get(i).get());
        List<Object> values = new ArrayList<>(List.of(fixed, realNumbers, wholeNumbers));
        values.addAll(lists);
        values.addAll(inputs);
        program.perform(values);
    }
}

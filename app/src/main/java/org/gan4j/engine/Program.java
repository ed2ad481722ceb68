package org.gan4j.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gan4j.torchscript.Method;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * A function in TorchScript text, as {@link TorchScriptFunction}, for arithmetic of which autograd is to see nothing.
 *
 * <p>The engine runs it in inference mode: nothing is recorded, and no operator looks for a gradient. Gradients cannot be asked of the
 * results either; a copy of one is an array like any other. Lists of arrays go in, and stay in the engine, as a {@link Bundle}.
 *
 * <p>TorchScript's optimizer, which rewrites a text after its first calls, is off in the calling thread from then on: results would change
 * in the last bit with the number of calls.
 *
 * <p>To make a program does not start the engine: the first call compiles it.
 */
public final class Program {

    private final Method method;
    private PtSymbolBlock block;

    /**
     * Describes a program.
     *
     * @param arguments the typed arguments: {@code Tensor}, {@code List[Tensor]}, {@code float} or {@code int}
     * @param body the statements, a line each. For {@link #call} the last one returns two lists of tensors: the results, and what is kept
     */
    public Program(String arguments, List<String> body) {
        this.method = new Method(arguments, List.copyOf(body));
    }

    /**
     * Compiles a program that calls others.
     *
     * @param method what it does
     * @param others what it calls as {@code (self).m0} and so on
     * @param owner frees it
     * @throws IllegalArgumentException if the engine refuses the text
     */
    Program(Method method, List<Method> others, NDManager owner) {
        this.method = method;
        this.block = (PtSymbolBlock) TorchScriptFunction.compile(method, others, owner);
    }

    /**
     * What a call gives.
     *
     * @param arrays the results
     * @param kept what stays in the engine, for a later call
     */
    public record Results(NDList arrays, Bundle kept) {}

    /**
     * Calls the program.
     *
     * @param owner owns the results
     * @param values an {@link NDArray} for each {@code Tensor}, a {@link Bundle} for each list, a {@link Double} for each {@code float}
     *     and a {@link Long} for each {@code int}; or a {@link Supplier} of such a number, which {@link RecordedCalls} ask again
     * @return the results
     */
    public Results call(NDManager owner, List<?> values) {
        IValue[] lists;
        try (IValue both = run(values)) {
            lists = both.toIValueTuple();
        }
        Results results;
        try (IValue arrays = lists[0]) {
            results = new Results(arrays.toNDList((PtNDManager) owner), new Bundle(owner, lists[1]));
        }
        CallRecorder.atWork().ifPresent(recorder -> recorder.called(method, values, results));
        return results;
    }

    /**
     * Calls the program for what it does to its arguments.
     *
     * @param values as those of {@link #call}
     */
    public void perform(List<?> values) {
        run(values).close();
        CallRecorder.atWork().ifPresent(recorder -> recorder.performed(method, values));
    }

    private IValue run(List<?> values) {
        if (block == null) {
            block = (PtSymbolBlock) TorchScriptFunction.compile(method);
        }
        IValue[] given = new IValue[values.size()];
        List<IValue> made = new ArrayList<>();
        try {
            for (int i = 0; i < given.length; i++) {
                if (values.get(i) instanceof Bundle bundle) {
                    given[i] = bundle.list();
                } else {
                    given[i] = single(values.get(i));
                    made.add(given[i]);
                }
            }
            JniUtils.setGraphExecutorOptimize(false);
            return block.forward(given);
        } finally {
            made.forEach(IValue::close);
        }
    }

    private static IValue single(Object value) {
        if (value instanceof Supplier<?> supplier) {
            return single(supplier.get());
        }
        if (value instanceof double[] numbers) {
            return IValue.listFrom(numbers);
        }
        if (value instanceof long[] numbers) {
            return IValue.listFrom(numbers);
        }
        if (value instanceof Double number) {
            return IValue.from(number);
        }
        if (value instanceof Long number) {
            return IValue.from(number);
        }
        return IValue.from((PtNDArray) value);
    }
}
